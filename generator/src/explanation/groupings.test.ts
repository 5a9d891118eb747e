import { tableOf } from '@modelfolio/inference';
import { expect, it } from 'vitest';
import { groupColumns, groupingsOf } from './groupings.ts';

const rows = 60;
const column = <Value>(of: (row: number) => Value): Value[] =>
  Array.from({ length: rows }, (_, row) => of(row));
const table = tableOf(
  'people.csv',
  new Map<string, (string | number | null)[]>([
    ['sex', column((row) => (row % 10 === 0 ? null : row % 2 === 0 ? 'f' : 'm'))],
    ['age', column((row) => row)],
    ['name', column((row) => `n${row}`)],
    ['same', column(() => 'x')],
  ]),
  rows,
  null,
  new Map(),
);

it('takes the slices that are columns', () => {
  expect(groupColumns(['sex', { name: 'old', where: { age: { min: 65 } } }, 'age'])).toEqual(['sex', 'age']);
});

it('groups by values, missing ones too, by quartiles, and by the first two together', () => {
  const groupings = groupingsOf(table, ['sex', 'age']);
  expect(groupings.map(({ name }) => name)).toEqual(['sex', 'age', 'sex × age']);
  expect(groupings[0]?.groupNames).toEqual(['f', 'm', 'missing']);
  expect(groupings[1]?.groupNames).toEqual([
    'age ≤ 14.75',
    'age from 14.75 to 29.5',
    'age from 29.5 to 44.25',
    'age > 44.25',
  ]);
  expect(groupings[2]?.groupNames).toContain('missing, age ≤ 14.75');
  for (const { groups, groupNames } of groupings) {
    expect(groups).toHaveLength(rows);
    expect(new Set(groups).size).toBe(groupNames.length);
  }
  // Every row of `m` below the first quartile, and no other.
  const pair = groupings[2];
  const place = pair?.groupNames.indexOf('m, age ≤ 14.75') ?? -1;
  const members = [...(pair?.groups ?? [])].flatMap((group, row) => (group === place ? [row] : []));
  expect(members).toEqual([1, 3, 5, 7, 9, 11, 13]);
});

it('makes no groups of names, nor of what is the same everywhere; refuses what is not there', () => {
  expect(groupingsOf(table, ['name', 'same'])).toEqual([]);
  expect(() => groupingsOf(table, ['height'])).toThrow(/slices name the column height, which the data lacks/);
});
