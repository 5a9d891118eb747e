import type { BatchScores } from './batch.ts';
import { shortNumber } from '@modelfolio/pages/short-number';

/** How predictions compare with the labels, in a line or one a target. */
export function ScoresLine({ scores, rows }: { scores: BatchScores; rows: number }) {
  if (scores.kind === 'classes')
    return (
      <p>
        <b>{(100 * scores.accuracy).toFixed(2)} %</b> right: {scores.correct.toLocaleString('en')} of{' '}
        {rows.toLocaleString('en')} rows.
      </p>
    );
  return (
    <ul>
      {scores.targets.map(({ name, unit, mae, rmse, r2 }) => (
        <li key={name}>
          {name}: mean absolute error <b>{shortNumber(mae)}</b>
          {unit && ` ${unit}`}, RMSE {shortNumber(rmse)}, R² {shortNumber(r2)}
        </li>
      ))}
    </ul>
  );
}
