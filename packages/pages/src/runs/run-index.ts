import { toNumber, type RunRecord } from '@modelfolio/schemas';

/** A column of text, each value once: `values[codes[row]]`; −1 where a run has none. */
export interface TextColumn {
  values: string[];
  codes: number[];
}

/**
 * What the table shows of every run, by columns, so that it stays small and is read fast. Numbers are rounded to seven
 * digits; the run's own file has them whole.
 */
export interface RunIndex {
  ids: string[];
  /** Name of the run's file under `/runs/data/`, without its ending. */
  files: string[];
  names: string[];
  experiments: TextColumn;
  status: TextColumn;
  /** Model that the run belongs to. */
  models: TextColumn;
  /** Milliseconds since 1970. */
  starts: (number | null)[];
  /** Seconds. */
  durations: (number | null)[];
  params: Record<string, TextColumn>;
  /** Latest values; text for what JSON has no number for. */
  metrics: Record<string, (number | 'NaN' | 'Infinity' | '-Infinity' | null)[]>;
  tags: Record<string, TextColumn>;
}

/** Tags that trackers write for themselves, which say nothing in a table. */
const ownTags = /^mlflow\.(?!note\.content|user|parentRunId)/;

/** The index of some runs, in their order. */
export function runIndexOf(
  runs: Iterable<{ record: RunRecord; file: string; model: string | null }>,
): RunIndex {
  const index: RunIndex = {
    ids: [],
    files: [],
    names: [],
    experiments: emptyColumn(),
    status: emptyColumn(),
    models: emptyColumn(),
    starts: [],
    durations: [],
    params: {},
    metrics: {},
    tags: {},
  };
  const lookups = new Map<TextColumn, Map<string, number>>();
  const put = (column: TextColumn, row: number, value: string): void => {
    const lookup = lookups.get(column) ?? new Map<string, number>();
    lookups.set(column, lookup);
    let code = lookup.get(value);
    if (code === undefined) {
      code = column.values.push(value) - 1;
      lookup.set(value, code);
    }
    while (column.codes.length < row) column.codes.push(-1);
    column.codes[row] = code;
  };
  const columns = { params: new Map<string, TextColumn>(), tags: new Map<string, TextColumn>() };
  const columnOf = (kind: 'params' | 'tags', name: string): TextColumn => {
    const column = columns[kind].get(name) ?? emptyColumn();
    columns[kind].set(name, column);
    return column;
  };
  const metrics = new Map<string, RunIndex['metrics'][string]>();
  let row = 0;
  for (const { record, file, model } of runs) {
    index.ids.push(record.id);
    index.files.push(file);
    index.names.push(record.name);
    put(index.experiments, row, record.experiment);
    put(index.status, row, record.status);
    if (model !== null) put(index.models, row, model);
    const [start, end] = [record.startTime, record.endTime].map((time) =>
      time === null ? null : Date.parse(time),
    );
    index.starts.push(start ?? null);
    index.durations.push(
      start === null || start === undefined || end === null || end === undefined
        ? null
        : (end - start) / 1000,
    );
    for (const [name, value] of Object.entries(record.params))
      if (value !== null) put(columnOf('params', name), row, String(value));
    for (const [name, value] of Object.entries(record.tags))
      if (!ownTags.test(name)) put(columnOf('tags', name), row, value);
    for (const [name, { value }] of Object.entries(record.metrics)) {
      const column = metrics.get(name) ?? [];
      metrics.set(name, column);
      while (column.length < row) column.push(null);
      const number = toNumber(value);
      column[row] = Number.isFinite(number) ? Number(number.toPrecision(7)) : (String(number) as 'NaN');
    }
    row++;
  }
  for (const column of [
    index.experiments,
    index.status,
    index.models,
    ...columns.params.values(),
    ...columns.tags.values(),
  ])
    while (column.codes.length < row) column.codes.push(-1);
  for (const column of metrics.values()) while (column.length < row) column.push(null);
  // By name, and safe for names such as __proto__.
  const sorted = <Value>(map: ReadonlyMap<string, Value>): Record<string, Value> =>
    Object.fromEntries([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { ...index, params: sorted(columns.params), tags: sorted(columns.tags), metrics: sorted(metrics) };
}

function emptyColumn(): TextColumn {
  return { values: [], codes: [] };
}
