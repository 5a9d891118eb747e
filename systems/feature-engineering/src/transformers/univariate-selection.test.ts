import { isWithin } from '@modelfolio/statistics/is-close';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toNumber } from '@modelfolio/schemas';
import { countWork } from '@modelfolio/measuring/testing/count-work';
import { describe, expect, it } from 'vitest';
import { fit, frameOf, type Frame, type Target } from '../index.ts';
import { readCase, type FeatureCase } from '../../test/feature-case.ts';

type Scored = FeatureCase & { expected: { scores: number[] } };
const cases = (
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../test/golden/scikit-learn.json'), 'utf8'),
  ) as FeatureCase[]
).filter((one): one is Scored => one.expected !== undefined && 'scores' in one.expected);

const scoresOf = (params: Record<string, unknown>, frame: Frame, target: Target | null): number[] =>
  (fit({ kind: 'SelectKBest', ...params }, frame, target).state as { scores: number[] }).scores.map(toNumber);

describe('scores', () => {
  it.each(cases.map((one) => [JSON.stringify(one.spec), one] as const))(
    'are scikit-learn’s: %s',
    (_, one) => {
      const { spec, train, target } = readCase(one);
      const found = (fit(spec, train, target).state as { scores: number[] }).scores.map(toNumber);
      const wanted = one.expected.scores.map(toNumber);
      expect(found).toHaveLength(wanted.length);
      expect(wanted.filter((score, at) => !isWithin(score, found[at] ?? Number.NaN, 1e-9))).toEqual([]);
    },
  );

  it('of each kind were compared', () => {
    const kinds = new Set(cases.map(({ spec }) => spec['scoreFunc'] ?? 'f_classif'));
    expect(kinds.size).toBe(5);
  });
});

const numbers = (name: string, ...values: number[]): Frame['columns'][number] => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
});
const frame = frameOf([numbers('a', 1, 2, 3, 4, 5, 6), numbers('b', 0, 1, 0, 1, 0, 1)]);
const yes = { values: ['no', 'no', 'no', 'yes', 'yes', 'yes'] };

describe('a selection', () => {
  it('of many rows takes no square of the work, also where a column does not vary', () => {
    const work = (rows: number) => {
      const values = Float64Array.from({ length: rows }, (_, row) => (row * 7919) % 20_011);
      const wide = frameOf([{ name: 'x', type: 'number', values }, numbers('same', ...values.map(() => 1))]);
      const target = { values: values.map((value) => value % 10) };
      return countWork(() => scoresOf({ scoreFunc: 'mutual_info_regression' }, wide, target));
    };
    // Rows times their logarithm are 4.8 times as much, a square were 16 times.
    expect(work(4000)).toBeLessThan(6 * work(1000));
  });

  it('is the same for the same seed, and another for another', () => {
    const params = { scoreFunc: 'mutual_info_classif', nNeighbors: 2 };
    const flat = frameOf([numbers('flat', 0, 0, 0, 0, 0, 0)]);
    expect(scoresOf(params, flat, yes)).toEqual(scoresOf({ ...params, randomState: 0 }, flat, yes));
    const others = [1, 2, 3, 4].map((randomState) => scoresOf({ ...params, randomState }, flat, yes)[0]);
    expect(new Set(others).size).toBeGreaterThan(1);
  });

  it('puts a column without a score last', () => {
    const flat = frameOf([numbers('flat', 1, 1, 1, 1, 1, 1), ...frame.columns]);
    const state = fit({ kind: 'SelectKBest', k: 2 }, flat, yes).state as {
      scores: unknown[];
      kept: string[];
    };
    expect(state.scores[0]).toBe('NaN');
    expect(state.kept).toEqual(['a', 'b']);
  });

  const regression = { scoreFunc: 'mutual_info_regression' };
  it.each([
    [{}, frame, null, 'SelectKBest needs the target (name its column)'],
    [{}, frame, { values: ['a'] }, 'the target has 1 values for 6 rows'],
    [
      {},
      frameOf([numbers('a', 1, Number.NaN)]),
      { values: [0, 1] },
      'row 2, column "a": SelectKBest cannot take',
    ],
    [
      {},
      frameOf([numbers('a', 1, Infinity)]),
      { values: [0, 1] },
      'row 2, column "a": Infinity has no place',
    ],
    [
      regression,
      frame,
      yes,
      'row 1: the target is "no", not a number (for classes, take mutual_info_classif',
    ],
    [regression, frame, { values: [1, 2, 3, Number.NaN, 5, 6] }, 'row 4: the target is NaN'],
    [
      { ...regression, nNeighbors: 6 },
      frame,
      { values: [1, 2, 3, 4, 5, 6] },
      '6 rows have no 6 neighbours each',
    ],
    [
      { scoreFunc: 'mutual_info_classif', discreteFeatures: ['c'] },
      frame,
      yes,
      'column "c": discreteFeatures names it, it is not there',
    ],
    [
      { ...regression, discreteFeatures: true },
      frame,
      { values: [1, 2, 3, 4, 5, 6] },
      'column "a": classes of one row each tell nothing of numbers',
    ],
    [
      { scoreFunc: 'chi2' },
      frameOf([numbers('a', 1, -1)]),
      { values: [0, 1] },
      'row 2, column "a": chi2 takes no',
    ],
    [{ randomState: -1 }, frame, yes, 'SelectKBest, randomState: '],
    [{ k: 0 }, frame, yes, 'SelectKBest, k: '],
  ] as const)('refuses in one line (%#)', (params, given, target, message) => {
    expect(() => scoresOf(params, given, target)).toThrow(message);
  });
});
