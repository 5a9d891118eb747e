import { useMemo, useState } from 'preact/hooks';
import { measuresOf } from './rate-words.ts';
import type { SliceColumn } from './slice-columns.ts';
import { groupsOf } from './slice-groups.ts';
import { ratesOfGroups, type Judged } from './slice-rates.ts';
import { MeasureCell } from './SliceRates.tsx';

type Props = {
  columns: readonly SliceColumn[];
  /** Column that is looked at first. */
  first: string | null;
  judged: Judged;
  /** Rows of the slice. */
  rows: Uint8Array;
  /** Whether the slice is all rows. */
  all: boolean;
  subject: string;
  threshold: string;
};

/** So many groups are shown; a column of more is rarely one to group by. */
const most = 60;

/** The same measures by each value of a column, within the slice. */
export function SliceByColumn({ columns, first, judged, rows, all, subject, threshold }: Props) {
  const [chosen, choose] = useState(first ?? columns[0]?.name ?? '');
  const column = columns.find(({ name }) => name === chosen) ?? columns[0];
  const groups = useMemo(() => column && groupsOf(column, rows.length), [column, rows.length]);
  const rates = useMemo(
    () =>
      groups &&
      ratesOfGroups(judged, groups.names.length, (row) => (rows[row] === 1 ? (groups.of[row] ?? -1) : -1)),
    [groups, judged, rows],
  );
  if (!column || !groups || !rates) return null;
  const names = rates[0] ? measuresOf(rates[0], subject, threshold).map(({ name }) => name) : [];
  const shown = groups.names
    .map((name, at) => ({ name, rates: rates[at] }))
    .toSorted((one, other) => (groups.names.length > most ? (other.rates?.n ?? 0) - (one.rates?.n ?? 0) : 0))
    .slice(0, most);
  return (
    <section class="rows-part" aria-label="The same by each value of a column">
      <h3>By each value of a column</h3>
      <label class="auto-number">
        {all ? 'All rows by' : 'The slice by'}
        <select value={column.name} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {columns.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <div
        class="auto-scroll rates-scroll"
        tabIndex={0}
        role="region"
        aria-label={`Measures by ${column.title}`}
      >
        <table class="rates wide">
          <caption class="hidden">Measures by {column.title}</caption>
          <thead>
            <tr>
              <th scope="col">{column.title}</th>
              <th scope="col">Rows (n)</th>
              {names.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, rates: own }) =>
              own ? (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{own.n.toLocaleString('en')}</td>
                  {measuresOf(own, subject, threshold).map((measure) => (
                    <MeasureCell key={measure.name} measure={measure} />
                  ))}
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      </div>
      <p class="muted small">
        {groups.ranges && 'Four ranges that hold about as many rows of the data each. '}
        {groups.names.length > most &&
          `The ${most} values with the most rows of ${groups.names.length.toLocaleString('en')}. `}
        Small groups say little: look at n and at the intervals.
      </p>
    </section>
  );
}
