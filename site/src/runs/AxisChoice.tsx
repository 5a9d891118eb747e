import type { RunTable } from './run-table.ts';

type Props = {
  table: RunTable;
  label: string;
  value: string;
  none?: string;
  onChange: (key: string) => void;
};

/** A list of every column, to choose one from. */
export function AxisChoice({ table, label, value, none, onChange }: Props) {
  return (
    <label class="axis-choice">
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {table.columns.map(({ key, label: name }) => (
          <option key={key} value={key}>
            {name} ({key.slice(0, key.indexOf('.'))})
          </option>
        ))}
      </select>
    </label>
  );
}
