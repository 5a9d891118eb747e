import { useState } from 'preact/hooks';
import type { Condition } from '../analysis/analysis-state.ts';
import { valueText, type SliceColumn } from './slice-columns.ts';

type Props = {
  condition: Condition;
  /** `null`: the data has no such column, or it cannot have such a condition. */
  column: SliceColumn | null;
  /** Values to choose from, with the rows that have each. */
  counts: readonly { value: string; count: number }[];
  onChange: (condition: Condition) => void;
  onRemove: () => void;
};

/** More values than these are searched. */
const searchedFrom = 12;

/** One condition of a slice: some of a column's values, or bounds. */
export function SliceCondition({ condition, column, counts, onChange, onRemove }: Props) {
  const title = column?.title ?? condition.column;
  return (
    <fieldset class="slice-condition">
      <legend>{title}</legend>
      {column === null ? (
        <p class="small">
          {condition.column} is no column of this data that can be limited so: the condition is left out.
        </p>
      ) : 'values' in condition ? (
        <Values
          title={title}
          chosen={condition.values}
          counts={counts}
          onChange={(values) => onChange({ ...condition, values })}
        />
      ) : (
        <Bounds title={title} condition={condition} onChange={onChange} />
      )}
      <button type="button" class="auto-reset" onClick={onRemove}>
        Remove<span class="hidden"> the condition on {title}</span>
      </button>
    </fieldset>
  );
}

type ValuesProps = {
  title: string;
  chosen: readonly string[];
  counts: Props['counts'];
  onChange: (values: string[]) => void;
};

function Values({ title, chosen, counts, onChange }: ValuesProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = counts.filter(
    ({ value }) => chosen.includes(value) || valueText(value).toLowerCase().includes(wanted),
  );
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <>
      {counts.length > searchedFrom && (
        <label class="slice-search">
          <span class="hidden">Search the values of {title}</span>
          <input
            type="search"
            placeholder={`Search ${counts.length} values`}
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        </label>
      )}
      <ul class="slice-values">
        {shown.map(({ value, count }) => (
          <li key={value}>
            <label>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
              <span>{valueText(value)}</span> <small class="muted">{count.toLocaleString('en')}</small>
            </label>
          </li>
        ))}
      </ul>
      {chosen.length === 0 && <p class="muted small">No value chosen yet: any will do.</p>}
      {shown.length === 0 && <p class="muted small">No value holds “{search}”.</p>}
    </>
  );
}

type BoundsProps = {
  title: string;
  condition: Extract<Condition, { least: number | null }>;
  onChange: (condition: Condition) => void;
};

function Bounds({ title, condition, onChange }: BoundsProps) {
  const field = (name: 'least' | 'most', words: string) => (
    <label class="auto-number">
      {words}
      <input
        type="number"
        step="any"
        aria-label={`${title}, ${words.toLowerCase()}`}
        value={condition[name] ?? ''}
        onChange={({ currentTarget: { value, valueAsNumber } }) =>
          onChange({
            ...condition,
            [name]: value === '' || !Number.isFinite(valueAsNumber) ? null : valueAsNumber,
          })
        }
      />
    </label>
  );
  const { least, most } = condition;
  return (
    <div class="slice-bounds">
      {field('least', 'At least')}
      {field('most', 'At most')}
      {least !== null && most !== null && least > most && (
        <p class="small auto-odd">
          No number is at least {least} and at most {most}.
        </p>
      )}
    </div>
  );
}
