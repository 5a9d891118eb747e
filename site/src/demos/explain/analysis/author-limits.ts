import type { TabularColumn } from '@modelfolio/schemas';
import type { Limit } from './analysis.ts';

/** What the author of a card says of how columns may change, as limits of a search, by place of the column. */
export function authorLimits(
  columns: readonly Pick<TabularColumn, 'mayChange'>[],
): ReadonlyMap<number, Limit> {
  return new Map(
    columns.flatMap(({ mayChange }, at) => {
      const limit = limitOf(mayChange);
      return limit ? [[at, limit] as const] : [];
    }),
  );
}

function limitOf(change: TabularColumn['mayChange']): Limit | null {
  if (Array.isArray(change)) return { kind: 'range', least: change[0], most: change[1] };
  if (change === 'not-at-all') return { kind: 'immutable' };
  if (change === 'up') return { kind: 'increase' };
  return change === 'down' ? { kind: 'decrease' } : null;
}
