import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf } from '../frame/frame.ts';
import { inferRules, rulesLearner } from './infer.ts';
import { parseRules } from './rule-set.ts';
import { anyFrame, inBatches, numbers, words } from './rules-fixtures.ts';
import { validate, validator } from './validate.ts';

const none = Number.NaN;
const hundred = Array.from({ length: 100 }, (_, at) => at);

describe('inferred rules', () => {
  it('hold of the data that they come from, and survive JSON', () => {
    const options = fc.record({
      leastValues: fc.constantFrom(0, 1, 20),
      maxCategories: fc.constantFrom(0, 2, 50),
      rangeMargin: fc.constantFrom(0, 0.1, 1),
      deviations: fc.constantFrom(0, 0.01, 4),
      batchRows: fc.constantFrom(1, 1000),
    });
    fc.assert(
      fc.property(anyFrame, options, (frame, how) => {
        const rules = inferRules(frame, how);
        expect(parseRules(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
        expect(validate(frame, rules).failures).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('are the same however the data is cut into batches', () => {
    const cut = anyFrame.chain((frame) => inBatches(frame).map((batches) => ({ frame, batches })));
    fc.assert(
      fc.property(cut, fc.constantFrom(0, 2, 50), ({ frame, batches }, maxCategories) => {
        const options = { maxCategories, leastValues: 2 };
        const learner = rulesLearner(options);
        for (const batch of batches) learner.add(batch);
        expect(learner.finish()).toEqual(inferRules(frame, options));
      }),
      { numRuns: 300 },
    );
  });

  it('tell type, nulls, names, ranges and categories', () => {
    const frame = frameOf([
      numbers(
        'id',
        hundred.map((at) => at + 1000),
      ),
      numbers(
        'age',
        hundred.map((at) => 17 + (at % 74)),
      ),
      numbers(
        'wage',
        hundred.map((at) => (at === 3 ? none : at / 10 + 0.05)),
      ),
      numbers(
        'loss',
        hundred.map((at) => -(at % 7) / 2),
      ),
      numbers(
        'one',
        hundred.map(() => 1),
      ),
      numbers(
        'peak',
        hundred.map((at) => (at === 0 ? Infinity : at % 5)),
      ),
      words(
        'job',
        hundred.map((at) => ['smith', 'cook', null, 'cook'][at % 4] ?? null),
      ),
      words(
        'name',
        hundred.map((at) => `n${at}`),
      ),
      words(
        'nothing',
        hundred.map(() => null),
      ),
    ]);
    const { columns } = inferRules(frame);
    const errors = Object.entries(columns).map(([name, { type, nullable, unique, checks }]) => [
      name,
      `${type}${nullable ? ' nullable' : ''}${unique ? ' unique' : ''}`,
      ...checks.filter(({ severity }) => severity === 'error'),
    ]);
    const range = (min: number, max: number) => ({
      kind: 'in_range',
      min,
      max,
      includeMin: true,
      includeMax: true,
      severity: 'error',
    });
    expect(errors).toEqual([
      ['id', 'integer unique'],
      ['age', 'integer', range(9, 98)],
      ['wage', 'number nullable', range(0, 10.94)],
      ['loss', 'number', range(-3.3, 0)],
      ['one', 'integer', range(1, 1)],
      ['peak', 'number', { kind: 'ge', value: 0, severity: 'error' }],
      ['job', 'text nullable', { kind: 'isin', values: ['cook', 'smith'], severity: 'error' }],
      ['name', 'text unique'],
      ['nothing', 'text nullable'],
    ]);
    expect(columns['id']?.checks).toEqual([]);
    expect(columns['job']?.checks.map(({ kind, severity }) => `${severity} ${kind}`)).toEqual([
      'warning max_missing_share',
      'error isin',
      'warning category_share_between',
      'warning category_share_between',
    ]);
  });

  it('bound the distribution by its standard errors', () => {
    const values = hundred.map((at) => at % 10);
    const { columns } = inferRules(frameOf([numbers('x', values)]), { deviations: 2, batchRows: 25 });
    const error = 2 * Math.sqrt(1 / 100 + 1 / 25);
    const std = Math.sqrt(825 / 99);
    const fourth = values.reduce((sum, value) => sum + (value - 4.5) ** 4, 0) / 100;
    const bounds = Object.fromEntries(
      columns['x']!.checks.map((check) => [
        `${check.kind}${'q' in check ? check.q : ''}`,
        check as { min?: number; max?: number },
      ]),
    );
    expect(bounds['mean_between']?.min).toBeCloseTo(4.5 - std * error, 3);
    expect(bounds['mean_between']?.max).toBeCloseTo(4.5 + std * error, 3);
    const away = (Math.sqrt(fourth - std ** 4) / (2 * std)) * error;
    expect(bounds['std_between']?.min).toBeCloseTo(std - away, 3);
    expect(bounds['std_between']?.max).toBeCloseTo(std + away, 3);
    // 0.5 ∓ 0.2236: the values in the places 27.4 and 71.6 of 0 to 99.
    expect(bounds['quantile_between0.5']).toMatchObject({ min: 2, max: 7 });
    expect(Object.keys(bounds)).toEqual([
      'in_range',
      'mean_between',
      'std_between',
      'quantile_between0.25',
      'quantile_between0.5',
      'quantile_between0.75',
    ]);
  });

  it('bound the shares', () => {
    const { columns } = inferRules(
      frameOf([
        words(
          't',
          hundred.map((at) => (at < 20 ? null : at < 60 ? 'a' : 'b')),
        ),
      ]),
      { deviations: 1 },
    );
    const [missing, , share] = columns['t']!.checks as { min: number; max: number }[];
    expect(missing?.max).toBeCloseTo(0.2 + Math.sqrt((0.2 * 0.8 * 2) / 100), 4);
    expect(share?.min).toBeCloseTo(0.5 - Math.sqrt((0.25 * 2) / 80), 4);
  });

  it('find data of another kind', () => {
    const train = frameOf([
      numbers(
        'age',
        hundred.map((at) => 20 + (at % 50)),
      ),
      words(
        'job',
        hundred.map((at) => (at % 2 ? 'a' : 'b')),
      ),
    ]);
    const other = frameOf([
      numbers('age', [...hundred.map((at) => 60 + (at % 10)), none, 200]),
      words('job', [...hundred.map(() => 'a'), 'c', null]),
    ]);
    const kinds = validate(other, inferRules(train)).failures.map(({ column, kind }) => `${column} ${kind}`);
    expect(kinds).toEqual([
      'age nullable',
      'age in_range',
      'age mean_between',
      'age quantile_between',
      'age quantile_between',
      'job nullable',
      'job isin',
      'job category_share_between',
      'job category_share_between',
    ]);
  });

  it('cry wolf seldom: of samples of the same population hardly any is warned of', () => {
    let state = 7;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const draw = (rows: number) =>
      frameOf([
        numbers(
          'x',
          Array.from({ length: rows }, () => Math.round(-Math.log(1 - random()) * 100) / 10),
        ),
        words(
          't',
          Array.from({ length: rows }, () => (random() < 0.1 ? null : random() < 0.3 ? 'a' : 'b')),
        ),
      ]);
    const rules = inferRules(draw(1000), { batchRows: 200 });
    let warnings = 0;
    for (let time = 0; time < 200; time++)
      warnings += validate(draw(200), rules).failures.filter(({ severity }) => severity === 'warning').length;
    expect(warnings).toBeLessThan(4);
  });

  it('say that one name cannot be', () => {
    expect(() => inferRules(frameOf([numbers('__proto__', [1])]))).toThrow(
      'column "__proto__": no rule set can hold a column of this name',
    );
  });

  it('are for batches too', () => {
    const frame = frameOf([numbers('x', hundred)]);
    const batches = validator(inferRules(frame));
    batches.add(frame);
    expect(batches.finish().valid).toBe(true);
  });
});
