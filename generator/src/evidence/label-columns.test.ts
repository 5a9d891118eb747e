import { tableOf, type Cell } from '@modelfolio/inference';
import { expect, it } from 'vitest';
import { labelColumns } from './label-columns.ts';

const rows = Array.from({ length: 40 }, (_, row) => row);
const species = rows.map((row) => ['a', 'b', 'c'][row % 3] ?? '');
const find = (columns: Record<string, readonly Cell[]>, truth: readonly Cell[] = species, isValue = false) =>
  labelColumns(
    tableOf('rows.csv', new Map(Object.entries({ ...columns, truth })), truth.length),
    Object.keys(columns),
    'truth',
    isValue,
  ).map(({ column, how }) => [column, how]);

it('finds a column that is the label, however it is written', () => {
  expect(find({ copy: species.map((name) => ` ${name} `) })).toEqual([['copy', 'equals']]);
  expect(find({ copy: ['1.0', '0', '1'] }, [1, 0, 1])).toEqual([['copy', 'equals']]);
  expect(find({ copy: rows.map((row) => `${row}.0`) }, rows, true)).toEqual([['copy', 'equals']]);
});

it('finds a column that determines the label, not one of names that are all different', () => {
  const code = rows.map((row) => [7, 9, 11][row % 3] ?? 0);
  const half = rows.map((row) => `${species[row]}${row % 2}`);
  const names = rows.map((row) => `row ${row}`);
  expect(find({ code, half, names })).toEqual([
    ['code', 'determines'],
    ['half', 'determines'],
  ]);
  const almost = code.map((value, row) => (row === 1 ? 7 : value));
  expect(find({ almost })).toEqual([]);
});

it('finds numbers that lay the classes side by side', () => {
  const apart = rows.map((row) => (row % 3) * 100 + row / 10);
  expect(find({ apart })).toEqual([['apart', 'separates']]);
  const touching = apart.map((value, row) => (row === 1 ? 50 : row === 0 ? 55 : value));
  expect(find({ touching })).toEqual([]);
  expect(find({ gap: apart.map((value, row) => (row === 5 ? null : value)) })).toEqual([]);
});

it('finds a straight line of a target, not a curve nor noise', () => {
  const target = rows.map((row) => 3 * row - 7);
  const kelvin = rows.map((row) => row + 273.15);
  expect(find({ kelvin }, target, true)).toEqual([['kelvin', 'follows']]);
  expect(find({ falling: rows.map((row) => -row) }, target, true)).toEqual([['falling', 'follows']]);
  expect(find({ square: rows.map((row) => row * row) }, target, true)).toEqual([]);
  expect(find({ noisy: rows.map((row) => row + (row % 5) / 10) }, target, true)).toEqual([]);
});

it('says nothing of few rows, of a class of few rows, or where all labels are the same', () => {
  const few = ['a', 'a', 'b', 'b', 'a', 'b'];
  expect(find({ code: few.map((name) => (name === 'a' ? 1 : 2)) }, few)).toEqual([]);
  const dozen = rows.slice(0, 12).map((row) => (row % 2 === 0 ? 'a' : 'b'));
  expect(find({ code: dozen.map((name) => (name === 'a' ? 1 : 2)) }, dozen)).toEqual([]);
  const rare = rows.map((row) => (row < 3 ? 'a' : 'b'));
  expect(find({ apart: rows }, rare)).toEqual([]);
  expect(
    find(
      { copy: rows.map(() => 'a') },
      rows.map(() => 'a'),
    ),
  ).toEqual([]);
  expect(find({ line: [1, 2, 3] }, [2, 4, 6], true)).toEqual([]);
});
