import { expect, test } from 'vitest';
import { claimVerdict } from './claim-verdict.ts';

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
  expect(
    claimVerdict(stated, [
      [0, 0],
      [0, 0],
    ]).accuracyMatches,
  ).toBe(false);
});

test('a class that only one side knows differs', () => {
  const more = [
    [2, 0, 0],
    [1, 0, 1],
    [0, 0, 0],
  ];
  expect(claimVerdict(stated, more).differences).toEqual([
    { actual: 1, predicted: 1, stated: 1, recounted: 0 },
    { actual: 1, predicted: 2, stated: 0, recounted: 1 },
  ]);
  expect(
    claimVerdict({ accuracy: 0.5, counts: more }, [
      [2, 0],
      [1, 1],
    ]).differences,
  ).toHaveLength(2);
});

test('an accuracy that is no number is no match', () => {
  for (const accuracy of [Number.NaN, Infinity])
    expect(claimVerdict({ ...stated, accuracy }, stated.counts).accuracyMatches).toBe(false);
});
