import type { TabularColumn } from '@modelfolio/schemas';
import { useState } from 'preact/hooks';
import type { AnalysisState } from '../analysis/analysis-state.ts';
import type { Limit } from '../analysis/analysis.ts';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

type Props = {
  columns: readonly TabularColumn[];
  state: AnalysisState;
  onChange: (changes: Partial<AnalysisState>) => void;
};

/** Rows for all of so many columns; of more, only for those that are chosen. */
const manyColumns = 30;

/** What a person cannot change, or only one way: a counterfactual that ignores it is of no use. */
export function LimitsTable({ columns, state, onChange }: Props) {
  const { limits, linked } = state;
  const [added, add] = useState<readonly number[]>([]);
  const [open, setOpen] = useState(false);
  const many = columns.length > manyColumns;
  // Of many columns those that have a limit, or were asked for.
  const shown = columns.flatMap((column, at) =>
    !many || limits.has(at) || added.includes(at) || linked.some(([one]) => one === at)
      ? [{ column, at }]
      : [],
  );
  function limit(column: number, next: Limit | null): void {
    const all = new Map(limits);
    if (next) all.set(column, next);
    else all.delete(column);
    onChange({ limits: all });
  }
  return (
    <details class="settings" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        What may change{limits.size + linked.length > 0 && <> ({limits.size + linked.length} limits)</>}
      </summary>
      {open && many && (
        <label class="limits-add">
          Add a column{' '}
          <select
            value=""
            onChange={({ currentTarget }) =>
              currentTarget.value !== '' && add([...added, Number(currentTarget.value)])
            }
          >
            <option value="">choose …</option>
            {columns.map((column, at) => (
              <option key={column.name} value={String(at)}>
                {column.label ?? column.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {open && (!many || shown.length > 0) && (
        <ScrollBox label="Limits of each column">
          <table class="limits">
            <caption class="hidden">Limits of each column</caption>
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">May change</th>
                <th scope="col">Only together with, as seen in the data</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ column, at }) => (
                <tr key={column.name}>
                  <th scope="row">{column.label ?? column.name}</th>
                  <td>
                    <LimitChoice
                      column={column}
                      limit={limits.get(at) ?? null}
                      onChange={(next) => limit(at, next)}
                    />
                  </td>
                  <td>
                    <select
                      aria-label={`${column.label ?? column.name} is linked with`}
                      value={String(linked.find(([one]) => one === at)?.[1] ?? '')}
                      onChange={({ currentTarget }) => {
                        const others = linked.filter(([one]) => one !== at);
                        const other = currentTarget.value;
                        onChange({ linked: other === '' ? others : [...others, [at, Number(other)]] });
                      }}
                    >
                      <option value="">no other column</option>
                      {columns.map((other, index) =>
                        index === at ? null : (
                          <option key={other.name} value={String(index)}>
                            {other.label ?? other.name}
                          </option>
                        ),
                      )}
                    </select>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </details>
  );
}

type ChoiceProps = { column: TabularColumn; limit: Limit | null; onChange: (limit: Limit | null) => void };

function LimitChoice({ column, limit, onChange }: ChoiceProps) {
  const title = column.label ?? column.name;
  const ordered = !column.categories && column.type !== 'string' && column.type !== 'bool';
  const [least, most] = limit?.kind === 'range' ? [limit.least, limit.most] : (column.range ?? [0, 1]);
  return (
    <>
      <select
        aria-label={`${title} may change`}
        value={limit?.kind ?? 'free'}
        onChange={({ currentTarget }) => {
          const kind = currentTarget.value;
          if (kind === 'free') onChange(null);
          else if (kind === 'range') onChange({ kind, least, most });
          else onChange({ kind: kind as 'immutable' | 'increase' | 'decrease' });
        }}
      >
        <option value="free">freely</option>
        <option value="immutable">not at all</option>
        {ordered && <option value="increase">upwards only</option>}
        {ordered && <option value="decrease">downwards only</option>}
        {ordered && <option value="range">within a range</option>}
      </select>
      {limit?.kind === 'range' && (
        <span class="limit-range">
          <input
            type="number"
            step="any"
            aria-label={`${title}, least`}
            value={least}
            onChange={({ currentTarget: { valueAsNumber: value } }) =>
              Number.isFinite(value) && onChange({ kind: 'range', least: value, most: Math.max(value, most) })
            }
          />
          –
          <input
            type="number"
            step="any"
            aria-label={`${title}, most`}
            value={most}
            onChange={({ currentTarget: { valueAsNumber: value } }) =>
              Number.isFinite(value) &&
              onChange({ kind: 'range', least: Math.min(least, value), most: value })
            }
          />
        </span>
      )}
    </>
  );
}
