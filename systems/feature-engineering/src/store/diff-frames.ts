import type { Column, Frame } from '../frame/frame.ts';
import { diffByKey, diffByRow, type RowDiff } from './diff-rows.ts';
import { stability, type Stability } from './diff-stability.ts';
import { summarise, type ColumnSummary } from './diff-summary.ts';

/** A column's name and type. */
export type ColumnHead = Pick<Column, 'name' | 'type'>;

/** A column before and after; `null` where it is not there. */
export interface ColumnDiff {
  readonly name: string;
  readonly before: ColumnSummary | null;
  readonly after: ColumnSummary | null;
  /** `null` where it is in one alone, of two types, or has no rows. */
  readonly stability: Stability | null;
}

/** What is other in one frame than in another. */
export interface FrameDiff {
  readonly rows: { readonly before: number; readonly after: number };
  readonly schema: {
    readonly added: ColumnHead[];
    readonly removed: ColumnHead[];
    readonly retyped: {
      readonly name: string;
      readonly before: Column['type'];
      readonly after: Column['type'];
    }[];
    /** Whether the columns of both stand in another order. */
    readonly reordered: boolean;
  };
  /** As in `a`, then those that were added. */
  readonly columns: ColumnDiff[];
  readonly changes: RowDiff;
}

/**
 * What is other in `b` than in `a`.
 *
 * @param options.key columns that tell rows apart; without them, rows are the same when all their cells are
 * @throws FeaturesError `column-missing`, `column-type` or `value-invalid` for a key that does not tell rows apart
 *
 * @example
 * const { schema, changes } = diff(before, after, { key: ['id'] });
 */
export function diff(a: Frame, b: Frame, { key }: { key?: readonly string[] } = {}): FrameDiff {
  const [inA, inB] = [byName(a), byName(b)];
  const removed = a.columns.filter(({ name }) => !inB.has(name));
  const added = b.columns.filter(({ name }) => !inA.has(name));
  const orderA = a.columns.map(({ name }) => name).filter((name) => inB.has(name));
  const orderB = b.columns.map(({ name }) => name).filter((name) => inA.has(name));
  return {
    rows: { before: a.rows, after: b.rows },
    schema: {
      added: added.map(toHead),
      removed: removed.map(toHead),
      retyped: a.columns.flatMap(({ name, type }) => {
        const other = inB.get(name);
        return other && other.type !== type ? [{ name, before: type, after: other.type }] : [];
      }),
      reordered: orderA.some((name, at) => name !== orderB[at]),
    },
    columns: [...a.columns, ...added].map(({ name }) => compare(name, inA.get(name), inB.get(name))),
    changes: key && key.length > 0 ? diffByKey(a, b, key) : diffByRow(a, b),
  };
}

function compare(name: string, before: Column | undefined, after: Column | undefined): ColumnDiff {
  return {
    name,
    before: before ? summarise(before) : null,
    after: after ? summarise(after) : null,
    stability: before && after ? stability(before, after) : null,
  };
}

const byName = ({ columns }: Frame): Map<string, Column> =>
  new Map(columns.map((column) => [column.name, column]));

const toHead = ({ name, type }: Column): ColumnHead => ({ name, type });
