import { FilterError } from '@modelfolio/comparison';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ColumnChooser } from './ColumnChooser.tsx';
import { ParallelCoordinates } from './ParallelCoordinates.tsx';
import { RunTable } from './run-table.ts';
import { RunRows } from './RunRows.tsx';
import type { RunsSource } from './runs-source.ts';
import { ScatterPlot } from './ScatterPlot.tsx';
import { firstView, fromQuery, toQuery, type ViewState } from './view-state.ts';

/** `base` is the address of the page with all runs: those of a run and of a comparison are below it. */
type Props = { source: RunsSource; base: string };

const views = { table: 'Table', parallel: 'Parallel coordinates', scatter: 'Scatter' } as const;
/** Columns shown at first, beside the run's name. */
const firstColumns = 7;

/** All runs of the site: searched, sorted, drawn, chosen; the address holds it all. */
export function RunsExplorer({ source, base }: Props) {
  const [table, setTable] = useState<RunTable | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [state, setState] = useState<ViewState>(firstView);
  const written = useRef<string | null>(null);

  useEffect(() => {
    const read = (): void => {
      const found = fromQuery(location.search);
      written.current = toQuery(found);
      setState(found);
    };
    read();
    source.index().then(
      (found) => setTable(new RunTable(found)),
      (error: Error) => setFailure(`${error.message}. Reload the page.`),
    );
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);

  const change = (next: Partial<ViewState>, isStep = false): void => {
    const whole = { ...state, ...next };
    setState(whole);
    const query = toQuery(whole);
    if (query === written.current) return;
    written.current = query;
    // A step is one that the back button undoes; typing is not a step a letter.
    history[isStep ? 'pushState' : 'replaceState'](null, '', `${location.pathname}${query}`);
  };

  const found = useMemo(() => searched(table, state.search), [table, state.search]);
  const rows = useMemo(
    () => table?.sort(found.rows, state.sort, state.descending) ?? [],
    [table, found, state.sort, state.descending],
  );
  const first = useMemo(() => (table ? defaultColumns(table, found.rows) : []), [table, found]);
  if (failure !== null)
    return (
      <p class="notice error" role="alert">
        {failure}
      </p>
    );
  if (!table) return <p role="status">Loading the list of runs…</p>;

  const shown = (state.columns ?? first).flatMap((key) => table.column(key) ?? []);
  const selected = new Set(state.selected);
  const toggle = (id: string): void =>
    change({
      selected: selected.has(id) ? state.selected.filter((other) => other !== id) : [...state.selected, id],
    });
  const compare = `${base}compare/?${new URLSearchParams(state.selected.map((id) => ['run', id]))}`;
  return (
    <div class="runs">
      <div class="runs-bar">
        <label>
          Search or filter
          <input
            type="search"
            value={state.search}
            placeholder="words, or metrics.accuracy > 0.9 AND params.depth = '3'"
            aria-describedby="runs-said"
            aria-invalid={found.fault !== null}
            onInput={(event) => change({ search: event.currentTarget.value })}
          />
        </label>
        <ColumnChooser
          table={table}
          shown={shown.map(({ key }) => key)}
          onChange={(columns) => change({ columns })}
        />
        <div class="runs-views" role="group" aria-label="View">
          {Object.entries(views).map(([view, label]) => (
            <button
              type="button"
              key={view}
              aria-pressed={state.view === view}
              onClick={() => change({ view: view as ViewState['view'] }, true)}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      <p id="runs-said" role="status" class={found.fault === null ? 'muted' : 'fault'}>
        {found.fault ??
          `${rows.length.toLocaleString('en-US')} of ${table.size.toLocaleString('en-US')} runs`}
        {state.selected.length > 0 && `, ${state.selected.length} chosen`}
      </p>
      {state.selected.length > 0 && (
        <p class="actions">
          {state.selected.length > 1 && (
            <a class="button" href={compare}>
              Compare the chosen
            </a>
          )}
          <button type="button" class="button quiet" onClick={() => change({ selected: [] }, true)}>
            Choose none
          </button>
        </p>
      )}
      {state.view === 'parallel' && (
        <ParallelCoordinates
          table={table}
          rows={rows}
          axes={state.axes}
          ranges={state.ranges}
          selected={selected}
          onAxes={(axes) => change({ axes }, true)}
          onRanges={(ranges) => change({ ranges })}
        />
      )}
      {state.view === 'scatter' && (
        <ScatterPlot
          table={table}
          rows={rows}
          axes={state.axes}
          selected={selected}
          onAxes={(axes) => change({ axes }, true)}
          onToggle={toggle}
        />
      )}
      <RunRows
        table={table}
        rows={rows}
        columns={shown}
        sort={state.sort}
        descending={state.descending}
        selected={selected}
        base={base}
        onSort={(sort) => change({ sort, descending: sort === state.sort ? !state.descending : true }, true)}
        onToggle={toggle}
      />
    </div>
  );
}

/** The rows that a search asks for; all, with what is wrong, for a filter that says nothing. */
function searched(table: RunTable | null, search: string): { rows: number[]; fault: string | null } {
  if (!table) return { rows: [], fault: null };
  try {
    return { rows: table.search(search), fault: null };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    return { rows: table.rows(), fault: `The filter says nothing: ${error.message}` };
  }
}

/** Keys of the columns that are shown until somebody chooses: of metrics and params only what one of these rows has. */
function defaultColumns(table: RunTable, rows: readonly number[]): string[] {
  const metrics = table.ranked('metrics', rows).slice(0, firstColumns - 4);
  return [
    'attributes.experiment',
    'attributes.start',
    'attributes.status',
    ...[...metrics, ...table.ranked('params', rows)].map(({ key }) => key),
  ].slice(0, firstColumns);
}
