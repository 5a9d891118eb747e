import { tableOf, type Cell, type InputSide } from '@modelfolio/inference';
import { expect, it } from 'vitest';
import { rowKeys } from './row-keys.ts';

const column = (name: string, type: 'float32' | 'string') => ({
  input: name,
  index: null,
  name,
  label: null,
  description: null,
  type,
  categories: null,
  range: null,
  step: null,
  unit: null,
  missing: false,
});
const sides: InputSide = {
  inputs: [
    { name: 'age', type: 'float32', shape: ['N', 1] },
    { name: 'word', type: 'string', shape: ['N', 1] },
  ],
  input: { kind: 'tabular', columns: [column('age', 'float32'), column('word', 'string')] },
};
const table = (...rows: [Cell, Cell, Cell][]) =>
  tableOf(
    'rows.csv',
    new Map(['age', 'word', 'note'].map((name, at) => [name, rows.map((row) => row[at] ?? null)])),
    rows.length,
  );

it('is the same for rows that are the same to the model, whatever else stands in them', () => {
  const [a, b, c, d, e, f] = rowKeys(
    sides,
    table(['1', 'x', 1], [1, 'x', 2], ['1.0', 'y', 1], [2, 'x', 1], [null, 'x', 1], ['nan', 'x', 2]),
  );
  expect(b).toBe(a);
  expect(f).toBe(e);
  expect(new Set([a, c, d, e]).size).toBe(4);
});

it('keeps texts of neighbours apart, and takes arrays row by row over all batches', () => {
  const texts: InputSide = {
    inputs: [{ name: 'words', type: 'string', shape: ['N', 2] }],
    input: {
      kind: 'tabular',
      columns: [
        { ...column('age', 'string'), input: 'words', index: 0 },
        { ...column('word', 'string'), input: 'words', index: 1 },
      ],
    },
  };
  const [one, other] = rowKeys(texts, table(['a"', '"b', 0], ['a', '""b', 0]));
  expect(one).not.toBe(other);

  const values = Uint8Array.from(
    { length: 2 * 1500 },
    (_, at) => (at >= 2 * 1400 ? at - 2 * 1400 : at) % 251,
  );
  const images: InputSide = {
    inputs: [{ name: 'image', type: 'uint8', shape: ['N', 1, 2] }],
    input: {
      kind: 'image',
      input: 'image',
      height: 1,
      width: 2,
      channels: 1,
      range: [0, 255],
      polarity: 'light-on-dark',
    },
  };
  const keys = rowKeys(
    images,
    tableOf('i', new Map(), 1500, null, new Map([['images', { shape: [1, 2], values }]])),
  );
  expect(keys).toHaveLength(1500);
  expect(keys.slice(1400)).toEqual(keys.slice(0, 100));
  expect(keys[1]).not.toBe(keys[0]);
});
