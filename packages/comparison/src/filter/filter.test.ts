import type { RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';
import { countWork } from '@modelfolio/measuring/testing/count-work';
import { describe, expect, it } from 'vitest';
import { matchesFilter } from './matches-filter.ts';
import { parseFilter } from './parse-filter.ts';

const run = (words: Partial<RunRecord>): RunRecord =>
  bareRun({
    id: 'a1',
    experiment: 'e',
    name: 'first run',
    startTime: '2026-01-02T00:00:00.000Z',
    params: { model: 'cnn', 'learning rate': '0.1' },
    metrics: {
      accuracy: { value: 0.9, step: 1, timestamp: 1 },
      'val/loss': { value: 'NaN', step: 1, timestamp: 1 },
      'a.b': { value: -1e-5, step: null, timestamp: null },
    },
    tags: { team: 'Vision', quote: "it's" },
    datasets: [{ name: 'mnist', digest: 'd1', role: 'train', source: null, rows: null }],
    origin: { tracker: 'test', location: null, externalId: null },
    ...words,
  });

describe('a filter', () => {
  it.each([
    ['metrics.accuracy > 0.8', true],
    ['metric.accuracy >= .9 and params.model = "cnn"', true],
    ["params.`learning rate` = '0.1'", true],
    ['params."learning rate" != \'0.1\'', false],
    ['metrics.a.b < 0 AND metrics.a.b > -1e-4', true],
    ['metrics.val/loss < 1', false],
    ['metrics.val/loss != 1', true],
    ['metrics.nothing != 1', false],
    ["tags.team LIKE 'V%n'", true],
    ["tags.team LIKE 'v%'", false],
    ["tags.team ILIKE 'v_sion'", true],
    ["tags.quote = 'it''s'", true],
    ['params.model IS NOT NULL', true],
    ['params.nothing IS NULL', true],
    ["status = 'FINISHED'", true],
    ["run_name LIKE '%run'", true],
    ["attributes.run_id IN ('b', 'a1')", true],
    ["run_id NOT IN ('b', 'a1')", false],
    ['start_time > 1767225600000', true],
    ['created < 1767225600000', false],
    ['end_time > 0', false],
    ["dataset.name = 'mnist' AND datasets.context = 'train'", true],
    ["dataset.digest IN ('d2')", false],
    // AND binds tighter than OR; parentheses bind tighter than both.
    ["params.model = 'x' AND params.model = 'y' OR params.model = 'cnn'", true],
    ["params.model = 'x' AND (params.model = 'y' OR params.model = 'cnn')", false],
    ["((metrics.accuracy > 0.95) or (params.model = 'cnn'))", true],
  ])('%s: %s', (filter, expected) => {
    expect(matchesFilter(parseFilter(filter), run({}))).toBe(expected);
  });

  it('takes the marks of LIKE as text where they are none', () => {
    expect(matchesFilter(parseFilter("params.model LIKE 'c.n'"), run({}))).toBe(false);
    expect(
      matchesFilter(parseFilter("params.model LIKE 'a-b(%)'"), run({ params: { model: 'a-b(c)' } })),
    ).toBe(true);
  });

  it('takes infinities for the largest double, as MLflow keeps them', () => {
    const endless = run({ metrics: { loss: { value: 'Infinity', step: 0, timestamp: 0 } } });
    expect(matchesFilter(parseFilter('metrics.loss = 1.7976931348623157e308'), endless)).toBe(true);
    expect(matchesFilter(parseFilter('metrics.loss > 1.7976931348623157e308'), endless)).toBe(false);
  });

  it('is soon done with a pattern that backtracks', () => {
    // Tried one way after another, eight gaps in 24 characters are found in 735,471 places.
    const [text, pattern] = ['a'.repeat(24), `${'%a'.repeat(8)}%b`];
    const filter = parseFilter(`params.model LIKE '${pattern}'`);
    const one = run({ params: { model: text } });
    expect(matchesFilter(filter, one)).toBe(false);
    expect(countWork(() => matchesFilter(filter, one))).toBeLessThan(20 * text.length * pattern.length);
  });

  it('refuses nesting that nobody writes, instead of exhausting the stack', () => {
    expect(() => parseFilter('('.repeat(100_000))).toThrow(/column 101: too many parentheses/);
  });

  it('never meets what all objects inherit', () => {
    expect(matchesFilter(parseFilter('params.constructor IS NOT NULL'), run({}))).toBe(false);
  });

  it.each([
    ['', /column 1: it ends, expected a field/],
    ['metrics.accuracy', /column 17: it ends, expected a comparison/],
    ['metrics.accuracy > high', /column 20: "high", expected a number/],
    ["metrics.accuracy LIKE 'x'", /column 18: metric accuracy cannot be compared with LIKE/],
    ['params.model = cnn', /column 16: "cnn", expected text \(quote it: 'like this'\)/],
    ["params.model > '1'", /column 14: param model cannot be compared with >/],
    ["params.model = 'cnn", /column 16: "'" begins nothing/],
    ["models.x = 'y'", /column 1: no kind of field is named models/],
    ["color = 'red'", /column 1: runs have no attribute color/],
    ["status IN ('FINISHED')", /column 8: attribute status cannot be compared with IN/],
    ["params.a = 'b' params.c = 'd'", /column 16: "params" after a whole comparison/],
    ["(params.a = 'b'", /column 16: it ends, expected \)/],
    ["dataset.size = '3'", /column 1: data sets have no size/],
  ])('is refused: %s', (filter, message) => {
    expect(() => parseFilter(filter)).toThrow(message);
  });
});
