import { describe, expect, it } from 'vitest';
import { parseRules, type RuleSetInput } from './rule-set.ts';

const of = (more: object, columns: object = { x: { type: 'number' }, t: { type: 'text' } }): unknown => ({
  schemaVersion: 1,
  columns,
  ...more,
});
const checked = (type: string, check: object): unknown => of({}, { x: { type, checks: [check] } });

describe('a rule set', () => {
  it('has its defaults filled in', () => {
    const rules: RuleSetInput = {
      schemaVersion: 1,
      columns: { x: { type: 'number', checks: [{ kind: 'in_range', min: 0, max: 1 }] } },
      expressions: [{ expression: 'x > 0' }],
    };
    expect(parseRules(rules)).toEqual({
      schemaVersion: 1,
      columns: {
        x: {
          type: 'number',
          required: true,
          nullable: false,
          unique: false,
          checks: [
            { kind: 'in_range', min: 0, max: 1, includeMin: true, includeMax: true, severity: 'error' },
          ],
        },
      },
      strict: false,
      ordered: false,
      unique: [],
      expressions: [{ expression: 'x > 0', severity: 'error' }],
    });
    expect(parseRules(parseRules(rules))).toEqual(parseRules(rules));
  });

  const refused: [string, unknown, RegExp][] = [
    ['no object', 3, /^Invalid input/],
    ['another version', { schemaVersion: 2, columns: {} }, /^\/schemaVersion: /],
    ['an unknown field', of({ coerce: true }), /^Unrecognized key: "coerce"/],
    [
      'an unknown field of a column',
      of({}, { x: { type: 'number', coerce: true } }),
      /^\/columns\/x: .*coerce/,
    ],
    ['an unknown type', of({}, { x: { type: 'date' } }), /^\/columns\/x\/type: /],
    ['an unknown check', checked('number', { kind: 'between' }), /^\/columns\/x\/checks\/0\/kind: /],
    [
      'an infinite bound',
      checked('number', { kind: 'ge', value: Infinity }),
      /^\/columns\/x\/checks\/0\/value: /,
    ],
    [
      'a range upside down',
      checked('number', { kind: 'in_range', min: 2, max: 1 }),
      /no value is from 2 to 1$/,
    ],
    [
      'a range of text upside down',
      checked('text', { kind: 'in_range', min: 'b', max: 'a' }),
      /no value is from b to a$/,
    ],
    [
      'a range without its only value',
      checked('number', { kind: 'in_range', min: 1, max: 1, includeMax: false }),
      /the range from 1 to 1 is empty without its ends$/,
    ],
    [
      'a list of nothing',
      checked('number', { kind: 'isin', values: [] }),
      /^\/columns\/x\/checks\/0\/values: /,
    ],
    [
      'text among numbers',
      checked('integer', { kind: 'notin', values: [1, '2'] }),
      /"2" is text, the column is numbers$/,
    ],
    ['a number among text', checked('text', { kind: 'eq', value: 1 }), /1 is a number, the column is text$/],
    [
      'a pattern for numbers',
      checked('number', { kind: 'str_matches', pattern: 'a' }),
      /str_matches is for text$/,
    ],
    ['a broken pattern', checked('text', { kind: 'str_contains', pattern: '(' }), /"\(" is no pattern: /],
    [
      'a beginning of numbers',
      checked('number', { kind: 'str_startswith', text: 'a' }),
      /str_startswith is for text$/,
    ],
    ['a length of numbers', checked('number', { kind: 'str_length', min: 1 }), /str_length is for text$/],
    [
      'lengths upside down',
      checked('text', { kind: 'str_length', min: 3, max: 2 }),
      /nothing is from 3 to 2$/,
    ],
    ['a length without bounds', checked('text', { kind: 'str_length' }), /it needs min, max or both$/],
    ['a mean of text', checked('text', { kind: 'mean_between', min: 1 }), /mean_between is for numbers$/],
    ['a mean without bounds', checked('number', { kind: 'mean_between' }), /it needs min, max or both$/],
    [
      'a quantile beyond 1',
      checked('number', { kind: 'quantile_between', q: 2, min: 1 }),
      /\/checks\/0\/q: /,
    ],
    ['a share beyond 1', checked('number', { kind: 'max_missing_share', max: 1.5 }), /\/checks\/0\/max: /],
    [
      'a share upside down',
      checked('text', { kind: 'category_share_between', category: 'a', min: 0.5, max: 0.4 }),
      /nothing is from 0.5 to 0.4$/,
    ],
    [
      'an unseen value of the wrong type',
      checked('text', { kind: 'max_unseen_share', values: [1], max: 0 }),
      /1 is a number, the column is text$/,
    ],
    ['sizes upside down', of({ minRows: 3, maxRows: 2 }), /^\/minRows: nothing is from 3 to 2 rows long$/],
    [
      'a group with a strange column',
      of({ unique: [['x', 'y']] }),
      /^\/unique\/0: the rules have no column "y"$/,
    ],
    ['a group with a column twice', of({ unique: [['x', 'x']] }), /^\/unique\/0: a name stands there twice$/],
    [
      'an order of strange columns',
      of({ ordered: ['toString'] }),
      /^\/ordered: the rules have no column "toString"$/,
    ],
    [
      'an order that an object cannot keep',
      of({ ordered: true }, { x: { type: 'number' }, 1: { type: 'number' } }),
      /^\/ordered: an object does not keep the place of "1" \(give ordered a list of the names\)$/,
    ],
    [
      'a column that an object cannot hold',
      JSON.parse('{"schemaVersion":1,"columns":{"__proto__":{"type":"text"}}}'),
      /^\/columns\/__proto__: no rule set can hold a column of this name$/,
    ],
    [
      'an expression with a strange column',
      of({ expressions: [{ expression: 'x > wage', name: 'mine' }] }),
      /^rule "mine", character 5: the rules have no column "wage"/,
    ],
    [
      'an expression that is none',
      of({ expressions: [{ expression: 'x >' }] }),
      /^rule "x >", character 4: it ends/,
    ],
  ];
  it.each(refused)('is refused with %s', (_, given, message) => {
    expect(() => parseRules(given)).toThrow(message);
    expect(() => parseRules(given, 'a.json')).toThrow(/^a\.json: /);
  });
});
