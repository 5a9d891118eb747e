import { useState } from 'preact/hooks';
import type { RunTable } from './run-table.ts';

type Props = { table: RunTable; shown: readonly string[]; onChange: (columns: string[]) => void };

const kinds = { attributes: 'About the run', metrics: 'Metrics', params: 'Params', tags: 'Tags' } as const;

/** Which columns the table shows, and in which order: a column that is added comes last, and arrows move it. */
export function ColumnChooser({ table, shown, onChange }: Props) {
  const [search, setSearch] = useState('');
  const wanted = search.toLowerCase();
  const move = (key: string, by: number): void => {
    const at = shown.indexOf(key);
    const next = shown.filter((other) => other !== key);
    next.splice(Math.max(0, at + by), 0, key);
    onChange(next);
  };
  return (
    <details class="columns-chooser">
      <summary>Columns ({shown.length})</summary>
      <div>
        <input
          type="search"
          aria-label="Find a column"
          placeholder="Find a column"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <ol aria-label="Columns shown">
          {shown.map((key, at) => (
            <li key={key}>
              <span>{table.column(key)?.label}</span>
              <button
                type="button"
                aria-label={`Move ${table.column(key)?.label} to the left`}
                disabled={at === 0}
                onClick={() => move(key, -1)}
              >
                ←
              </button>
              <button
                type="button"
                aria-label={`Move ${table.column(key)?.label} to the right`}
                disabled={at === shown.length - 1}
                onClick={() => move(key, 1)}
              >
                →
              </button>
              <button
                type="button"
                aria-label={`Hide ${table.column(key)?.label}`}
                onClick={() => onChange(shown.filter((other) => other !== key))}
              >
                ×
              </button>
            </li>
          ))}
        </ol>
        {Object.entries(kinds).map(([kind, label]) => {
          const columns = table.columns.filter(
            (column) =>
              column.key.startsWith(`${kind}.`) &&
              !shown.includes(column.key) &&
              column.label.toLowerCase().includes(wanted),
          );
          return (
            columns.length > 0 && (
              <fieldset key={kind}>
                <legend>{label}</legend>
                {columns.slice(0, 100).map((column) => (
                  <button type="button" key={column.key} onClick={() => onChange([...shown, column.key])}>
                    + {column.label}
                  </button>
                ))}
                {columns.length > 100 && <p>{columns.length - 100} more: find them by name.</p>}
              </fieldset>
            )
          );
        })}
      </div>
    </details>
  );
}
