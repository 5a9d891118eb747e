import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import onnxProto, { type onnx } from 'onnx-proto';
import type { Tensor } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import { describe, expect, it } from 'vitest';
import { FeaturesError } from '../features-error.ts';
import { compile, fit } from '../fit.ts';
import { frameOf, numbersIn, textIn } from '../frame/frame.ts';
import { dataType } from './graph.ts';
import { joinModel } from './join-model.ts';

/** Four features, three classes, a ZipMap at the end: interop/make_feature_models.py. */
const forest = readFileSync(join(import.meta.dirname, '../../test/golden/random-forest.onnx'));
const rows = frameOf([
  { name: 'size', type: 'number', values: Float64Array.of(1.5, -2, Number.NaN, 0.1, 3.25, -0.4) },
  { name: 'weight', type: 'number', values: Float64Array.of(10, 20, 15, 12.5, Number.NaN, 11) },
  { name: 'label', type: 'text', values: ['a', 'b', null, 'a', 'c', 'b'] },
]);
const numbers = {
  kind: 'Pipeline',
  steps: [
    { name: 'impute', transformer: { kind: 'SimpleImputer' } },
    { name: 'scale', transformer: { kind: 'StandardScaler' } },
  ],
};
const encoder = (columns: string[]): Record<string, unknown> => ({
  kind: 'ColumnTransformer',
  transformers: [
    { name: 'numbers', columns: ['size', 'weight'], transformer: numbers },
    { name: 'words', columns, transformer: { kind: 'OneHotEncoder', maxCategories: 2 } },
  ],
});
const fitted = fit(encoder(['label']) as never, rows);
const two = fit(numbers, frameOf(rows.columns.slice(0, 2)));
const feeds: Record<'size' | 'weight' | 'label', Tensor> = {
  size: { type: 'float64', data: numbersIn(rows, 'size'), shape: [6, 1] },
  weight: { type: 'float64', data: numbersIn(rows, 'weight'), shape: [6, 1] },
  label: { type: 'string', data: textIn(rows, 'label').map((one) => one ?? ''), shape: [6, 1] },
};
const few = { size: feeds.size, weight: feeds.weight };

const { ModelProto, AttributeProto, TensorProto } = onnxProto.onnx;
const { INT, GRAPH } = AttributeProto.AttributeType;
const tensor = (
  name: string,
  dims: (number | string)[],
  elemType: number = dataType.float,
): onnx.IValueInfoProto => ({
  name,
  type: {
    tensorType: {
      elemType,
      shape: { dim: dims.map((one) => (typeof one === 'string' ? { dimParam: one } : { dimValue: one })) },
    },
  },
});
/** A model of two features `x` that gives `y`, of the standard operators. */
const model = (graph: onnx.IGraphProto, version = 19, more: onnx.IModelProto = {}): Uint8Array =>
  ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version }],
    graph: { name: 'g', input: [tensor('x', ['batch', 2])], output: [tensor('y', ['batch', 2])], ...graph },
    ...more,
  }).finish();
const node = (opType: string, input: string[], output: string[], attribute: onnx.IAttributeProto[] = []) => ({
  opType,
  input,
  output,
  attribute,
});
const negative = model({ node: [node('Neg', ['x'], ['y'])] });

async function outputsOf(
  graph: Uint8Array,
  given: Record<string, Tensor>,
): Promise<Record<string, unknown[]>> {
  const session = await openSession(graph);
  const results = await session.run(given);
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Array.from(data as Iterable<unknown>)]),
  );
}

/** Features of the rows, one row after the other, in the model's precision. */
function featuresOf(transformer: typeof fitted): Float32Array {
  const { columns } = compile(transformer).run(rows);
  return Float32Array.from({ length: rows.rows * columns.length }, (_, at) =>
    Number(columns[at % columns.length]?.values[Math.floor(at / columns.length)]),
  );
}

it('gives what the model gives for the features, as tensors', async () => {
  const renamed = frameOf(rows.columns.map((one) => (one.name === 'label' ? { ...one, name: 'word' } : one)));
  const graph = joinModel(fit(encoder(['word']) as never, renamed), forest, { doc: 'of raw columns' });
  const found = await outputsOf(graph, { ...few, word: feeds.label });
  // The model's own ZipMap cannot be read here: what goes into it can, by the same cut.
  const alone = ModelProto.decode(forest);
  const { node: nodes } = alone.graph as onnx.IGraphProto;
  alone.graph = {
    ...alone.graph,
    node: nodes?.filter(({ opType }) => opType !== 'ZipMap') ?? [],
    output: [tensor('label', ['N']), tensor('probabilities', ['N', 3])],
  };
  (alone.graph.output as onnx.IValueInfoProto[])[0] = tensor('output_label', ['N'], dataType.text);
  const wanted = await outputsOf(ModelProto.encode(alone).finish(), {
    X: { type: 'float32', data: featuresOf(fitted), shape: [6, 4] },
  });
  expect(found).toEqual({ output_label: wanted['output_label'], probabilities: wanted['probabilities'] });
  const { metadataProps, docString, opsetImport } = ModelProto.decode(graph);
  expect(docString).toBe('of raw columns');
  expect(metadataProps).toContainEqual(
    expect.objectContaining({ key: 'modelfolio.classes', value: '["high","low","middle"]' }),
  );
  expect(opsetImport.map(({ domain, version }) => [domain, Number(version)])).toEqual([
    ['', 21],
    ['ai.onnx.ml', 2],
  ]);
});

it('gives each feature to the input of its name, whatever the order', async () => {
  const byName = model({
    input: [tensor('weight', ['n', 1], dataType.double), tensor('size', ['n', 1])],
    output: [tensor('y', ['n', 1])],
    node: [
      node('Cast', ['weight'], ['small'], [{ name: 'to', type: INT, i: dataType.float }]),
      node('Sub', ['small', 'size'], ['y']),
    ],
  });
  const { y } = await outputsOf(joinModel(two, byName), few);
  const features = featuresOf(two);
  expect(y).toEqual(
    Array.from({ length: 6 }, (_, row) =>
      Math.fround((features[row * 2 + 1] as number) - (features[row * 2] as number)),
    ),
  );
});

it('reaches from inner graphs to the values around them', async () => {
  const branch = (opType: string): onnx.IGraphProto => ({
    name: opType,
    node: [node(opType, ['x', 'shift'], ['out'])],
    output: [tensor('out', ['batch', 2])],
  });
  const shift = { name: 'shift', dims: [1], dataType: dataType.float, floatData: [0.5] };
  const choosing = (one: number): Uint8Array =>
    model({
      initializer: [shift, { name: 'choice', dims: [], dataType: 9, int32Data: [one] }],
      // An old file lists its constants among the inputs.
      input: [tensor('x', ['batch', 2]), tensor('shift', [1])],
      node: [
        node(
          'If',
          ['choice'],
          ['y'],
          [
            { name: 'then_branch', type: GRAPH, g: branch('Add') },
            { name: 'else_branch', type: GRAPH, g: branch('Mul') },
          ],
        ),
      ],
    });
  const features = featuresOf(two);
  expect(await outputsOf(joinModel(two, choosing(1)), few)).toEqual({
    y: Array.from(features, (value) => Math.fround(value + 0.5)),
  });
  expect(await outputsOf(joinModel(two, choosing(0)), few)).toEqual({
    y: Array.from(features, (value) => Math.fround(value * 0.5)),
  });
});

it('keeps apart what has one name in both', async () => {
  const clashing = frameOf(
    rows.columns.slice(0, 2).map((one, at) => ({ ...one, name: ['model_x', 'identity_0'][at] as string })),
  );
  const named = joinModel(
    fit({ kind: 'MaxAbsScaler' }, clashing),
    model({ node: [node('Neg', ['x'], ['div_0'])], output: [tensor('div_0', ['batch', 2])] }),
  );
  const found = await outputsOf(named, { model_x: feeds.size, identity_0: feeds.weight });
  expect(found['div_0']?.[0]).toBe(Math.fround(-1.5 / 3.25));
});

it('takes the greater operator sets and the greater version of the format', () => {
  const newer = ModelProto.decode(
    joinModel(two, model({ node: [node('Neg', ['x'], ['y'])] }, 21, { irVersion: 10 })),
  );
  expect(newer.opsetImport.map(({ version }) => Number(version))).toEqual([21, 2]);
  expect(Number(newer.irVersion)).toBe(10);
  const older = ModelProto.decode(joinModel(two, model({ node: [node('Neg', ['x'], ['y'])] }, 6)));
  expect(older.opsetImport.map(({ version }) => Number(version))).toEqual([19, 2]);
});

const softmax = [node('Softmax', ['x'], ['y'])];
const refused: [string, Uint8Array, string][] = [
  ['no model', new Uint8Array([1, 2, 3]), 'model.onnx: not an ONNX model, or damaged (export it again)'],
  [
    'features that are too many',
    model({ input: [tensor('x', ['batch', 3])], node: [node('Neg', ['x'], ['y'])] }),
    'model.onnx: the model takes 3 features, 2 come out (it is of another fitted pipeline, or was trained on other columns)',
  ],
  [
    'an input that is no feature',
    model({
      input: [tensor('size', ['n', 1]), tensor('age', ['n', 1])],
      node: [node('Add', ['size', 'age'], ['y'])],
    }),
    'model.onnx: no feature is named as its input "age" (there are: size, weight)',
  ],
  [
    'whole numbers',
    model({ input: [tensor('x', ['batch', 2], dataType.int64)], node: [node('Neg', ['x'], ['y'])] }),
    'model.onnx: its input "x" holds neither float nor double numbers nor text (export it with an input of numbers [rows, features])',
  ],
  [
    'one row at once',
    model({ input: [tensor('x', [1, 2])], node: [node('Neg', ['x'], ['y'])] }),
    'model.onnx: its input "x" takes exactly 1 rows at once (export it with an input of numbers [rows, features])',
  ],
  [
    'an image',
    model({ input: [tensor('x', ['batch', 28, 28])], node: [node('Neg', ['x'], ['y'])] }),
    'model.onnx: its input "x" is of 3 dimensions, not 2 (export it with an input of numbers [rows, features])',
  ],
  [
    'an operator that has changed',
    model({ node: softmax }, 11),
    'the model’s Softmax is of operator set 11, and may mean something else in 19 (export the model with operator set 19)',
  ],
  [
    'an operator set that is not known',
    model({ node: [node('Neg', ['x'], ['y'])] }, 99),
    'of operator set 19, and may mean something else in 99 (export the model with operator set 19)',
  ],
  [
    'functions',
    model({ node: softmax }, 19, { functions: [{ name: 'f', domain: 'own' }] }),
    'model.onnx: it has functions of its own, which cannot be put behind features (inline them first)',
  ],
  [
    'sparse constants',
    model({ node: softmax, sparseInitializer: [{ dims: [1] }] }),
    'model.onnx: it has sparse constants, which cannot be put behind features (make them dense)',
  ],
  [
    'constants in other files',
    model({
      node: softmax,
      initializer: [{ name: 'w', dims: [1], dataType: 1, dataLocation: TensorProto.DataLocation.EXTERNAL }],
    }),
    'model.onnx: its constants are in other files, which cannot be put behind features (put them into the model)',
  ],
  [
    'a column named as an output',
    model({ node: [node('Neg', ['x'], ['size'])], output: [tensor('size', ['batch', 2])] }),
    'model.onnx, column "size": an output of the model has the name of this column (rename one of them)',
  ],
];

describe('refuses in one line', () => {
  it.each(refused)('%s', (_, bytes, message) => {
    let found: unknown;
    try {
      joinModel(two, bytes, { file: 'model.onnx' });
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(FeaturesError);
    expect((found as FeaturesError).code).toBe('onnx-impossible');
    expect((found as FeaturesError).message).toContain(message);
    expect((found as FeaturesError).message).not.toContain('\n');
  });
});

it('leaves neither the model nor the fitted pipeline changed', () => {
  const before = [Buffer.from(negative).toString('hex'), JSON.stringify(two)];
  joinModel(two, negative);
  expect([Buffer.from(negative).toString('hex'), JSON.stringify(two)]).toEqual(before);
});
