import { matchesFilter, metricDirection, parseFilter, type FilterableRun } from '@modelfolio/comparison';
import type { RunIndex, TextColumn } from './run-index.ts';

/** A cell: a number, text, or nothing. NaN and the infinities are numbers. */
export type RunCell = number | string | null;

/** A column that can be shown, sorted, drawn. */
export interface RunColumn {
  /** `attributes.start`, `params.depth`, `metrics.accuracy`, `tags.team`: it names the column in a link. */
  key: string;
  label: string;
  /** Whether all its values are numbers. */
  numeric: boolean;
  cell(row: number): RunCell;
}

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The runs of a site as a table that can be searched and sorted; rows are numbers, so that nothing is copied. */
export class RunTable {
  readonly index: RunIndex;
  readonly columns: readonly RunColumn[];
  readonly #byKey: ReadonlyMap<string, RunColumn>;
  readonly #haystacks: string[] = [];
  readonly #filterables: FilterableRun[] = [];

  constructor(index: RunIndex) {
    this.index = index;
    const text = (key: string, label: string, column: TextColumn): RunColumn => {
      const numeric = column.values.length > 0 && column.values.every((value) => numberPattern.test(value));
      const cells: RunCell[] = numeric ? column.values.map(Number) : column.values;
      return { key, label, numeric, cell: (row) => cells[column.codes[row] ?? -1] ?? null };
    };
    const numbers = (key: string, label: string, values: readonly (number | string | null)[]): RunColumn => {
      const cells = values.map((value) => (typeof value === 'string' ? Number(value) : value));
      return { key, label, numeric: true, cell: (row) => cells[row] ?? null };
    };
    this.columns = [
      text('attributes.experiment', 'Experiment', index.experiments),
      text('attributes.status', 'Status', index.status),
      numbers('attributes.start', 'Started', index.starts),
      numbers('attributes.duration', 'Duration, s', index.durations),
      text('attributes.model', 'Model', index.models),
      ...Object.entries(index.metrics).map(([name, values]) => numbers(`metrics.${name}`, name, values)),
      ...Object.entries(index.params).map(([name, column]) => text(`params.${name}`, name, column)),
      ...Object.entries(index.tags).map(([name, column]) => text(`tags.${name}`, name, column)),
    ];
    this.#byKey = new Map(this.columns.map((column) => [column.key, column]));
  }

  get size(): number {
    return this.index.ids.length;
  }

  column(key: string): RunColumn | undefined {
    return this.#byKey.get(key);
  }

  /**
   * Columns of a kind, such as `metrics`: those that most runs have first, of these the ones whose direction is known. The
   * order is that of all runs, so that columns do not jump about as a search narrows.
   *
   * @param found columns that none of these rows has are left out; without rows, none is
   */
  ranked(kind: string, found: readonly number[] = []): RunColumn[] {
    const rows = this.rows();
    return this.columns
      .filter(({ key }) => key.startsWith(`${kind}.`))
      .filter((column) => found.length === 0 || found.some((row) => column.cell(row) !== null))
      .map((column) => ({
        column,
        runs: rows.filter((row) => column.cell(row) !== null).length,
        known: metricDirection(column.label) !== null,
      }))
      .toSorted((a, b) => b.runs - a.runs || Number(b.known) - Number(a.known))
      .map(({ column }) => column);
  }

  /** Every row, in the index's order. */
  rows(): number[] {
    return Array.from({ length: this.size }, (_, row) => row);
  }

  /**
   * The rows that a text asks for: MLflow's filter grammar where it looks like one, else all words anywhere in the row.
   *
   * @throws FilterError for a filter that says nothing
   */
  search(text: string): number[] {
    const wanted = text.trim();
    if (wanted === '') return this.rows();
    if (/(?:[=<>]|\bLIKE\b|\bILIKE\b|\bIN\s*\(|\bIS\s+(?:NOT\s+)?NULL\b)/i.test(wanted)) {
      const filter = parseFilter(wanted);
      return this.rows().filter((row) =>
        matchesFilter(filter, (this.#filterables[row] ??= this.#filterable(row))),
      );
    }
    const words = wanted.toLowerCase().split(/\s+/);
    return this.rows().filter((row) => {
      const haystack = (this.#haystacks[row] ??= this.#haystack(row));
      return words.every((word) => haystack.includes(word));
    });
  }

  /** The rows in order of a column; runs without a value come last either way, and the order is stable. */
  sort(rows: readonly number[], key: string, descending: boolean): number[] {
    const column = key === 'attributes.name' ? null : this.column(key);
    if (column === undefined) return [...rows];
    const cell = (row: number): RunCell => (column ? column.cell(row) : (this.index.names[row] ?? null));
    const missing = (value: RunCell): boolean => value === null || Number.isNaN(value);
    const collator = new Intl.Collator('en', { numeric: true });
    const compare = (a: RunCell, b: RunCell): number =>
      typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
    return rows
      .map((row) => ({ row, value: cell(row) }))
      .toSorted((a, b) => {
        if (missing(a.value) || missing(b.value)) return Number(missing(a.value)) - Number(missing(b.value));
        // Of two infinities the difference is no number, and they are equal.
        return (compare(a.value, b.value) || 0) * (descending ? -1 : 1);
      })
      .map(({ row }) => row);
  }

  #haystack(row: number): string {
    const { names, ids } = this.index;
    const cells = this.columns.map((column) => column.cell(row)).filter((value) => value !== null);
    return [names[row], ids[row], ...cells].join(' ').toLowerCase();
  }

  #filterable(row: number): FilterableRun {
    const { ids, names, status, starts, durations, params, metrics, tags } = this.index;
    const start = starts[row] ?? null;
    const duration = durations[row] ?? null;
    const textsOf = (columns: Record<string, TextColumn>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(columns).flatMap(([name, { values, codes }]) => {
          const value = values[codes[row] ?? -1];
          return value === undefined ? [] : [[name, value]];
        }),
      );
    const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
    return {
      id: ids[row] ?? '',
      name: names[row] ?? '',
      status: (status.values[status.codes[row] ?? -1] ?? 'finished') as FilterableRun['status'],
      startTime: iso(start),
      endTime: start === null || duration === null ? null : iso(start + duration * 1000),
      params: textsOf(params),
      tags: textsOf(tags),
      datasets: [],
      metrics: Object.fromEntries(
        Object.entries(metrics).flatMap(([name, values]) => {
          const value = values[row] ?? null;
          return value === null ? [] : [[name, { value }]];
        }),
      ),
    };
  }
}
