import type { Summary } from '../analysis/analysis.ts';
import type { RankedStrip } from './beeswarm-layout.ts';
import { contributionText, levelText, unitWords } from '../methods/words.ts';

type Props = { summary: Summary; strips: readonly RankedStrip[]; onOpen: (row: number) => void };

/** The beeswarm in numbers; its outermost rows can be opened. */
export function BeeswarmTable({ summary, strips, onOpen }: Props) {
  const { unit, rows } = summary;
  const end = ({ value, row }: RankedStrip['least'], name: string, which: string) => (
    <td>
      {contributionText(value, unit)}{' '}
      <button type="button" class="auto-reset" onClick={() => onOpen(row)}>
        Row {row + 1}
        <span class="hidden">
          , {which} of {name}
        </span>
      </button>
    </td>
  );
  return (
    <details class="settings">
      <summary>Table</summary>
      <div class="auto-scroll rates-scroll" tabIndex={0} role="region" aria-label="Shapley values in numbers">
        <table class="rates wide">
          <caption>
            Shapley values ({unitWords[unit]}) of {rows.length.toLocaleString('en')} rows
          </caption>
          <thead>
            <tr>
              <th scope="col">Feature</th>
              <th scope="col">Mean |SHAP|</th>
              <th scope="col">Rows (n)</th>
              <th scope="col">Least</th>
              <th scope="col">Greatest</th>
            </tr>
          </thead>
          <tbody>
            {strips.map(({ feature: { name }, meanAbsolute, least, greatest }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{levelText(meanAbsolute, unit)}</td>
                <td>{rows.length.toLocaleString('en')}</td>
                {end(least, name, 'least')}
                {end(greatest, name, 'greatest')}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
