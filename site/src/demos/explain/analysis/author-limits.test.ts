import { expect, it } from 'vitest';
import { authorLimits } from './author-limits.ts';
import { fromAnalysisHash, toAnalysisHash } from './share-analysis.ts';
import { startState } from './analysis-state.ts';

const columns = [
  {},
  { mayChange: 'not-at-all' },
  { mayChange: 'up' },
  { mayChange: 'down' },
  { mayChange: 'freely' },
  { mayChange: [1, 60] },
] as const;
const said = columns.map((column) => ('mayChange' in column ? { mayChange: column.mayChange as never } : {}));

it('turns what the author says into limits of the search', () => {
  expect([...authorLimits(said)]).toEqual([
    [1, { kind: 'immutable' }],
    [2, { kind: 'increase' }],
    [3, { kind: 'decrease' }],
    [5, { kind: 'range', least: 1, most: 60 }],
  ]);
});

it('a link holds limits that are not the author’s, also none at all', () => {
  const subject = { model: 'a'.repeat(64), data: 'b'.repeat(64), rows: 10, columns: 6 };
  const start = { ...startState, limits: authorLimits(said) };
  expect(toAnalysisHash(start, subject, start)).not.toContain('limits');
  const none = { ...start, limits: new Map() };
  const read = fromAnalysisHash(toAnalysisHash(none, subject, start), subject, start);
  expect([...(read?.state.limits ?? [['unread']])]).toEqual([]);
});
