import type { TabularColumn } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import type { ServiceError } from '../service-error.ts';
import { checkCells, tableOfRows } from './table-of-rows.ts';

const column = (name: string, changes: Partial<TabularColumn>): TabularColumn => ({
  input: name,
  index: null,
  name,
  label: null,
  description: null,
  type: 'float64',
  categories: null,
  range: null,
  step: null,
  unit: null,
  missing: false,
  ...changes,
});
const columns = [
  column('age', { type: 'int8' }),
  column('job', { type: 'string', categories: ['cook', 'smith'], missing: true }),
  column('note', { type: 'string' }),
  column('weight', { missing: true }),
  column('is_new', { type: 'bool' }),
];
const row = { age: 3, job: 'cook', note: '', weight: 1.5, is_new: true };

function refusal(cells: Record<string, string | number | boolean | null>): ServiceError {
  try {
    tableOfRows(columns, [row, cells], (at) => `rows[${at}]`);
  } catch (error) {
    return error as ServiceError;
  }
  throw new Error('not refused');
}

describe('rows of a request', () => {
  it('become a table of the columns of the model', () => {
    const table = tableOfRows(columns, [row, { ...row, job: null, weight: null }], String);
    expect(table.rows).toBe(2);
    expect(columns.map(({ name }) => table.column(name))).toEqual([
      [3, 3],
      ['cook', null],
      ['', ''],
      [1.5, null],
      [true, true],
    ]);
  });

  it.each([
    [{ age: 3.5 }, 'age', 'a whole number from -128 to 127', '3.5'],
    [{ age: 200 }, 'age', 'a whole number from -128 to 127', '200'],
    [{ age: '3' }, 'age', 'a whole number from -128 to 127', '"3"'],
    [{ age: null }, 'age', 'a whole number from -128 to 127', 'null'],
    [{ job: 'Cook' }, 'job', 'one of "cook", "smith", or null', '"Cook"'],
    [{ job: true }, 'job', 'one of "cook", "smith", or null', 'true'],
    [{ note: 7 }, 'note', 'text', '7'],
    [{ weight: 'heavy' }, 'weight', 'a number, or null', '"heavy"'],
    [{ is_new: 1 }, 'is_new', 'true or false', '1'],
  ])('with %j are refused in words', (changes, name, expected, received) => {
    const { code, message, errors } = refusal({ ...row, ...changes } as never);
    expect(code).toBe('row-invalid');
    expect(errors).toEqual([{ field: `rows[1].${name}`, expected, received }]);
    expect(message).toBe(`rows[1].${name}: expected ${expected}, received ${received}`);
  });

  it('without a column, or with one too many, are refused', () => {
    const { weight: _, ...without } = row;
    expect(refusal(without).errors).toEqual([
      { field: 'rows[1].weight', expected: 'a number, or null', received: 'nothing' },
    ]);
    expect(refusal({ ...row, wieght: 1, constructor: 1 }).errors).toEqual([
      {
        field: 'rows[1].wieght',
        expected: "one of the model's columns: age, job, note, weight, is_new",
        received: 'an unknown column',
      },
      expect.objectContaining({ field: 'rows[1].constructor' }),
    ]);
  });

  it('do not inherit what is missing', () => {
    const inherited = [column('constructor', { type: 'string', missing: true })];
    expect(() => tableOfRows(inherited, [{}], String)).toThrow('constructor: expected text, or null, received nothing');
  });

  it('may be changed in some columns', () => {
    checkCells(columns, {}, 'edits');
    checkCells(columns, { age: 4, job: null }, 'edits');
    expect(() => checkCells(columns, { age: 4.5 }, 'edits')).toThrow('edits.age: expected a whole number');
    expect(() => checkCells(columns, { agee: 4 }, 'edits')).toThrow('edits.agee: expected one of');
  });
});
