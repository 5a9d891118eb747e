import type { RunTable } from './run-table.ts';
import { axisOf, axisWord } from './scale.ts';

type Props = {
  table: RunTable;
  label: string;
  /** The axis as it stands in the address; '' for none. */
  value: string;
  none?: string;
  onChange: (axis: string) => void;
};

/** A list of every column, to choose one from, and how its numbers are spaced. */
export function AxisChoice({ table, label, value, none, onChange }: Props) {
  const { key, log } = axisOf(value);
  return (
    <div class="axis-choice">
      <label>
        {label}
        <select value={key} onChange={(event) => onChange(event.currentTarget.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {table.columns.map((column) => (
            <option key={column.key} value={column.key}>
              {column.label} ({column.key.slice(0, column.key.indexOf('.'))})
            </option>
          ))}
        </select>
      </label>
      {table.column(key)?.numeric && (
        <LogChoice label={label} log={log} onChange={(next) => onChange(axisWord({ key, log: next }))} />
      )}
    </div>
  );
}

type LogProps = { label: string; log: boolean; onChange: (log: boolean) => void };

/** Whether the numbers of an axis are spaced by their logarithms. */
export const LogChoice = ({ label, log, onChange }: LogProps) => (
  <label class="log-choice">
    <input
      type="checkbox"
      checked={log}
      aria-label={`${label}: logarithmic`}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
    log
  </label>
);
