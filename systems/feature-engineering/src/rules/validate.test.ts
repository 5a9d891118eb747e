import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, type Column, type Frame } from '../frame/frame.ts';
import type { CheckInput } from './check.ts';
import type { ColumnRuleInput } from './column-rule.ts';
import type { RuleSetInput } from './rule-set.ts';
import { anyFrame, inBatches, numbers, words } from './rules-fixtures.ts';
import { validate, validator } from './validate.ts';
import type { Failure } from './validation.ts';

const none = Number.NaN;

/** What breaks a rule of a single column. */
function failuresOf(column: Column, rule: Partial<ColumnRuleInput>): readonly Failure[] {
  const type = column.type;
  return validate(frameOf([column]), {
    schemaVersion: 1,
    columns: { [column.name]: { type, nullable: true, ...rule } },
  }).failures;
}
const rowsOf = (failures: readonly Failure[]): number[] =>
  failures.flatMap(({ sample }) => sample.map(({ row }) => row));

describe('a check of rows', () => {
  const x = numbers('x', [-1, 0, 0.5, 1, 2, none, Infinity, -Infinity]);
  const t = words('t', ['ab', 'b', '', 'Ab', 'xab', null, 'a\nb', '\u{1F600}']);
  const cases: [Column, CheckInput, number[], string][] = [
    [x, { kind: 'ge', value: 0 }, [1, 8], 'not >= 0'],
    [x, { kind: 'gt', value: 0 }, [1, 2, 8], 'not > 0'],
    [x, { kind: 'le', value: 1 }, [5, 7], 'not <= 1'],
    [x, { kind: 'lt', value: 1 }, [4, 5, 7], 'not < 1'],
    [x, { kind: 'eq', value: 1 }, [1, 2, 3, 5, 7, 8], 'not == 1'],
    [x, { kind: 'ne', value: 1 }, [4], 'not != 1'],
    [x, { kind: 'in_range', min: 0, max: 1 }, [1, 5, 7, 8], 'not in [0, 1]'],
    [x, { kind: 'in_range', min: 0, max: 1, includeMin: false }, [1, 2, 5, 7, 8], 'not in (0, 1]'],
    [x, { kind: 'in_range', min: 0, max: 1, includeMax: false }, [1, 4, 5, 7, 8], 'not in [0, 1)'],
    [x, { kind: 'isin', values: [0, 1, 2] }, [1, 3, 7, 8], 'not among 0, 1, 2'],
    [x, { kind: 'notin', values: [0, 2] }, [2, 5], 'among 0, 2'],
    [t, { kind: 'ge', value: 'ab' }, [3, 4, 7], 'not >= "ab"'],
    [t, { kind: 'gt', value: 'ab' }, [1, 3, 4, 7], 'not > "ab"'],
    [t, { kind: 'le', value: 'ab' }, [2, 5, 8], 'not <= "ab"'],
    [t, { kind: 'lt', value: '\uFFFD' }, [8], 'not < "\uFFFD"'],
    [t, { kind: 'eq', value: 'b' }, [1, 3, 4, 5, 7, 8], 'not == "b"'],
    [t, { kind: 'ne', value: 'b' }, [2], 'not != "b"'],
    [t, { kind: 'in_range', min: 'a', max: 'b' }, [3, 4, 5, 8], 'not in ["a", "b"]'],
    [
      t,
      { kind: 'in_range', min: 'ab', max: 'b', includeMin: false, includeMax: false },
      [1, 2, 3, 4, 5, 7, 8],
      'not in ("ab", "b")',
    ],
    [t, { kind: 'isin', values: ['ab', 'b'] }, [3, 4, 5, 7, 8], 'not among "ab", "b"'],
    [
      t,
      { kind: 'notin', values: ['ab', 'b', 'c', 'd', 'e', 'f', 'g'] },
      [1, 2],
      'among "ab", "b", "c", "d", "e" and 2 more',
    ],
    [t, { kind: 'str_matches', pattern: 'b|ab$' }, [3, 4, 5, 7, 8], 'not like /b|ab$/ from the start'],
    [t, { kind: 'str_contains', pattern: 'b$' }, [3, 8], 'without /b$/'],
    [t, { kind: 'str_contains', pattern: '^.$' }, [1, 3, 4, 5, 7], 'without /^.$/'],
    [t, { kind: 'str_startswith', text: 'a' }, [2, 3, 4, 5, 8], 'not beginning with "a"'],
    [t, { kind: 'str_endswith', text: 'ab' }, [2, 3, 4, 7, 8], 'not ending with "ab"'],
    [t, { kind: 'str_length', min: 1, max: 1 }, [1, 3, 4, 5, 7], 'not 1 to 1 characters long'],
    [t, { kind: 'str_length', max: 2 }, [5, 7], 'not at most 2 characters long'],
    [t, { kind: 'str_length', min: 2 }, [2, 3, 8], 'not at least 2 characters long'],
  ];
  it.each(cases)('%#: $1', (column, check, rows, phrase) => {
    const failures = failuresOf(column, { checks: [check] });
    expect(rowsOf(failures)).toEqual(rows);
    expect(failures[0]).toMatchObject({
      rule: check.kind,
      path: `/columns/${column.name}/checks/0`,
      column: column.name,
      severity: 'error',
      count: rows.length,
      share: rows.length / 8,
      found: null,
      description: null,
      message: `${rows.length} of 8 rows ${rows.length === 1 ? 'is' : 'are'} ${phrase}`,
    });
  });

  it('passes over nulls and keeps the first rows', () => {
    const column = numbers(
      'x',
      Array.from({ length: 100 }, (_, at) => (at % 2 ? none : -at)),
    );
    const [failure] = failuresOf(column, { checks: [{ kind: 'gt', value: 0 }] });
    expect(failure).toMatchObject({ count: 50, share: 0.5 });
    expect(failure?.sample).toEqual(
      Array.from({ length: 10 }, (_, at) => ({ row: 2 * at + 1, value: -2 * at })),
    );
  });
});

describe('a check of the whole column', () => {
  const x = numbers('x', [1, 2, 3, 10, none]);
  const t = words('t', ['a', 'b', 'a', 'c', null]);
  const cases: [Column, CheckInput, number, string][] = [
    [x, { kind: 'max_missing_share', max: 0.1 }, 0.2, 'the share of missing values is 0.2, not at most 0.1'],
    [t, { kind: 'max_missing_share', max: 0 }, 0.2, 'the share of missing values is 0.2, not at most 0'],
    [x, { kind: 'mean_between', max: 3 }, 4, 'the mean is 4, not at most 3'],
    [x, { kind: 'mean_between', min: 5, max: 6 }, 4, 'the mean is 4, not 5 to 6'],
    [
      x,
      { kind: 'std_between', min: 5 },
      Math.sqrt(50 / 3),
      'the standard deviation is 4.08248, not at least 5',
    ],
    [x, { kind: 'quantile_between', q: 0.9, max: 7 }, 7.9, 'the quantile 0.9 is 7.9, not at most 7'],
    [x, { kind: 'quantile_between', q: 0.5, min: 3 }, 2.5, 'the quantile 0.5 is 2.5, not at least 3'],
    [
      t,
      { kind: 'max_unseen_share', values: ['a'], max: 0.4 },
      0.5,
      'the share of values not among "a" is 0.5, not at most 0.4',
    ],
    [
      x,
      { kind: 'max_unseen_share', values: [1, 2, 3], max: 0 },
      0.25,
      'the share of values not among 1, 2, 3 is 0.25, not at most 0',
    ],
    [
      t,
      { kind: 'category_share_between', category: 'a', min: 0.6 },
      0.5,
      'the share of "a" is 0.5, not at least 0.6',
    ],
  ];
  it.each(cases)('%#: $1', (column, check, found, message) => {
    const [failure] = failuresOf(column, { checks: [check] });
    expect(failure?.found).toBeCloseTo(found, 12);
    expect(failure).toMatchObject({ count: null, share: null, sample: [] });
    expect(failure?.message).toBe(message);
  });

  it.each([...cases])('%#: holds at its bound: $1', (column, check, found) => {
    const exact = {
      ...check,
      ...('min' in check && { min: found - 1e-9 }),
      ...('max' in check && { max: found + 1e-9 }),
    };
    expect(failuresOf(column, { checks: [exact as CheckInput] })).toEqual([]);
  });

  it('says nothing of no values, and that a mean is no number', () => {
    const check: CheckInput = { kind: 'mean_between', min: 0 };
    expect(
      failuresOf(numbers('x', [none]), { checks: [check, { kind: 'quantile_between', q: 0, min: 1 }] }),
    ).toEqual([]);
    expect(failuresOf(numbers('x', [1]), { checks: [{ kind: 'std_between', min: 1 }] })).toEqual([]);
    expect(failuresOf(numbers('x', [Infinity, -Infinity]), { checks: [check] })).toMatchObject([
      { found: null, message: 'the mean is no number, not at least 0' },
    ]);
    expect(failuresOf(numbers('x', [1, Infinity]), { checks: [check] })).toEqual([]);
    expect(
      failuresOf(numbers('x', [7.000000001]), { checks: [{ kind: 'mean_between', max: 7 }] }),
    ).toMatchObject([{ message: 'the mean is 7.000000001, not at most 7' }]);
  });
});

describe('a column', () => {
  const validation = (columns: Column[], rules: Partial<RuleSetInput>, rows?: number) =>
    validate(frameOf(columns, rows), { schemaVersion: 1, columns: {}, ...rules });

  it('must be there if it is required; its other rules are skipped', () => {
    const rule: ColumnRuleInput = { type: 'text', unique: true, checks: [{ kind: 'ne', value: 'x' }] };
    expect(validation([], { columns: { t: rule } }, 3)).toMatchObject({
      valid: false,
      rows: 3,
      failures: [
        { rule: 'required', path: '/columns/t/required', column: 't', message: 'the column is missing' },
      ],
      passed: 0,
      skipped: 4,
    });
    expect(validation([], { columns: { t: { ...rule, required: false } } })).toMatchObject({
      valid: true,
      skipped: 4,
    });
  });

  it('must be of its type', () => {
    const rules = {
      columns: { x: { type: 'number', checks: [{ kind: 'ge', value: 0 }] } },
    } satisfies Partial<RuleSetInput>;
    expect(validation([words('x', ['1', 'two', null, '-3', 'four'])], rules)).toMatchObject({
      failures: [
        {
          rule: 'type',
          count: 2,
          sample: [
            { row: 2, value: 'two' },
            { row: 5, value: 'four' },
          ],
          message: '2 of 5 rows are not numbers',
        },
      ],
      passed: 1,
      skipped: 2,
    });
    expect(validation([words('x', ['1', null, '-3'])], rules).failures).toMatchObject([{ count: 2 }]);
    expect(
      validation([numbers('x', [1, none])], { columns: { x: { type: 'text' } } }).failures,
    ).toMatchObject([{ count: 1, message: '1 of 2 rows is numbers, not text' }]);
    expect(
      validation([numbers('x', [1, 2.5, -Infinity])], {
        columns: { x: { type: 'integer', checks: [{ kind: 'gt', value: 1 }] } },
      }),
    ).toMatchObject({
      failures: [
        { rule: 'type', sample: [{ row: 2 }, { row: 3 }], message: '2 of 3 rows are not whole numbers' },
        { rule: 'gt', count: 2 },
      ],
      skipped: 0,
    });
  });

  it('without any value is of every type', () => {
    const columns = [numbers('t', [none, none]), words('x', [null, null])];
    const rules = {
      columns: { t: { type: 'text', nullable: true }, x: { type: 'integer' } },
    } satisfies Partial<RuleSetInput>;
    expect(validation(columns, rules).failures).toMatchObject([
      { rule: 'nullable', column: 'x', count: 2, message: '2 of 2 rows are missing' },
    ]);
  });

  it('that is unique has no value twice, null included', () => {
    expect(rowsOf(failuresOf(numbers('x', [1, 0, none, 2, -0, none, 1, 1]), { unique: true }))).toEqual([
      1, 2, 3, 5, 6, 7, 8,
    ]);
    const [failure] = failuresOf(words('t', ['b', 'c', 'c', 'b', '1']), { unique: true });
    expect(failure).toMatchObject({ rule: 'unique', message: '4 of 5 rows are repeated' });
    expect(failure?.sample).toEqual([
      { row: 1, value: 'b' },
      { row: 2, value: 'c' },
      { row: 3, value: 'c' },
      { row: 4, value: 'b' },
    ]);
  });

  it('is an error only where the rules are strict, and has its place only where they are ordered', () => {
    const columns = { b: { type: 'number' }, a: { type: 'number' } } as const;
    const frame = [numbers('a', [1]), numbers('z', [1]), numbers('b', [1]), numbers('y', [1])];
    expect(validation(frame, { columns }).valid).toBe(true);
    expect(validation(frame, { columns, strict: true, ordered: true }).failures).toMatchObject([
      { rule: 'strict', column: 'z', message: 'the rules have no such column' },
      { rule: 'strict', column: 'y' },
      { rule: 'ordered', column: null, message: 'the columns stand as "a", "b", not as "b", "a"' },
    ]);
    expect(validation(frame, { columns, ordered: ['a', 'b'] }).valid).toBe(true);
  });
});

describe('between columns', () => {
  const frame = frameOf([
    numbers('x', [1, 1, none, none, 2]),
    words('t', ['a', 'a', null, null, 'a']),
    numbers('1', [1, 2, 3, 4, 5]),
  ]);
  const columns = { x: { type: 'number', nullable: true }, t: { type: 'text', nullable: true } } as const;

  it('no two rows have the values of a group', () => {
    const { failures, passed } = validate(frame, {
      schemaVersion: 1,
      columns,
      unique: [['x', 't'], ['x'], ['t']],
    });
    expect(failures).toMatchObject([
      { rule: 'unique', path: '/unique/0', column: null, message: '4 of 5 rows are repeated in "x", "t"' },
      { path: '/unique/1', count: 4 },
      { path: '/unique/2', count: 5 },
    ]);
    expect(failures[0]?.sample[2]).toEqual({ row: 3, value: 'x missing, t missing' });
    expect(passed).toBe(4);
  });

  it('values that look alike when joined are different', () => {
    const alike = frameOf([words('a', ['x,1:y', 'x', 'null', null]), words('b', ['z', '1:y,1:z', 'k', 'k'])]);
    const text = { type: 'text', nullable: true } as const;
    expect(
      validate(alike, { schemaVersion: 1, columns: { a: text, b: text }, unique: [['a', 'b']] }).valid,
    ).toBe(true);
  });

  it('a condition is broken where it is false, not where a null leaves it open', () => {
    const { failures, valid } = validate(frame, {
      schemaVersion: 1,
      columns,
      expressions: [
        { expression: "x == 1 and t == 'a'", name: 'mine', severity: 'warning', description: 'so it is' },
        { expression: 'not isnull(x)' },
        { expression: 'x > 0' },
      ],
    });
    expect(valid).toBe(false);
    expect(failures).toMatchObject([
      {
        rule: 'mine',
        kind: 'expression',
        path: '/expressions/0',
        severity: 'warning',
        description: 'so it is',
        sample: [{ row: 5, value: 'x 2, t "a"' }],
        message: "1 of 5 rows breaks x == 1 and t == 'a'",
      },
      {
        rule: 'expression',
        count: 2,
        sample: [
          { row: 3, value: 'x missing' },
          { row: 4, value: 'x missing' },
        ],
      },
    ]);
  });

  it('nothing is said where a column is missing or of another type', () => {
    const rules: RuleSetInput = {
      schemaVersion: 1,
      columns: { a: { type: 'number', required: false }, t: { type: 'number' } },
      unique: [['a']],
      expressions: [{ expression: 'a > 1' }, { expression: 't > 1' }],
    };
    const { failures, skipped } = validate(frame, rules);
    expect(failures.map(({ rule }) => rule)).toEqual(['type']);
    expect(skipped).toBe(6);
  });

  it('there are neither too few nor too many rows', () => {
    const sizes = (minRows: number, maxRows: number): string[] =>
      validate(frame, { schemaVersion: 1, columns: {}, minRows, maxRows }).failures.map(
        ({ message }) => message,
      );
    expect(sizes(5, 5)).toEqual([]);
    expect(sizes(6, 7)).toEqual(['5 rows, at least 6 are needed']);
    expect(sizes(3, 4)).toEqual(['5 rows, at most 4 may be']);
  });
});

it('warnings leave data valid', () => {
  const rules: RuleSetInput = {
    schemaVersion: 1,
    columns: { x: { type: 'number', checks: [{ kind: 'ge', value: 2, severity: 'warning', name: 'two' }] } },
  };
  expect(validate(frameOf([numbers('x', [1])]), rules)).toMatchObject({
    valid: true,
    failures: [{ rule: 'two', kind: 'ge' }],
  });
});

it('a sample may be of all rows or of none', () => {
  const frame = frameOf([numbers('x', Array<number>(100).fill(1))]);
  const rules: RuleSetInput = { schemaVersion: 1, columns: { x: { type: 'number', unique: true } } };
  const sizes = [Infinity, 3, 0].map(
    (sample) => validate(frame, rules, { sample }).failures[0]?.sample.length,
  );
  expect(sizes).toEqual([100, 3, 0]);
});

describe('batches', () => {
  const number: CheckInput[] = [
    { kind: 'in_range', min: -1, max: 2 },
    { kind: 'max_missing_share', max: 0 },
    { kind: 'mean_between', min: 0, max: 0 },
    { kind: 'std_between', max: 0.5 },
    { kind: 'quantile_between', q: 0.3, max: 0 },
    { kind: 'quantile_between', q: 0.7, max: 0 },
    { kind: 'max_unseen_share', values: [1, 2], max: 0.1 },
    { kind: 'category_share_between', category: 1, max: 0.1 },
  ];
  const text: CheckInput[] = [
    { kind: 'isin', values: ['a', 'b'] },
    { kind: 'str_length', max: 2 },
    { kind: 'max_unseen_share', values: ['a'], max: 0.1 },
  ];
  /** Rules that most frames break; some name other types and columns that are not there. */
  function rulesFor({ columns }: Frame, turn: boolean): RuleSetInput {
    const types = columns.map(
      ({ name, type }, at) =>
        [name, turn && at === 1 ? (type === 'text' ? 'number' : 'text') : type] as const,
    );
    const rules = types.map(([name, type]) => [
      name,
      { type, unique: true, checks: type === 'text' ? text : number },
    ]);
    const [first] = types[0] ?? [];
    const quoted = types
      .slice(0, 3)
      .filter(([name]) => name !== '')
      .map(([name]) => `isnull(\`${name.replaceAll('`', '``')}\`)`);
    return {
      schemaVersion: 1,
      columns: Object.fromEntries([
        ...rules.slice(0, 3),
        ['gone', { type: 'number' }],
      ]) as RuleSetInput['columns'],
      strict: true,
      ordered: turn
        ? types
            .slice(0, 3)
            .map(([name]) => name)
            .reverse()
        : false,
      unique: first === undefined ? [] : [types.slice(0, 3).map(([name]) => name)],
      minRows: 20,
      expressions: quoted.map((one) => ({ expression: `not ${one} and not ${quoted[0]}` })),
    };
  }

  it('give what the whole gives', () => {
    const cases = anyFrame.chain((frame) =>
      fc.tuple(fc.constant(frame), inBatches(frame), fc.boolean(), fc.constantFrom(1, 3, Infinity)),
    );
    fc.assert(
      fc.property(cases, ([frame, parts, turn, sample]) => {
        const rules = rulesFor(frame, turn);
        const batches = validator(rules, { sample });
        for (const part of parts) batches.add(part);
        expect(batches.finish()).toEqual(validate(frame, rules, { sample }));
      }),
      { numRuns: 300 },
    );
  });

  it('whose types differ count what is wrong in each, as of the whole as text', () => {
    const batches = validator({
      schemaVersion: 1,
      columns: { x: { type: 'number', checks: [{ kind: 'gt', value: 5 }] } },
    });
    batches.add(frameOf([numbers('x', [1, 2])]));
    batches.add(frameOf([words('x', ['3', '4'])]));
    batches.add(frameOf([words('x', ['5', 'six'])]));
    expect(batches.finish()).toMatchObject({
      rows: 6,
      failures: [{ rule: 'type', count: 1, share: 1 / 6, sample: [{ row: 6, value: 'six' }] }],
      skipped: 2,
    });
  });

  it('of which one lacks a column lack it together', () => {
    const batches = validator({ schemaVersion: 1, columns: { x: { type: 'number' } } });
    batches.add(frameOf([numbers('x', [1])]));
    batches.add(frameOf([], 1));
    expect(batches.finish().failures).toMatchObject([{ rule: 'required' }]);
  });
});

it('counts every rule once, several quantiles of a column too', () => {
  const checks = [0.25, 0.5, 0.75].map((q) => ({ kind: 'quantile_between' as const, q, min: 1, max: 3 }));
  const rules = { schemaVersion: 1 as const, columns: { age: { type: 'number' as const, checks } } };
  // It is there, it is numbers, none is missing, and three quantiles.
  expect(validate(frameOf([numbers('age', [1, 2, 3])]), rules)).toMatchObject({ passed: 6, skipped: 0 });
});
