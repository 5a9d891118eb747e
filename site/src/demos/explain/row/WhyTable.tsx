import type { Cell } from '@modelfolio/inference';
import { useState } from 'preact/hooks';
import type { Explanation, FeatureGroup } from '../analysis/analysis.ts';
import { cellText, contributionText, levelText, unitWords } from '../methods/words.ts';

type Props = {
  explanation: Explanation;
  cells: readonly Cell[];
  /** What is explained, e.g. the class `>50K`. */
  subject: string;
};

/** So many features are shown at first. */
const first = 10;

/** Shapley values as bars in a table: what each feature adds to the average prediction. */
export function WhyTable({ explanation, cells, subject }: Props) {
  const [all, setAll] = useState(false);
  const { attribution, features, unit } = explanation;
  const { values, standardErrors, base, prediction } = attribution;
  const ranked = rankedFeatures(features, values);
  const shown = all ? ranked : ranked.slice(0, first);
  const rest = ranked.slice(shown.length).reduce((sum, { value }) => sum + value, 0);
  const reach = Math.max(
    ...ranked.map(({ at, value }) => Math.abs(value) + (standardErrors?.[at] ?? 0)),
    1e-12,
  );
  return (
    <div class="why">
      <table class="why-table">
        <caption>
          What moves the {unitWords[unit]} of <b>{subject}</b> from the average, {levelText(base, unit)}, to{' '}
          {levelText(prediction, unit)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Value</th>
            <th scope="col">Adds{standardErrors && <> ± standard error</>}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ at, feature, value }) => (
            <tr key={feature.name}>
              <th scope="row">{feature.name}</th>
              <td>{feature.columns.map((column) => cellText(cells[column] ?? null)).join(', ')}</td>
              <td>
                <span class="why-adds">
                  <ContributionBar value={value} error={standardErrors?.[at] ?? 0} reach={reach} />
                  <span class="why-number">
                    {contributionText(value, unit)}
                    {standardErrors && (
                      <small> ± {contributionText(standardErrors[at] ?? 0, unit).replace('+', '')}</small>
                    )}
                  </span>
                </span>
              </td>
            </tr>
          ))}
          {shown.length < ranked.length && (
            <tr class="why-rest">
              <th scope="row">{ranked.length - shown.length} others</th>
              <td />
              <td>
                <span class="why-adds">
                  <ContributionBar value={rest} error={0} reach={reach} />
                  <span class="why-number">{contributionText(rest, unit)}</span>
                </span>
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {ranked.length > first && (
        <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Only the first ${first}` : `All ${ranked.length} features`}
        </button>
      )}
    </div>
  );
}

/** Features by the size of what they add, largest first. */
export function rankedFeatures(features: readonly FeatureGroup[], values: ArrayLike<number>) {
  return features
    .map((feature, at) => ({ at, feature, value: values[at] ?? 0 }))
    .toSorted((one, other) => Math.abs(other.value) - Math.abs(one.value) || one.at - other.at);
}

type BarProps = { value: number; error: number; reach: number };

/** To the right for more, to the left for less, from the middle; a line for the standard error. */
function ContributionBar({ value, error, reach }: BarProps) {
  const half = (size: number) => `${(50 * Math.min(1, size / reach)).toFixed(2)}%`;
  const end = 50 + 50 * Math.max(-1, Math.min(1, value / reach));
  return (
    <span class="why-bar" aria-hidden="true">
      <span
        class={value < 0 ? 'less' : 'more'}
        style={value < 0 ? { right: '50%', width: half(-value) } : { left: '50%', width: half(value) }}
      />
      {error > 0 && (
        <i style={{ left: `calc(${end.toFixed(2)}% - ${half(error)})`, width: `calc(2 * ${half(error)})` }} />
      )}
    </span>
  );
}
