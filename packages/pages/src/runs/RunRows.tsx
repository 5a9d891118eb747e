import { useEffect, useRef, useState } from 'preact/hooks';
import { formatCell } from './format-cell.ts';
import type { RunColumn, RunTable } from './run-table.ts';

type Props = {
  table: RunTable;
  rows: readonly number[];
  columns: readonly RunColumn[];
  sort: string;
  descending: boolean;
  selected: ReadonlySet<string>;
  base: string;
  onSort: (key: string) => void;
  onToggle: (id: string) => void;
};

/** Height of a row in pixels, as in runs.css: only the rows in sight are in the page. */
const rowHeight = 40;
const margin = 10;

/** The runs as a table; of thousands of rows only those in sight, and a few around them, are in the page. */
export function RunRows({ table, rows, columns, sort, descending, selected, base, onSort, onToggle }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - margin, rows.length - 1));
  const last = Math.min(rows.length, Math.ceil((top + height) / rowHeight) + margin);
  const heading = (key: string, label: string, isNumber = false) => (
    <th
      key={key}
      scope="col"
      class={isNumber ? 'number' : undefined}
      aria-sort={sort === key ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" onClick={() => onSort(key)}>
        {label}
        <span aria-hidden="true">{sort === key ? (descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
  return (
    <div
      ref={frame}
      class="runs-frame"
      role="region"
      aria-label="Runs"
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <table class="runs-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span class="hidden-words">Choose</span>
            </th>
            {heading('attributes.name', 'Run')}
            {columns.map(({ key, label, numeric }) => heading(key, label, numeric))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr class="gap" aria-hidden="true" style={{ height: `${first * rowHeight}px` }} />}
          {rows.slice(first, last).map((row, at) => {
            const id = table.index.ids[row] ?? '';
            const name = table.index.names[row] || id;
            return (
              <tr key={id} aria-rowindex={first + at + 2} class={selected.has(id) ? 'chosen' : undefined}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Choose ${name}`}
                    checked={selected.has(id)}
                    onChange={() => onToggle(id)}
                  />
                </td>
                <th scope="row">
                  <a href={`${base}run/?${new URLSearchParams({ id })}`}>{name}</a>
                </th>
                {columns.map((column) => (
                  <td key={column.key} class={column.numeric ? 'number' : undefined}>
                    {formatCell(column, column.cell(row))}
                  </td>
                ))}
              </tr>
            );
          })}
          {last < rows.length && (
            <tr class="gap" aria-hidden="true" style={{ height: `${(rows.length - last) * rowHeight}px` }} />
          )}
        </tbody>
      </table>
    </div>
  );
}
