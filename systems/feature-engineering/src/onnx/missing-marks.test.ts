import { describe, expect, it } from 'vitest';
import { runGraph, unusedIn } from '../../test/run-graph.ts';
import { compile, fit } from '../fit.ts';
import { frameOf, type Frame } from '../frame/frame.ts';
import { toOnnx } from './to-onnx.ts';

const frame = (words: readonly (string | null)[]): Frame =>
  frameOf([
    { name: 'size', type: 'number', values: Float64Array.from(words, (_, row) => row) },
    { name: 'job', type: 'text', values: words },
  ]);
const train = frame(['cook', 'smith', null, 'cook', 'of NA']);
const asGiven = frame(['?', 'NA', 'cook', 'smith', 'of NA', 'pilot', null]);
const meant = frame([null, null, 'cook', 'smith', 'of NA', 'pilot', null]);
const unknown = { handleUnknown: 'use_encoded_value', unknownValue: -1 };

describe('marks of the data for a missing text', () => {
  it.each([
    ['OrdinalEncoder', { kind: 'OrdinalEncoder', ...unknown }, 'job'],
    ['OneHotEncoder', { kind: 'OneHotEncoder', handleUnknown: 'ignore' }, 'job'],
    ['CountVectorizer', { kind: 'CountVectorizer' }, 'job'],
  ])('are taken as the empty one by %s, and nothing else is', async (_, transformer, column) => {
    const fitted = fit(
      { kind: 'ColumnTransformer', transformers: [{ name: 'words', columns: [column], transformer }] },
      train,
    );
    const model = toOnnx(fitted, { missing: ['?', 'NA'] });
    expect(unusedIn(model)).toEqual([]);
    const wanted = compile(fitted)
      .run(meant)
      .columns.map(({ values }) => [...values]);
    expect(await runGraph(model, asGiven)).toEqual(wanted);
  });

  it('are texts like others where nobody names them', async () => {
    const fitted = fit(
      {
        kind: 'ColumnTransformer',
        transformers: [
          { name: 'words', columns: ['job'], transformer: { kind: 'OrdinalEncoder', ...unknown } },
        ],
      },
      train,
    );
    const [codes] = await runGraph(toOnnx(fitted), asGiven);
    expect(codes?.slice(0, 2)).toEqual([-1, -1]);
    expect(codes?.at(-1)).toBeNaN();
  });
});
