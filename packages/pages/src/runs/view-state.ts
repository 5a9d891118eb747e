/** What of the runs is shown, and how: all of it is in the address. */
export interface ViewState {
  search: string;
  /** Key of the column that rows are sorted by. */
  sort: string;
  descending: boolean;
  /** Keys of the columns shown; `null` for those that are shown at first. */
  columns: string[] | null;
  view: 'table' | 'parallel' | 'scatter';
  /** Axes of a drawing: keys of columns, with `log:` before those that are spaced by logarithms. */
  axes: string[];
  /** The part of an axis that runs must lie in, from 0 at its low end to 1, by the column's key. */
  ranges: Readonly<Record<string, Range>>;
  /** Ids of chosen runs. */
  selected: string[];
}

/** A part of an axis. */
export type Range = readonly [low: number, high: number];

export const firstView: ViewState = {
  search: '',
  sort: 'attributes.start',
  descending: true,
  columns: null,
  view: 'table',
  axes: [],
  ranges: {},
  selected: [],
};

/** The query of a link that reopens a view; what is as at first is left out. */
export function toQuery(state: ViewState): string {
  const params = new URLSearchParams();
  if (state.search !== '') params.set('q', state.search);
  if (state.sort !== firstView.sort || state.descending !== firstView.descending)
    params.set('sort', `${state.descending ? '-' : ''}${state.sort}`);
  for (const key of state.columns ?? []) params.append('c', key);
  if (state.columns?.length === 0) params.append('c', '');
  if (state.view !== 'table') params.set('view', state.view);
  for (const key of state.axes) params.append('axis', key);
  for (const [key, [low, high]] of Object.entries(state.ranges))
    if (low > 0 || high < 1) params.append('range', `${percent(low)}-${percent(high)}:${key}`);
  for (const id of state.selected) params.append('run', id);
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** Reads {@link toQuery}'s; anything else in it is as at first: a link is input from a stranger. */
export function fromQuery(query: string): ViewState {
  const params = new URLSearchParams(query);
  const sort = params.get('sort') ?? `-${firstView.sort}`;
  const view = params.get('view');
  const columns = params.has('c') ? params.getAll('c').filter((key) => key !== '') : null;
  return {
    search: params.get('q') ?? '',
    sort: sort.replace(/^-/, ''),
    descending: sort.startsWith('-'),
    columns: columns?.slice(0, 200) ?? null,
    view: view === 'parallel' || view === 'scatter' ? view : 'table',
    axes: params.getAll('axis').slice(0, 30),
    ranges: Object.fromEntries(params.getAll('range').slice(0, 30).flatMap(rangeOf)),
    selected: params.getAll('run').slice(0, 100),
  };
}

const percent = (share: number): number => Math.round(share * 100);

function rangeOf(word: string): [string, Range][] {
  const [, low, high, key] = /^(\d{1,3})-(\d{1,3}):(.+)$/s.exec(word) ?? [];
  if (key === undefined || Number(low) > Number(high) || Number(high) > 100) return [];
  return [[key, [Number(low) / 100, Number(high) / 100]]];
}
