import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareMetrics } from './compare-metrics.ts';
import { metricDirection } from './metric-direction.ts';

const figure = (value: number | 'NaN', better: 'higher' | 'lower' | null = 'higher') => ({
  label: 'Accuracy',
  value,
  format: 'decimal' as const,
  unit: null,
  better,
});
const verdict = (
  ...[before, after, tolerance]: [object | null, object | null, number?]
): string | undefined =>
  compareMetrics(
    (before ? { m: before } : {}) as never,
    (after ? { m: after } : {}) as never,
    tolerance === undefined ? {} : { m: { absolute: tolerance, relative: 0 } },
  )[0]?.verdict;

test.each([
  [figure(0.9), figure(0.9), 'same'],
  [figure(0.9), figure(0.91), 'better'],
  [figure(0.9), figure(0.8999), 'worse'],
  [figure(0.9, 'lower'), figure(0.8, 'lower'), 'better'],
  [figure(10, null), figure(11, null), 'changed'],
  [figure(0.9), figure('NaN'), 'worse'],
  [figure('NaN'), figure(0.1), 'better'],
  [figure('NaN'), figure('NaN'), 'same'],
  [null, figure(1), 'added'],
  [figure(1), null, 'removed'],
])('%j to %j is %s', (before, after, expected) => {
  expect(verdict(before, after)).toBe(expected);
});

test('what moves no more than the tolerance is neither better nor worse', () => {
  expect(verdict(figure(0.9), figure(0.895), 0.01)).toBe('within-tolerance');
  expect(verdict(figure(0.9), figure(0.885), 0.01)).toBe('worse');
});

test('a metric named as a property of every object is only a name', () => {
  expect(compareMetrics({}, { constructor: figure(1) }).map(({ verdict: v }) => v)).toEqual(['added']);
});

test('of two sides, what one calls better the other calls worse', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const opposite: Record<string, string> = { better: 'worse', worse: 'better', same: 'same' };
  fc.assert(
    fc.property(number, number, fc.constantFrom('higher' as const, 'lower' as const), (a, b, better) => {
      // 0 and −0 are near, and not the same.
      fc.pre(a !== b || Object.is(a, b));
      const there = verdict(figure(a, better), figure(b, better)) ?? '';
      expect(verdict(figure(b, better), figure(a, better))).toBe(opposite[there]);
    }),
  );
});

test.each([
  ['val_accuracy', 'higher'],
  ['logLoss', 'lower'],
  ['f1_macro', 'higher'],
  ['roc_auc_ovr', 'higher'],
  ['accuracy_loss', 'lower'],
  ['test/rmse', 'lower'],
  ['learning_rate', null],
  ['epochs', null],
  // How a metric varies has no direction.
  ['validation/r2 deviation', null],
  ['accuracy_std', null],
  ['auc.se', null],
  ['rmse variance', null],
  ['explained_variance_score', 'higher'],
])('%s is better %s', (name, direction) => {
  expect(metricDirection(name)).toBe(direction);
});

test('a difference is told where both sides are numbers', () => {
  const delta = (before: object | null, after: object | null) =>
    compareMetrics((before ? { m: before } : {}) as never, (after ? { m: after } : {}) as never)[0]?.delta;
  expect(delta(figure(0.5), figure(0.75))).toBe(0.25);
  expect(delta(figure(0.5), figure('NaN'))).toBeNull();
  expect(delta(null, figure(0.75))).toBeNull();
  expect(delta(figure(0.5), null)).toBeNull();
});

test('the tolerance of a name goes before that for all others; none is none', () => {
  const [own, others] = [
    { absolute: 0.1, relative: 0 },
    { absolute: 0.2, relative: 0 },
  ];
  const given = (tolerances: Record<string, typeof own>, name = 'm') =>
    compareMetrics({ [name]: figure(1) }, { [name]: figure(1) }, tolerances)[0]?.tolerance;
  expect(given({ m: own, default: others })).toEqual(own);
  expect(given({ default: others })).toEqual(others);
  expect(given({})).toBeNull();
  expect(given({}, 'default')).toBeNull();
  expect(given({ n: own }, 'constructor')).toBeNull();
});

test('metrics stand in the order of the later side, then those that it lacks', () => {
  const found = compareMetrics({ a: figure(1), b: figure(1) }, { c: figure(1), b: figure(2) });
  expect(found.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  const [first] = compareMetrics({}, { m: { ...figure(1), label: 'Later', unit: 'g' } as never });
  expect(first).toMatchObject({ label: 'Later', unit: 'g', format: 'decimal', better: 'higher' });
});

test('what was measured on other things gets no verdict, unless it is new or gone', () => {
  const never = (): boolean => false;
  const found = compareMetrics({ a: figure(1), b: figure(1) }, { a: figure(1), c: figure(1) }, {}, never);
  expect(Object.fromEntries(found.map(({ name, verdict: v }) => [name, v]))).toEqual({
    a: 'not-comparable',
    b: 'removed',
    c: 'added',
  });
});
