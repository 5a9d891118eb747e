import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromRowHash, toRowHash } from './share-row.ts';

const cell = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
);

test('a link restores the row and every change', () => {
  const changes = fc.uniqueArray(fc.tuple(fc.nat(29), cell), { selector: ([at]) => at });
  fc.assert(
    fc.property(fc.nat(99), changes, (example, pairs) => {
      const state = { example, changes: new Map(pairs) };
      expect(fromRowHash(toRowHash(state), 100, 30)).toEqual(state);
    }),
  );
});

test('a stranger’s link that does not fit is left alone', () => {
  for (const hash of [
    '',
    '#row=5',
    '#row=-1',
    '#row=1e1',
    '#row=0&set=[[3,1]]',
    '#row=0&set=[[0,{}]]',
    '#row=0&set={',
  ])
    expect(fromRowHash(hash, 5, 3), hash).toBeNull();
});
