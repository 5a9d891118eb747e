import { expect, it } from 'vitest';
import { frameOf } from '../frame/frame.ts';
import type { RuleSetInput } from './rule-set.ts';
import { numbers, words } from './rules-fixtures.ts';
import { validate } from './validate.ts';
import { toMarkdown, toText } from './validation-report.ts';

const ages = Array.from({ length: 100 }, (_, at) => ({ 6: -1, 8: -3, 19: -5 })[at] ?? 30);
const frame = frameOf([
  numbers('age', ages),
  words(
    'job|*',
    ages.map((_, at) => (at < 12 ? null : at === 50 ? 'co\nok<b>' : 'smith')),
  ),
  numbers(
    'gain',
    ages.map((_, at) => (at === 3 ? 1 : 0)),
  ),
]);
const rules: RuleSetInput = {
  schemaVersion: 1,
  columns: {
    age: { type: 'integer', checks: [{ kind: 'ge', value: 0 }] },
    'job|*': {
      type: 'text',
      checks: [
        { kind: 'isin', values: ['smith'], name: 'known', description: 'others are\nnot paid' },
        { kind: 'max_missing_share', max: 0.1, severity: 'warning' },
      ],
    },
    gain: { type: 'number' },
    wage: { type: 'number' },
  },
  expressions: [{ expression: 'gain == 0\nor age < 0' }],
};

it('is a line for each broken rule', () => {
  expect(toText(validate(frame, rules))).toBe(
    [
      'age: 3 of 100 rows are not >= 0 (row 7: -1, row 9: -3, row 20: -5)',
      'job|*: 12 of 100 rows are missing (row 1, row 2, row 3, row 4, row 5, row 6, row 7, row 8, row 9, row 10 and 2 more)',
      'job|*, known: 1 of 100 rows is not among "smith" (row 51: "co\\nok<b>"): others are not paid',
      'warning: job|*: the share of missing values is 0.12, not at most 0.1',
      'wage: the column is missing',
      'table: 1 of 100 rows breaks gain == 0 or age < 0 (row 4: gain 1, age 30)',
      '',
    ].join('\n'),
  );
  expect(toText(validate(frame, rules, { sample: 0 }))).toContain(
    'age: 3 of 100 rows are not >= 0 (3 more)\n',
  );
});

it('is a sentence and a table in Markdown, which nothing in the data can break', () => {
  expect(toMarkdown(validate(frame, rules, { sample: 1 }), 'Rows of *today*')).toBe(
    String.raw`## Rows of \*today\*

**Not valid**: 100 rows; 5 errors, 1 warning; 8 rules held; 2 rules could not be judged.

|  | column | rule | what is wrong | rows |
| --- | --- | --- | --- | --- |
| error | age | ge | 3 of 100 rows are not >= 0 | row 7: -1 and 2 more |
| error | job\|\* | nullable | 12 of 100 rows are missing | row 1 and 11 more |
| error | job\|\* | known | 1 of 100 rows is not among "smith": others are not paid | row 51: "co\\nok&lt;b>" |
| warning | job\|\* | max\_missing\_share | the share of missing values is 0.12, not at most 0.1 |  |
| error | wage | required | the column is missing |  |
| error | table | expression | 1 of 100 rows breaks gain == 0 or age &lt; 0 | row 4: gain 1, age 30 |
`,
  );
});

it('says so when all is well', () => {
  const well = validate(frameOf([numbers('x', [1])]), {
    schemaVersion: 1,
    columns: { x: { type: 'number' } },
  });
  expect(toText(well)).toBe('');
  expect(toMarkdown(well)).toBe('**Valid**: 1 row; 0 errors, 0 warnings; 3 rules held.\n');
});

it('cuts long values short', () => {
  const long = validate(frameOf([words('t', ['x'.repeat(1000)])]), {
    schemaVersion: 1,
    columns: { t: { type: 'text', checks: [{ kind: 'str_length', max: 5 }] } },
  });
  expect(toText(long)).toMatch(/\(row 1: "x{56}…\)\n$/);
});
