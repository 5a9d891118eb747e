import { tableOf, type Cell } from '@modelfolio/inference';
import onnxProto, { type onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { DataType, ints, modelOf, node, sequenceOfMaps, strings, tensorValue } from '../test/graphs.ts';
import { largestModel, readDroppedModel } from './dropped-model.ts';
import { decodeOnnx } from './model-proto.ts';
import { OnnxError } from './onnx-error.ts';

const x = tensorValue('x', DataType.FLOAT, ['N', 2]);
const p = tensorValue('p', DataType.FLOAT, ['N', 3]);
const value = tensorValue('value', DataType.FLOAT, ['N', 1]);
const softmax = { input: [x], output: [p], node: [node('Softmax', ['x'], ['p'])] };
const regressor = { output: [value], node: [node('ml:LinearRegressor', ['x'], ['value'])] };
const rows = (columns: Record<string, Cell[]>) =>
  tableOf('rows.csv', new Map(Object.entries(columns)), Object.values(columns)[0]?.length ?? 0);
const read = (graph: onnx.IGraphProto, ...more: [Parameters<typeof readDroppedModel>[2]?]) =>
  readDroppedModel(modelOf(graph), 'model.onnx', more[0] ?? null);
const failure = (act: () => unknown): OnnxError => {
  try {
    act();
  } catch (error) {
    if (error instanceof OnnxError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('readDroppedModel', () => {
  it('keeps the bytes of a file that needs no change, and numbers classes without names', () => {
    const bytes = modelOf(softmax);
    const found = readDroppedModel(bytes, 'model.onnx', null);
    expect(found.bytes).toBe(bytes);
    expect(found).toMatchObject({
      changes: [],
      labels: [],
      missing: [],
      inputs: [{ name: 'x', type: 'float32', shape: ['N', 2] }],
      output: {
        task: 'multiclass-classification',
        probabilities: 'p',
        classes: ['0', '1', '2'],
        positive: null,
      },
    });
    expect(found.input).toMatchObject({ columns: [{ name: 'x.0' }, { name: 'x.1' }] });
  });

  it('cuts a ZipMap off, frees the batch and keeps the names of classes', () => {
    const found = read({
      input: [tensorValue('x', DataType.FLOAT, [1, 2])],
      output: [tensorValue('label', DataType.STRING, [1]), sequenceOfMaps('zipped')],
      node: [
        node('ml:LinearClassifier', ['x'], ['label', 's'], [strings('classlabels_strings', ['no', 'yes'])]),
        node('ml:ZipMap', ['s'], ['zipped'], [strings('classlabels_strings', ['no', 'yes'])]),
      ],
    });
    expect(found.changes).toHaveLength(2);
    expect(found.inputs[0]?.shape).toEqual(['N', 2]);
    expect(found.output).toMatchObject({ classes: ['no', 'yes'], probabilities: 'probabilities' });
    expect(decodeOnnx(found.bytes, 'm').graph.node?.map(({ opType }) => opType)).toEqual([
      'LinearClassifier',
      'Identity',
    ]);
    // Fitted again, nothing is left to do.
    expect(readDroppedModel(found.bytes, 'm', null).bytes).toBe(found.bytes);
  });

  it('matches an input for each column by name; the other columns may be the truth', () => {
    const graph = {
      ...regressor,
      input: [
        tensorValue('petal_length', DataType.FLOAT, ['N', 1]),
        tensorValue('kind', DataType.STRING, ['N', 1]),
      ],
    };
    const table = rows({ price: [1, 2], kind: ['a', 'a'], 'petal length': ['1.5', '2.5'] });
    const found = read(graph, table);
    expect(found).toMatchObject({ labels: ['price'], missing: [] });
    expect(found.input).toMatchObject({
      columns: [
        { name: 'petal length', type: 'float32', range: [1.5, 2.5] },
        { name: 'kind', type: 'string', categories: ['a'] },
      ],
    });
    expect(found.output.targets).toEqual([{ name: 'price', output: 'value', index: 0, unit: null }]);
  });

  it('tells the columns that are missing', () => {
    const graph = {
      ...regressor,
      input: ['a', 'b', 'c'].map((name) => tensorValue(name, DataType.FLOAT, ['N', 1])),
    };
    expect(read(graph, rows({ b: [1], d: [2] }))).toMatchObject({ missing: ['a', 'c'], labels: ['d'] });
  });

  it.each([
    ['exactly those that it takes', { a: [1], b: [2] }, []],
    ['a column of text', { a: [1], name: ['x'], b: [2] }, ['name']],
    ['one named like a truth, though it stands first', { y: [0], a: [1], b: [2] }, ['y']],
    ['the last', { a: [1], b: [2], c: [3] }, ['c']],
    ['text, and one more', { id: ['x'], a: [1], b: [2], c: ['', 'nan'] }, ['id', 'c']],
  ] satisfies [string, Record<string, Cell[]>, string[]][])(
    'takes %s for one tensor',
    (_, columns, labels) => {
      const found = read({ ...regressor, input: [x] }, rows(columns));
      expect(found.labels).toEqual(labels);
      const names = found.input.kind === 'tabular' ? found.input.columns.map(({ name }) => name) : [];
      expect(names).toEqual(['a', 'b']);
    },
  );

  it.each([
    ['too few columns', { a: [1] }, /takes 2 columns in one tensor, rows\.csv has 1 /],
    ['too many', { a: [1], b: [2], c: [3], d: [4] }, /rows\.csv has 4 \(leave in/],
    ['text where numbers go in', { a: [1], b: ['x'] }, /has 2, 1 of them text \(give/],
  ] satisfies [string, Record<string, Cell[]>, RegExp][])(
    'refuses %s for one tensor',
    (_, columns, message) => {
      const error = failure(() => read({ ...regressor, input: [x] }, rows(columns)));
      expect(error.code).toBe('columns-mismatch');
      expect(error.message).toMatch(message);
    },
  );

  it('takes what a person adds', () => {
    const graph = { input: [x], output: [value], node: [node('MatMul', ['x', 'w'], ['value'])] };
    expect(failure(() => read(graph)).code).toBe('task-unknown');
    const found = readDroppedModel(modelOf(graph), 'm', null, { task: 'regression' });
    expect(found.output).toMatchObject({ task: 'regression', prediction: 'value' });
  });

  it('tells of images and leaves their meaning to others', () => {
    const image = tensorValue('x', DataType.UINT8, ['N', 28, 28]);
    const found = read({ ...softmax, input: [image] }, rows({ a: [1] }));
    expect(found).toMatchObject({ input: { kind: 'image', height: 28 }, labels: ['a'] });
  });

  it('never speaks of a card', () => {
    const outputs = [tensorValue('p', DataType.FLOAT, ['N', null]), tensorValue('l', DataType.INT64, ['N'])];
    const graphs: onnx.IGraphProto[] = [
      { ...softmax, output: outputs },
      { ...softmax, input: [x, tensorValue('i', DataType.FLOAT, ['N', 2, 2])] },
      { ...softmax, input: [tensorValue('x', DataType.FLOAT, ['N', 2000])] },
      { ...softmax, output: [tensorValue('p', DataType.FLOAT, ['N', 2 ** 40])] },
      { input: [x], output: [sequenceOfMaps('p')], node: [] },
      { input: [x], output: [value], node: [] },
      { ...softmax, input: [] },
    ];
    for (const graph of graphs) {
      const { message, hint } = failure(() => read(graph));
      expect(hint).toBeTruthy();
      expect(message).not.toMatch(/signature\.|card\.yaml|modelfolio/);
    }
  });
});

describe('files that are refused before a runtime is fetched', () => {
  it('name the operators that it lacks', () => {
    const nodes = Array.from({ length: 30 }, (_, index) =>
      node(`my.own:Op${index + 10}`, ['x'], [`v${index}`]),
    );
    const error = failure(() => read({ ...softmax, node: nodes }));
    expect(error.code).toBe('operators-unsupported');
    expect(error.message).toMatch(
      /^model\.onnx: .* lacks my\.own\.Op10, .* my\.own\.Op29 and 10 more \(export/,
    );
  });

  it('have their weights elsewhere', () => {
    const weights = {
      name: 'w',
      dims: [2],
      dataType: DataType.FLOAT,
      dataLocation: onnxProto.onnx.TensorProto.DataLocation.EXTERNAL,
    };
    const externalData = [{ key: 'location', value: '../../etc/passwd' }];
    const error = failure(() => read({ ...softmax, initializer: [{ ...weights, externalData }] }));
    expect(error.message).toMatch(/lie in another file, "\.\.\/\.\.\/etc\/passwd" \(save it in one file/);
  });

  it('are larger than a page can hold', () => {
    // Pages of memory are given only when they are written: this takes none.
    const error = failure(() => readDroppedModel(new Uint8Array(largestModel + 1), 'm.onnx', null));
    expect(error.message).toMatch(/^m\.onnx: 501 MB, at most 500 can be read here/);
  });

  it('claim more classes than there can be', () => {
    const encoder = node('ml:LabelEncoder', ['x'], ['p'], [ints('keys_int64s', [1])]);
    const many = tensorValue('p', DataType.FLOAT, ['N', 2 ** 40]);
    const graph = { input: [x], output: [many, tensorValue('l', DataType.INT64, ['N'])], node: [encoder] };
    expect(failure(() => read(graph)).message).toMatch(/1099511627776 classes, expected 2 to 10000/);
  });
});
