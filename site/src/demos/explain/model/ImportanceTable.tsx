import type { ScaleUnit } from '@modelfolio/explainability';
import { useState } from 'preact/hooks';
import { sortedImportance, type ComparedImportance, type ImportanceOrder } from './importance-comparison.ts';
import { levelText } from '../methods/words.ts';

type Props = {
  rows: readonly ComparedImportance[];
  /** Of the Shapley values; `null` where there are none. */
  unit: ScaleUnit | null;
  /** What is lost by shuffling; `null` where nothing was shuffled. */
  metric: string | null;
};

/** Both measures of importance side by side, sorted by either. */
export function ImportanceTable({ rows, unit, metric }: Props) {
  const [wanted, sort] = useState<ImportanceOrder>('shap');
  const order =
    wanted === 'name' || (wanted === 'shap' ? unit : metric) !== null
      ? wanted
      : unit
        ? 'shap'
        : 'permutation';
  const most = (sizes: readonly number[]) => Math.max(1e-12, ...sizes);
  const shapMost = most(rows.map(({ shap }) => shap?.interval?.[1] ?? shap?.mean ?? 0));
  const lostMost = most(rows.map(({ permutation }) => permutation?.mean ?? 0));
  const heading = (by: ImportanceOrder, words: string) => (
    <th scope="col" aria-sort={order === by ? (by === 'name' ? 'ascending' : 'descending') : 'none'}>
      <button type="button" class="sort" onClick={() => sort(by)}>
        {words}
        <span aria-hidden="true">{order === by ? (by === 'name' ? ' ↑' : ' ↓') : ' ↕'}</span>
      </button>
    </th>
  );
  return (
    <div class="auto-scroll" tabIndex={0} role="region" aria-label="Importance of features">
      <table class="importance">
        <caption class="hidden">Importance of features by two measures</caption>
        <thead>
          <tr>
            {heading('name', 'Feature')}
            {unit && heading('shap', 'Mean |SHAP|')}
            {metric && heading('permutation', `Permutation: loss of ${metric}`)}
          </tr>
        </thead>
        <tbody>
          {sortedImportance(rows, order).map(({ name, shap, permutation }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {unit && (
                <td>
                  {shap && (
                    <>
                      <Bar share={shap.mean / shapMost} rank={shap.rank} series="1" />
                      {levelText(shap.mean, unit)}
                      {shap.interval && (
                        <small class="muted">
                          {' '}
                          ({levelText(shap.interval[0], unit)} to {levelText(shap.interval[1], unit)})
                        </small>
                      )}
                    </>
                  )}
                </td>
              )}
              {metric && (
                <td>
                  {permutation && (
                    <>
                      <Bar share={permutation.mean / lostMost} rank={permutation.rank} series="2" />
                      {lossText(permutation.mean)}{' '}
                      <small class="muted">± {lossText(permutation.deviation)}</small>
                    </>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Small losses need digits: a metric's third and fourth are where features differ. */
const lossText = (value: number): string => (value < 0 ? `−${(-value).toFixed(4)}` : value.toFixed(4));

function Bar({ share, rank, series }: { share: number; rank: number; series: string }) {
  return (
    <span class="importance-bar">
      <small class="muted">
        <span class="hidden">rank </span>
        {rank}
      </small>
      <span class="bar-track" aria-hidden="true">
        <span
          class={`share-bar${series === '2' ? ' twin' : ''}`}
          style={{ transform: `scaleX(${Math.max(0, Math.min(1, share)).toFixed(4)})` }}
        />
      </span>
    </span>
  );
}
