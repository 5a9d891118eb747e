import { expect, test } from 'vitest';
import { claimVerdict, emptyCounts } from './claim-verdict.ts';

const stated = {
  accuracy: 0.75,
  counts: [
    [2, 0],
    [1, 1],
  ],
};

test('the same counts are a match', () => {
  expect(
    claimVerdict(stated, [
      [2, 0],
      [1, 1],
    ]),
  ).toEqual({
    accuracy: 0.75,
    correct: 3,
    rows: 4,
    accuracyMatches: true,
    differences: [],
  });
});

test('equal accuracy with other mistakes is told apart', () => {
  const verdict = claimVerdict(stated, [
    [1, 1],
    [0, 2],
  ]);
  expect(verdict.accuracyMatches).toBe(true);
  expect(verdict.differences).toHaveLength(4);
  expect(verdict.differences[0]).toEqual({ actual: 0, predicted: 0, stated: 2, recounted: 1 });
});

test('one row more or less is no match', () => {
  expect(
    claimVerdict(stated, [
      [2, 0],
      [0, 2],
    ]).accuracyMatches,
  ).toBe(false);
});

test('nothing counted proves nothing', () => {
  expect(claimVerdict(stated, emptyCounts(2)).accuracyMatches).toBe(false);
});
