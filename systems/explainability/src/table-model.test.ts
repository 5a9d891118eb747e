import { feedsOf, outputNames, predictionsOf } from '@modelfolio/inference';
import { expect, test } from 'vitest';
import { openGraph, openModel } from '../test/open-model.ts';
import { matrixOf } from './matrix.ts';
import { outputOf, slice } from './table-model.ts';

test.each(['census-income', 'palmer-penguins', 'penguin-size', 'breast-cancer'])(
  '%s: coded rows give what the table itself gives',
  async (id) => {
    const { model, table, manifest, bytes } = await openModel(id);
    const rows = Math.min(table.rows, 500);
    const run = await openGraph(bytes);
    const straight = predictionsOf(
      manifest.output,
      await run(feedsOf(manifest, table, 0, rows), outputNames(manifest.output)),
      rows,
    );
    const coded = await model.predict(slice(model.code.encode(table), 0, rows));
    expect(coded).toEqual(straight);
    const place = manifest.output.positive ?? 0;
    expect(await model.output(place)(slice(model.code.encode(table), 0, rows))).toEqual(
      outputOf(straight, place),
    );
  },
);

test('more rows than go in at once are predicted like a few', async () => {
  const { model, table } = await openModel('breast-cancer');
  const codes = model.code.encode(table);
  const many = matrixOf(9000, codes.columns);
  for (let row = 0; row < many.rows; row++)
    many.values.set(
      codes.values.subarray((row % codes.rows) * codes.columns, ((row % codes.rows) + 1) * codes.columns),
      row * codes.columns,
    );
  const few = await model.output(1)(codes);
  const all = await model.output(1)(many);
  expect(all).toHaveLength(9000);
  expect(Array.from(all)).toEqual(Array.from({ length: 9000 }, (_, row) => few[row % codes.rows]));
});

test('cells come back as they went in, missing ones and new texts too', async () => {
  const { model } = await openModel('census-income');
  const { code } = model;
  const cells = [
    39,
    null,
    'Doctorate',
    'Never-married',
    'Astronaut',
    'Wife',
    'Other',
    'Female',
    0,
    0.5,
    null,
    'Peru',
  ];
  const codes = cells.map((cell, column) => code.code(column, cell));
  expect(code.decode(codes)).toEqual(cells);
  expect(codes[1]).toBeNaN();
  expect(() => code.code(0, 'old')).toThrow('the form, column "age": "old", expected a number');
});

test('no rows are no question', async () => {
  const { model } = await openModel('breast-cancer');
  await expect(model.predict(matrixOf(0, 30))).rejects.toMatchObject({ code: 'input' });
});
