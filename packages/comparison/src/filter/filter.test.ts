import type { RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';
import { countWork } from '@modelfolio/measuring/testing/count-work';
import { describe, expect, it } from 'vitest';
import { matchesFilter } from './matches-filter.ts';
import { numberField, runGrammar, textField, type FilterGrammar } from './grammar.ts';
import { parseFilter } from './parse-filter.ts';
import { parseOrder } from './parse-order.ts';

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
    ["dataset.digest NOT IN ('d2')", true],
    ["run_id IN ('a1',)", true],
    ["params.model ILIKE 'CNN'", true],
    ["params.model LIKE '%%'", true],
    ["params.model LIKE 'cn'", false],
    ["params.model LIKE 'cnnn'", false],
    ["params.model LIKE '_n%n_'", false],
    ["params.model LIKE 'c%x%'", false],
    ["attr.run_name = 'first run'", true],
    ["attribute.status = 'finished'", false],
    ["run.`run name` = 'first run'", true],
    ["`Run Name` = 'first run' AND `Run name` = 'first run'", true],
    ['Created >= 1767312000000 AND created <= 1767312000000', true],
    ['start_time != 1767312000000', false],
    ["user_id = 'ada'", false],
    ["parameter.model = 'cnn' AND parameters.model = 'cnn'", true],
    ["tag.team = 'Vision' AND dataset.digest = 'd1'", true],
    ['metrics.accuracy = +0.9 AND metrics.accuracy = 9e-1 AND metrics.accuracy = 0.90', true],
    ['metrics.accuracy <= 0.9 AND metrics.accuracy >= 0.9', true],
    ['metrics.accuracy < 0.9 OR metrics.accuracy > 0.9', false],
    ["tags.nothing != 'x' OR tags.constructor IS NOT NULL", false],
    ['metrics.a.b > -12.5 and metrics.a.b < 12.', true],
    // AND binds tighter than OR; parentheses bind tighter than both.
    ["params.model = 'x' AND params.model = 'y' OR params.model = 'cnn'", true],
    ["params.model = 'x' AND (params.model = 'y' OR params.model = 'cnn')", false],
    ["((metrics.accuracy > 0.95) or (params.model = 'cnn'))", true],
    // NOT binds tighter than AND, and turns round what it stands before, absence included.
    ["NOT params.model = 'cnn'", false],
    ["not (params.model = 'x' or tags.team = 'y')", true],
    ["NOT params.model = 'x' AND params.model = 'y'", false],
    ["NOT NOT params.model = 'cnn'", true],
    ['NOT metrics.accuracy > 0.95', true],
    ['NOT metrics.val/loss > 1', true],
    ["NOT metrics.nothing = 1 AND NOT tags.nothing != 'x'", true],
    ["NOT run_id NOT IN ('a1')", true],
    ['NOT params.model IS NULL', true],
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

  it('takes the name of a run and its user from the tags of MLflow where there are some', () => {
    const tagged = run({ tags: { 'mlflow.runName': 'tagged', 'mlflow.user': 'ada' } });
    expect(matchesFilter(parseFilter("run_name = 'tagged' AND user_id = 'ada'"), tagged)).toBe(true);
    expect(matchesFilter(parseFilter("tags.mlflow.user = 'ada'"), tagged)).toBe(true);
  });

  it('never meets a time or a param that is not known', () => {
    const unknown = run({ startTime: null, params: { model: null } });
    expect(matchesFilter(parseFilter('start_time >= 0'), unknown)).toBe(false);
    expect(matchesFilter(parseFilter('params.model IS NULL'), unknown)).toBe(true);
    const roleless = run({ datasets: [{ name: 'd', digest: null, role: null, source: null, rows: null }] });
    expect(matchesFilter(parseFilter("dataset.context != 'train'"), roleless)).toBe(false);
  });

  it('nests as deep as people write, and side by side as often as they like', () => {
    const inside = "params.model = 'cnn'";
    expect(matchesFilter(parseFilter(`${'('.repeat(100)}${inside}${')'.repeat(100)}`), run({}))).toBe(true);
    expect(matchesFilter(parseFilter(Array(150).fill(`(${inside})`).join(' AND ')), run({}))).toBe(true);
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
    expect(() => parseFilter('NOT '.repeat(1000))).toThrow(/column 401: too many NOT/);
  });

  it('reads a megabyte as fast as many short filters', () => {
    expect(() => parseFilter(`metrics.a = ${'1'.repeat(1_000_000)}x`)).toThrow(
      /column 13: "1" begins nothing/,
    );
    expect(() => parseFilter(`params.a = '${'a'.repeat(1_000_000)}`)).toThrow(
      /column 12: "'" begins nothing/,
    );
    const long = `'${"''".repeat(400_000)}'`;
    expect(parseFilter(`params.a = ${long}`)).toMatchObject({ value: "'".repeat(400_000) });
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
    ["dataset.size = '3'", /column 1: data sets have no size \(they have name, digest, context\)/],
    ["color = 'r'", /\(they have run_id, run_name, status, user_id, start_time, end_time\)/],
    ["models.x = 'y'", /\(there are metrics, params, tags, attributes, datasets\)/],
    ["constructor.x = 'y'", /column 1: no kind of field is named constructor/],
    ["= 'y'", /column 1: "=", expected a field/],
    ["params. = 'y'", /column 9: "=", expected a key \(quote odd ones: params\.`my key`\)/],
    ['params.a is not nil', /column 10: "is", expected a comparison/],
    ["run_id IN 'a'", /column 11: "a", expected a list such as \('a', 'b'\)/],
    ['run_id IN ()', /column 12: "\)", expected text/],
    ["run_id IN ('a' 'b')", /column 16: "b", expected , or \)/],
    ['params.a = `b`', /column 12: "b", expected text/],
    ['NOT', /column 4: it ends, expected a field/],
    ["params.a = 'b' NOT params.c = 'd'", /column 16: "NOT" after a whole comparison/],
    ["params.a = 'b' or", /column 18: it ends, expected a field/],
    ["params.a = 'b' c", /column 16: "c" after a whole comparison \(join comparisons with AND or OR\)/],
    ["params.a = 'b' & c", /column 16: "&" begins nothing \(quote text with single quotes\)/],
    ['metrics.a = 1x', /"1" begins nothing/],
    ["metrics.a IN ('b')", /metric a cannot be compared with IN \(it goes with =, !=, <, <=, >, >=\)/],
    ["start_time LIKE 'b'", /attribute start_time cannot be compared with LIKE/],
    ["tags.a NOT IN ('b')", /it goes with =, !=, LIKE, ILIKE, IS NULL, IS NOT NULL/],
    ['dataset.name IS NULL', /it goes with =, !=, LIKE, ILIKE, IN, NOT IN/],
  ])('is refused: %s', (filter, message) => {
    expect(() => parseFilter(filter)).toThrow(message);
  });
});

describe('a grammar of other things than runs', () => {
  const grammar: FilterGrammar = {
    entities: 'models',
    subjects: { tags: 'tag' },
    tag: { ...textField, isLenient: true },
    attributes: { version: { ...numberField, isLenient: true }, name: textField },
    aliases: { title: 'name' },
  };

  it('has fields of its own', () => {
    expect(parseFilter("title = 'a'", grammar)).toMatchObject({ subject: 'attribute', key: 'name' });
    expect(() => parseFilter("run_id = 'a'", grammar)).toThrow(
      /models have no attribute run_id \(they have version, name\)/,
    );
    expect(() => parseFilter('metrics.a = 1', grammar)).toThrow(/there are tags/);
  });

  it('takes numbers in quotes and text without, where it is lenient', () => {
    expect(parseFilter("version > '3'", grammar)).toMatchObject({ value: 3 });
    expect(parseFilter('tags.a = 0.10', grammar)).toMatchObject({ value: '0.10' });
    expect(parseFilter('tags.a = b', grammar)).toMatchObject({ value: 'b' });
    expect(() => parseFilter("version > 'x'", grammar)).toThrow(/"x", expected a number/);
    expect(() => parseFilter('name = b', grammar)).toThrow(/"b", expected text/);
  });

  it.each([
    ['1 = metrics.a', { kind: 'no-field', found: '1' }],
    ["what.a = 'b'", { kind: 'no-such-subject', word: 'what' }],
    ["dataset.size = 'b'", { kind: 'no-such-key', subject: 'dataset', word: 'size' }],
    ['params.a > "b"', { kind: 'comparator', key: 'a', comparator: '>', found: '"b"', foundKind: 'text' }],
    ['params.a = 5', { kind: 'value', subject: 'param', found: '5', foundKind: 'number' }],
    ['params.a = `b`', { kind: 'value', found: '`b`', foundKind: 'word' }],
    ["status = ('a') AND x", { kind: 'value', found: "('a')", foundKind: 'list' }],
    ['metrics.a ~ 1', { kind: 'comparator', comparator: '~', found: '1', foundKind: 'number' }],
    ['metrics.a == 1', { kind: 'comparator', comparator: '==' }],
    ['metrics.a > metrics.b AND x', { kind: 'value', found: 'metrics.b', foundKind: 'word' }],
    ['metrics.a >', { kind: 'value', foundKind: 'none' }],
    ["params.a = 'b'; x", { kind: 'syntax', rest: '; x' }],
    ['('.repeat(200), { kind: 'nesting' }],
  ])('says what kind of mistake there is: %s', (filter, problem) => {
    expect(() => parseFilter(filter)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining(problem) }),
    );
  });
});

describe('an order', () => {
  it.each([
    ['metrics.`a b`', { subject: 'metric', key: 'a b', isDescending: false }],
    ['metrics.a.b desc', { subject: 'metric', key: 'a.b', isDescending: true }],
    ['Created ASC', { subject: 'attribute', key: 'start_time', isDescending: false }],
  ])('is read: %s', (text, expected) => {
    expect(parseOrder(text, runGrammar)).toEqual(expected);
  });

  it.each([
    ['metrics.a down', /"down", expected ASC, DESC or the end/],
    ['metrics.a DESC b', /"b", expected ASC, DESC or the end/],
    ['what', /runs have no attribute what/],
  ])('is refused: %s', (text, message) => {
    expect(() => parseOrder(text, runGrammar)).toThrow(message);
  });
});
