import { describe, expect, it } from 'vitest';
import { comparedImportance, disagreements, ordinal, sortedImportance } from './importance-comparison.ts';

const shap = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) => ({ name, mean: 6 - at, interval: null }));
const lost = (means: Record<string, number>) => ({
  features: Object.entries(means).map(([name, mean]) => ({ name, columns: [], mean, deviation: 0.01 })),
});
const both = comparedImportance(shap, lost({ f: 0.9, a: 0.8, b: 0.7, c: 0.6, d: 0.5, e: 0.4 }));

describe('comparedImportance', () => {
  it('has a row for each feature with its two ranks', () => {
    expect(both.find(({ name }) => name === 'f')).toEqual({
      name: 'f',
      shap: { mean: 1, interval: null, rank: 6 },
      permutation: { mean: 0.9, deviation: 0.01, rank: 1 },
    });
  });

  it('does with one measure', () => {
    expect(comparedImportance(null, lost({ a: 1 }))).toEqual([
      { name: 'a', shap: null, permutation: { mean: 1, deviation: 0.01, rank: 1 } },
    ]);
    expect(comparedImportance(null, null)).toEqual([]);
  });
});

describe('sortedImportance', () => {
  it.each([
    ['shap', 'abcdef'],
    ['permutation', 'fabcde'],
    ['name', 'abcdef'],
  ] as const)('by %s', (by, order) => {
    expect(
      sortedImportance(both.toReversed(), by)
        .map(({ name }) => name)
        .join(''),
    ).toBe(order);
  });

  it('puts last what is not known', () => {
    const rows = comparedImportance(shap.slice(0, 1), lost({ a: 0.1, z: 0.9 }));
    expect(sortedImportance(rows, 'shap').map(({ name }) => name)).toEqual(['a', 'z']);
  });
});

describe('disagreements', () => {
  it('names who is two ranks apart or more', () => {
    expect(disagreements(both)).toEqual(['f is 6th by mean |SHAP| and 1st by permutation']);
  });
  it('is not about features that neither holds for important', () => {
    const one = 'abcdefgh'.split('').map((name, at) => ({ name, mean: 20 - at, interval: null }));
    const other = Object.fromEntries('abcdehgf'.split('').map((name, at) => [name, 20 - at]));
    expect(disagreements(comparedImportance(one, lost(other)))).toEqual([]);
  });
  it('needs both', () => {
    expect(disagreements(comparedImportance(shap, null))).toBeNull();
  });
});

describe('ordinal', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [22, '22nd'],
  ])('%i', (place, words) => expect(ordinal(place)).toBe(words));
});
