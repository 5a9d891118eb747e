import type { Condition } from '../analysis/analysis-state.ts';
import { missingValue, type SliceColumn } from './slice-columns.ts';
import { SliceCondition } from './SliceCondition.tsx';

type Props = {
  columns: readonly SliceColumn[];
  conditions: readonly Condition[];
  /** Those that do not fit the data. */
  unfit: readonly Condition[];
  rows: number;
  onChange: (conditions: Condition[]) => void;
};

/** Builds a slice of conditions that must all hold. */
export function SliceBuilder({ columns, conditions, unfit, rows, onChange }: Props) {
  function add(name: string): void {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) return;
    onChange([
      ...conditions,
      column.kind === 'category' ? { column: name, values: [] } : { column: name, least: null, most: null },
    ]);
  }
  return (
    <div class="slice-builder">
      {conditions.map((condition, at) => {
        const column = unfit.includes(condition)
          ? null
          : (columns.find(({ name }) => name === condition.column) ?? null);
        return (
          <SliceCondition
            // A condition has no identity but its place; a removed one takes its search text along.
            key={`${at} ${condition.column} ${conditions.length}`}
            condition={condition}
            column={column}
            counts={column && 'values' in condition ? valueCounts(column, condition.values, rows) : []}
            onChange={(next) => onChange(conditions.map((old, index) => (index === at ? next : old)))}
            onRemove={() => onChange(conditions.filter((_, index) => index !== at))}
          />
        );
      })}
      <div class="actions">
        <label class="auto-number">
          {conditions.length === 0 ? 'Rows where' : 'and where'}
          <select value="" onChange={({ currentTarget }) => add(currentTarget.value)}>
            <option value="">choose a column …</option>
            {columns.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        {conditions.length > 0 && (
          <button type="button" onClick={() => onChange([])}>
            All rows again
          </button>
        )}
      </div>
    </div>
  );
}

/** How many rows have each value; missing cells last, where there are any. Of numbers, only those that are chosen. */
function valueCounts(
  { kind, categories, at }: SliceColumn,
  chosen: readonly string[],
  rows: number,
): { value: string; count: number }[] {
  const values = kind === 'category' ? categories : chosen.filter((value) => value !== missingValue);
  const places = new Map(values.map((value, place) => [kind === 'category' ? place : Number(value), place]));
  const counts = new Uint32Array(values.length);
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    const code = at(row);
    const place = places.get(code);
    if (Number.isNaN(code)) missing++;
    else if (place !== undefined) counts[place] = (counts[place] ?? 0) + 1;
  }
  return [
    ...values.map((value, place) => ({ value, count: counts[place] ?? 0 })),
    ...(missing > 0 || chosen.includes(missingValue) ? [{ value: missingValue, count: missing }] : []),
  ];
}
