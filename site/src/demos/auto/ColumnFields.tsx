import type { Cell } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import { useState } from 'preact/hooks';
import { ColumnField } from './ColumnField.tsx';

type Props = {
  columns: readonly TabularColumn[];
  cells: readonly Cell[];
  start: readonly Cell[];
  onChange: (column: number, cell: Cell) => void;
  onTouch: (column: number) => void;
};

/** More than these are searched, and folded at first. */
const manyColumns = 12;

/** All fields of a row; of many, those that are looked for. */
export function ColumnFields({ columns, cells, start, onChange, onTouch }: Props) {
  const [sought, setSought] = useState('');
  const [all, setAll] = useState(false);
  const many = columns.length > manyColumns;
  const words = sought.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = columns
    .map((column, index) => ({ column, index, changed: cells[index] !== (start[index] ?? null) }))
    .filter(({ column: { name, label, description } }) => {
      const text = `${name} ${label ?? ''} ${description ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  const folded = many && !all && words.length === 0;
  const shown = folded ? found.filter(({ index, changed }) => index < manyColumns || changed) : found;
  return (
    <div class="auto-fields">
      {many && (
        <label class="auto-search">
          <span>Find a column among {columns.length}</span>
          <input
            type="search"
            value={sought}
            onInput={({ currentTarget }) => setSought(currentTarget.value)}
          />
        </label>
      )}
      {shown.map(({ column, index, changed }) => (
        <ColumnField
          key={column.name}
          column={column}
          cell={cells[index] ?? null}
          start={start[index] ?? null}
          changed={changed}
          onChange={(cell) => onChange(index, cell)}
          onTouch={() => onTouch(index)}
        />
      ))}
      {words.length > 0 && found.length === 0 && <p class="muted">No column is called that.</p>}
      {many && words.length === 0 && (
        <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer columns' : `Show all ${columns.length} columns`}
        </button>
      )}
    </div>
  );
}
