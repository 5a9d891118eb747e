import type { Cell } from '@modelfolio/inference';
import type { Explanation } from '../analysis/analysis.ts';
import { cellText, contributionText, outputText, unitWords } from '../methods/words.ts';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

export type ComparedRow = { name: string; cells: readonly Cell[]; explanation: Explanation };

type Props = { place: number; rows: readonly ComparedRow[] };

/** Rows side by side: their values where they differ, and what each adds to its row's prediction. */
export function CompareTable({ place, rows }: Props) {
  const [first] = rows;
  if (!first || rows.length < 2) return null;
  const { features, unit } = first.explanation;
  const ofFeature = (row: ComparedRow, feature: number) =>
    (features[feature]?.columns ?? []).map((column) => cellText(row.cells[column] ?? null)).join(', ');
  return (
    <section class="compare" aria-label="Rows compared">
      <h2>Compared</h2>
      <ScrollBox label="Rows compared, table">
        <table>
          <caption class="hidden">
            Values and contributions ({unitWords[unit]}) of {rows.map(({ name }) => name).join(' and ')}
          </caption>
          <thead>
            <tr>
              <th scope="col">Feature</th>
              {rows.map(({ name }) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr class="compare-output">
              <th scope="row">Prediction</th>
              {rows.map(({ name, explanation }) => (
                <td key={name}>
                  <b>{outputText(explanation.predictions, place)}</b>
                </td>
              ))}
            </tr>
            {features.map((feature, at) => {
              const texts = rows.map((row) => ofFeature(row, at));
              return (
                <tr
                  key={feature.name}
                  class={texts.some((text) => text !== texts[0]) ? 'differs' : undefined}
                >
                  <th scope="row">{feature.name}</th>
                  {rows.map((row, index) => (
                    <td key={row.name}>
                      {texts[index]}{' '}
                      <small class="muted">
                        {contributionText(row.explanation.attribution.values[at] ?? 0, unit)}
                      </small>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
