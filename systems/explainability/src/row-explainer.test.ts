import onnxProto from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import { openGraph, openModel } from '../test/open-model.ts';
import { featureGroups } from './feature-groups.ts';
import { rowOf } from './matrix.ts';
import { openModelParts } from './model-parts.ts';
import { rowExplainer } from './row-explainer.ts';
import { sampleRows, takeRows } from './global/sample-rows.ts';

async function opened(id: string, place: number) {
  const { model, table, bytes } = await openModel(id);
  const codes = model.code.encode(table);
  const sample = takeRows(codes, sampleRows(codes.rows, 100, 0));
  const parts = await openModelParts(model, bytes, place, sample, openGraph);
  const groups = featureGroups(model.code.columns, codes).map(({ columns }) => columns);
  return { model, codes, parts, groups, bytes };
}

const logit = (p: number): number => Math.log(p / (1 - p));

describe('the census trees, behind a graph that encodes words', () => {
  test('are read from the file, and explained exactly in log-odds over the raw columns', async () => {
    const { model, codes, parts, groups } = await opened('census-income', 1);
    const background = takeRows(codes, sampleRows(codes.rows, 8, 1));
    const explainer = rowExplainer({ model, place: 1, background, groups, parts });
    expect(explainer).toMatchObject({ unit: 'log-odds', structured: true, because: null });
    const row = rowOf(codes, 5);
    const found = await explainer.explain(row);
    expect(found.method).toBe('tree');
    // The truth by enumeration of all 4096 coalitions, of the log-odds of what the runtime says.
    const output = model.output(1);
    const { shapleyValues } = await import('./shapley/shapley-values.ts');
    const truth = await shapleyValues(
      async (rows) => (await output(rows)).map(logit),
      row,
      background,
      groups,
    );
    expect(truth.method).toBe('enumeration');
    // The runtime's probabilities are of single precision: 6e-8 of 1 is 1e-5 of log-odds at 0.5 %.
    truth.values.forEach((value, group) => expect(found.values[group]).toBeCloseTo(value, 4));
    expect(found.base).toBeCloseTo(truth.base, 4);
    expect(found.prediction).toBeCloseTo(truth.prediction, 4);
  });

  test('explain many rows as they explain one', async () => {
    const { model, codes, parts, groups } = await opened('census-income', 1);
    const background = takeRows(codes, sampleRows(codes.rows, 50, 0));
    const explainer = rowExplainer({ model, place: 1, background, groups, parts });
    const rows = takeRows(codes, sampleRows(codes.rows, 20, 3));
    const { values } = await explainer.explainMany(rows);
    for (let row = 0; row < rows.rows; row++) {
      const one = await explainer.explain(rowOf(rows, row));
      expect(Array.from(values.subarray(row * groups.length, (row + 1) * groups.length))).toEqual(
        Array.from(one.values),
      );
    }
  });
});

test('a model that is no sum is asked, and it is said why', async () => {
  const { model, codes, parts, groups } = await opened('census-income', 1);
  const background = takeRows(codes, sampleRows(codes.rows, 5, 0));
  const explainer = rowExplainer({
    model,
    place: 1,
    background,
    groups,
    parts: { additive: null, because: 'So.' },
  });
  expect(explainer).toMatchObject({ unit: 'probability', structured: false, because: 'So.' });
  const found = await explainer.explain(rowOf(codes, 0));
  expect(found.method).toBe('enumeration');
  expect(found.values.reduce((sum, value) => sum + value, found.base)).toBeCloseTo(found.prediction, 9);
  expect(parts.additive).not.toBeNull();
});

test('trees whose sum is not what the runtime says are not believed', async () => {
  const { model, codes, bytes } = await opened('breast-cancer', 1);
  const proto = onnxProto.onnx.ModelProto.decode(bytes);
  const trees = proto.graph?.node?.find(({ opType }) => opType?.startsWith('TreeEnsemble'));
  const weights = trees?.attribute?.find(({ name }) => name === 'class_weights');
  if (!weights?.floats) throw new Error('the model has no leaves');
  weights.floats = weights.floats.map((weight) => weight * 1.5);
  const sample = takeRows(codes, sampleRows(codes.rows, 50, 0));
  const parts = await openModelParts(
    model,
    onnxProto.onnx.ModelProto.encode(proto).finish(),
    1,
    sample,
    openGraph,
  );
  expect(parts).toEqual({
    additive: null,
    because:
      'What stands in the file does not add up to what the runtime says, so the model is asked instead.',
  });
});

test.each([
  ['breast-cancer', 'log-odds'],
  ['palmer-penguins', 'margin'],
  ['penguin-size', 'value'],
])('%s is explained from its file, in %s', async (id, unit) => {
  const { model, codes, parts, groups } = await opened(id, 1);
  const background = takeRows(codes, sampleRows(codes.rows, 20, 0));
  const explainer = rowExplainer({ model, place: 1, background, groups, parts });
  expect(explainer.because).toBeNull();
  expect(explainer.unit).toBe(unit);
});
