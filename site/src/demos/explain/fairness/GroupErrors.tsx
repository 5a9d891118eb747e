import { useMemo } from 'preact/hooks';
import { shortNumber } from '@modelfolio/pages/short-number';
import type { DataSet } from '../analysis/analysis.ts';
import { columnValues } from './group-rows.ts';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

type Props = { data: DataSet; by: readonly string[]; place: number };

/** How far a regressor is off, group by group. */
export function GroupErrors({ data, by, place }: Props) {
  const groups = useMemo(() => errorsByGroup(data, by, place), [data, by, place]);
  return (
    <section aria-label="Errors by group">
      <h2>How far off, by group</h2>
      <ScrollBox label="Errors by group, table">
        <table class="fair-table">
          <caption>Error: predicted less actual</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Mean absolute error</th>
              <th scope="col">Mean error</th>
              <th scope="col">Mean predicted</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ name, n, absolute, bias, predicted }) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  <small>n = {n.toLocaleString('en')}</small>
                </th>
                <td>{shortNumber(absolute)}</td>
                <td>{shortNumber(bias)}</td>
                <td>{shortNumber(predicted)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function errorsByGroup(data: DataSet, by: readonly string[], place: number) {
  const { predictions, actual, rows } = data;
  if (predictions.kind !== 'values' || actual === null || place !== 0) return [];
  const columns = by.map((name) => columnValues(data, name));
  const sums = new Map<string, { n: number; absolute: number; error: number; predicted: number }>();
  for (let row = 0; row < rows; row++) {
    const name = columns.map((values) => values[row] ?? 'unknown').join(', ') || 'all rows';
    const sum = sums.get(name) ?? { n: 0, absolute: 0, error: 0, predicted: 0 };
    const predicted = predictions.values[place]?.[row] ?? Number.NaN;
    const error = predicted - (actual[row] ?? Number.NaN);
    sums.set(name, {
      n: sum.n + 1,
      absolute: sum.absolute + Math.abs(error),
      error: sum.error + error,
      predicted: sum.predicted + predicted,
    });
  }
  return [...sums]
    .map(([name, { n, absolute, error, predicted }]) => ({
      name,
      n,
      absolute: absolute / n,
      bias: error / n,
      predicted: predicted / n,
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
