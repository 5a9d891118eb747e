import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startState, type AnalysisState } from './analysis-state.ts';
import { fromAnalysisHash, toAnalysisHash, type LinkSubject } from './share-analysis.ts';

const subject: LinkSubject = {
  model: '9b90c4cb3691d990',
  data: '7381ebec015fab72',
  columns: 12,
  rows: 16_281,
};
const column = fc.integer({ min: 0, max: 11 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const cell = fc.oneof(fc.constant(null), fc.boolean(), number, fc.string());
const changes = fc.array(fc.tuple(column, cell), { maxLength: 12 }).map((pairs) => new Map(pairs));
const row = fc.integer({ min: 0, max: 16_280 });
const limit = fc.oneof(
  fc.constantFrom(
    { kind: 'immutable' } as const,
    { kind: 'increase' } as const,
    { kind: 'decrease' } as const,
  ),
  fc.record({ kind: fc.constant('range' as const), least: number, most: number }),
);
const condition = fc.oneof(
  fc.record({ column: fc.string(), values: fc.array(fc.string()) }),
  fc.record({ column: fc.string(), least: fc.option(number), most: fc.option(number) }),
);
const state: fc.Arbitrary<AnalysisState> = fc.record({
  tab: fc.constantFrom('row', 'rows', 'fairness', 'model'),
  row,
  changes,
  place: fc.integer({ min: 0, max: 3 }),
  method: fc.constantFrom('auto', 'sampling', 'lime'),
  seed: fc.integer({ min: 0, max: 4_294_967_295 }),
  background: fc.integer({ min: 1, max: 1000 }),
  grouped: fc.boolean(),
  column,
  saved: fc.option(fc.record({ row, changes })),
  limits: fc.array(fc.tuple(column, limit)).map((pairs) => new Map(pairs)),
  linked: fc.array(fc.tuple(column, column).filter(([one, other]) => one !== other)),
  threshold: fc.option(number),
  by: fc.array(fc.string(), { maxLength: 4 }),
  goal: fc.constantFrom('none', 'equalOpportunity', 'equalizedOdds'),
  tolerance: fc.double({ min: 0, max: 1, noNaN: true }),
  thresholds: fc.option(fc.array(number)),
  cost: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  slice: fc.array(condition),
  scatter: fc.tuple(fc.string(), fc.string(), fc.string()),
  pair: fc.option(fc.tuple(column, column)),
});

describe('a link to an analysis', () => {
  test('reopens exactly what was shown', () => {
    fc.assert(
      fc.property(state, (shown) => {
        expect(fromAnalysisHash(toAnalysisHash(shown, subject), subject)).toEqual({
          state: shown,
          warnings: [],
        });
      }),
    );
  });

  test('holds only what differs from the start', () => {
    expect(toAnalysisHash(startState, subject)).toBe('#v=1&m=9b90c4cb3691&d=7381ebec015f');
    const start = { ...startState, by: ['sex'] };
    const hash = toAnalysisHash({ ...start, by: [] }, subject, start);
    expect(fromAnalysisHash(hash, subject, start)?.state.by).toEqual([]);
  });

  test('of another model or data says so, and opens', () => {
    const hash = toAnalysisHash({ ...startState, row: 7 }, { model: 'aaaaaaaaaaaa0', data: 'bbbbbbbbbbbb0' });
    const read = fromAnalysisHash(hash, subject);
    expect(read?.state.row).toBe(7);
    expect(read?.warnings).toEqual([
      'This link was made with the model aaaaaaaaaaaa, here is 9b90c4cb3691: the numbers may differ.',
      'This link was made with the data bbbbbbbbbbbb, here is 7381ebec015f: rows may be others.',
    ]);
  });

  test('of another version is opened as far as it is understood', () => {
    const read = fromAnalysisHash('#v=9&m=9b90c4cb3691&row=3&shape=%22x%22&method=%22magic%22', subject);
    expect(read?.state).toEqual({ ...startState, row: 3 });
    expect(read?.warnings).toEqual([
      'This link was made by another version of this page (9): only what it shares was opened.',
      'The link’s “method” is not understood and was left out.'.replace('’', "'"),
    ]);
  });

  test('to rows and columns that do not exist is brought back to what does', () => {
    const beyond = { ...startState, row: 99_999, changes: new Map([[3, 1]]), column: 40 };
    const read = fromAnalysisHash(toAnalysisHash(beyond, subject), subject);
    expect(read?.state).toEqual(startState);
    expect(read?.warnings).toEqual(["The link's row 100000 does not exist: the data has 16281 rows."]);
  });

  test('never throws, whatever a stranger writes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, text) => {
        const read = fromAnalysisHash(`#v=1&m=x&${name}=${text}`, subject);
        expect(read === null || read.state.row < subject.rows).toBe(true);
      }),
    );
    expect(fromAnalysisHash('#row=3', subject)).toBeNull();
    expect(fromAnalysisHash('', subject)).toBeNull();
  });
});
