import { expect, test } from 'vitest';
import type { ModelFunction } from '../model-function.ts';
import { rowsAtOnce } from '../ask-rows.ts';
import { askModel } from './ask-model.ts';

const double: ModelFunction = ({ values }) => values.map((value) => value * 2);
const count = rowsAtOnce * 2 + 7;
const place = (at: number, into: Float64Array): void => {
  into[0] = at;
};

test('many rows are asked about in parts, and the answers are in order', async () => {
  const sizes: number[] = [];
  const shares: number[] = [];
  const found = await askModel(
    (rows) => {
      sizes.push(rows.rows);
      return double(rows);
    },
    count,
    1,
    place,
    { progress: (share) => shares.push(share) },
  );
  expect(sizes).toEqual([rowsAtOnce, rowsAtOnce, 7]);
  expect(shares.at(-1)).toBe(1);
  expect(found).toEqual(Float64Array.from({ length: count }, (_, at) => at * 2));
});

test('a model that answers too little, or no number, is told of', async () => {
  await expect(askModel(() => new Float64Array(1), 3, 1, place)).rejects.toThrow(
    'the model gave 1 values for 3 rows, expected one for each',
  );
  const late: ModelFunction = ({ values }) =>
    values.map((value) => (value === rowsAtOnce ? Infinity : value));
  await expect(askModel(late, count, 1, place)).rejects.toThrow(
    `the model gave Infinity for row ${rowsAtOnce + 1}`,
  );
});

test('it stops between two parts', async () => {
  const stop = new AbortController();
  let asked = 0;
  const model: ModelFunction = (rows) => {
    asked++;
    stop.abort(new Error('enough'));
    return double(rows);
  };
  await expect(askModel(model, count, 1, place, { signal: stop.signal })).rejects.toThrow('enough');
  expect(asked).toBe(1);
});
