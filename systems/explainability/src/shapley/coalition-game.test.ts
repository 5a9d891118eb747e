import { expect, test } from 'vitest';
import type { Matrix } from '../matrix.ts';
import { singleColumns, type ModelFunction } from '../model-function.ts';
import { coalitionGame } from './coalition-game.ts';

const background = { values: Float64Array.of(0, 0, 0, 1, 1, 1), rows: 2, columns: 3 };
const row = Float64Array.of(5, 6, 7);
const sum = ({ values, rows, columns }: Matrix): Float64Array =>
  Float64Array.from({ length: rows }, (_, at) =>
    values.subarray(at * columns, (at + 1) * columns).reduce((total, value) => total + value, 0),
  );

test('a coalition is worth the mean over the background, in calls of at most so many rows', async () => {
  const sizes: number[] = [];
  const watched: ModelFunction = (rows) => {
    sizes.push(rows.rows);
    return sum(rows);
  };
  const game = await coalitionGame(watched, row, background, singleColumns(3), { rowsAtOnce: 3 });
  expect([game.base, game.prediction]).toEqual([1.5, 18]);
  expect([...(await game.values(Uint8Array.of(1, 0, 0, 0, 1, 1)))]).toEqual([6, 13.5]);
  expect(sizes).toEqual([1, 2, 3, 1]);
  expect(game.evaluations()).toBe(7);
});

test('a model that throws is told of with its own message', async () => {
  const failing: ModelFunction = () => {
    throw new TypeError('no such tensor');
  };
  await expect(coalitionGame(failing, row, background, singleColumns(3))).rejects.toMatchObject({
    code: 'model-failed',
    message: 'the model failed on the row to explain: no such tensor',
    cause: new TypeError('no such tensor'),
  });
  await expect(coalitionGame(() => new Float64Array(2), row, background, singleColumns(3))).rejects.toThrow(
    'the model gave 2 values for 1 rows',
  );
});

test('a value that is not finite is told of with the coalition and the background row', async () => {
  const blind: ModelFunction = (rows) =>
    sum(rows).map((value, at) =>
      rows.values[at * 3] === 5 && rows.values[at * 3 + 1] === 1 ? Number.NaN : value,
    );
  const game = await coalitionGame(blind, row, background, singleColumns(3));
  await expect(game.values(Uint8Array.of(0, 1, 0, 1, 0, 1))).rejects.toMatchObject({
    code: 'not-finite',
    reason: 'the model gave NaN for the coalition of groups 0, 2 on background row 2 of those that differ',
  });
  await expect(
    coalitionGame((rows) => sum(rows).map((value) => 1 / value), row, background, singleColumns(3)),
  ).rejects.toThrow('the model gave Infinity for background row 1 of those that differ');
});

test('an aborted signal ends the work with its reason', async () => {
  const controller = new AbortController();
  const game = await coalitionGame(sum, row, background, singleColumns(3), {
    signal: controller.signal,
    rowsAtOnce: 1,
  });
  const asked = game.evaluations();
  const work = game.values(new Uint8Array(3 * 1000));
  setTimeout(() => controller.abort(new Error('enough')), 5);
  await expect(work).rejects.toThrow('enough');
  expect(game.evaluations() - asked).toBeLessThan(2000);
});
