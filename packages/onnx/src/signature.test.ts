import { tableOf } from '@modelfolio/inference';
import type { CardYaml, TensorSignature } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import type { GraphModel, ModelOutput } from './onnx-model.ts';
import { interpretSignature } from './signature.ts';
import type { KnownRows } from './signature/known-rows.ts';

type Words = CardYaml['signature'];
type Shape = TensorSignature['shape'];

const tensor = (name: string, type: TensorSignature['type'], shape: Shape): TensorSignature => ({
  name,
  type,
  shape,
});
const output = (
  name: string,
  type: TensorSignature['type'],
  shape: Shape,
  more: Partial<ModelOutput> = {},
): ModelOutput => ({
  ...tensor(name, type, shape),
  maker: null,
  classes: null,
  features: null,
  ...more,
});
const model = (inputs: TensorSignature[], outputs: ModelOutput[]): GraphModel => ({
  inputs,
  outputs,
  opset: {},
  parameters: null,
  changes: [],
});
const tabular = (more: Partial<Extract<Words['input'], { kind: 'tabular' }>> = {}): Words['input'] => ({
  kind: 'tabular',
  columns: {},
  ...more,
});
const x = tensor('x', 'float32', ['N', 2]);
const p3 = output('p', 'float32', ['N', 3]);
const rowsOf = (
  columns: Record<string, (string | number | boolean | null)[]>,
  labels: string[],
): KnownRows => {
  const entries = Object.entries(columns);
  return { table: tableOf('rows.csv', new Map(entries), entries[0]?.[1].length ?? 0), labels };
};
const interpret = (graph: GraphModel, words: Words, rows: KnownRows | null = null) =>
  interpretSignature(graph, words, rows, 'model.onnx');

describe('inputs', () => {
  const abc = { classes: ['a', 'b', 'c'] };

  it.each([
    ['uint8', ['N', 28, 28], 1],
    ['uint8', [null, 8, 9, 3], 3],
    ['float32', ['N', 8, 8, 1], 1],
  ] as const)('takes images of %s %j', (type, shape, channels) => {
    const words: Words = { input: { kind: 'image', polarity: 'dark-on-light', range: [0, 1] }, ...abc };
    const { input } = interpret(model([tensor('i', type, [...shape])], [p3]), words);
    expect(input).toEqual({
      kind: 'image',
      input: 'i',
      height: shape[1],
      width: shape[2],
      channels,
      range: [0, 1],
      polarity: 'dark-on-light',
    });
  });

  it('takes tensors and text as they are', () => {
    const tensors = model([tensor('t', 'float16', ['N', 2, 3, 4])], [p3]);
    expect(interpret(tensors, { input: { kind: 'tensor' }, ...abc }).input).toEqual({
      kind: 'tensor',
      input: 't',
    });
    const texts = model([tensor('s', 'string', ['N', 1])], [p3]);
    expect(interpret(texts, { input: { kind: 'text' }, ...abc }).input).toEqual({ kind: 'text', input: 's' });
  });

  it.each([
    [
      [tensor('i', 'uint8', ['N', 3, 28, 28])],
      { kind: 'image', polarity: 'light-on-dark', range: [0, 255] },
      /input `i` uint8 \[N, 3, 28, 28\]: expected pixels/,
    ],
    [[tensor('s', 'int64', ['N'])], { kind: 'text' }, /input `s` int64 \[N\]: expected text/],
    [[tensor('t', 'float32', [])], { kind: 'tensor' }, /input `t` float32 \[\]: has no dimension for rows/],
    [
      [tensor('t', 'float32', [4, 3])],
      { kind: 'tensor' },
      /`t` float32 \[4, 3\]: the first dimension is fixed at 4 .*dynamic_axes/,
    ],
    [[x, tensor('y', 'float32', ['N', 2])], { kind: 'tensor' }, /2 inputs \(`x`, `y`\), expected one tensor/],
    [[tensor('t', 'float32', ['N', 2, 2])], tabular(), /`t` float32 \[N, 2, 2\]: expected columns/],
    [[tensor('t', 'float32', ['N', 1001])], tabular(), /1001 columns, at most 1000/],
    [[tensor('t', 'float32', ['N', 2 ** 40])], tabular(), /1099511627776 columns, at most 1000/],
    [[tensor('t', 'float32', ['N', null])], tabular(), /the number of columns is open/],
  ] as [TensorSignature[], Words['input'], RegExp][])('refuses %j as %j', (inputs, input, line) => {
    expect(() => interpret(model(inputs, [p3]), { input, ...abc })).toThrow(line);
  });

  it('names places by card.yaml before the data, and by the input where nothing does', () => {
    const rows = rowsOf({ a: [1], b: [2], y: ['q'] }, ['y']);
    const names = (words: Words['input'], known: KnownRows | null): string[] => {
      const { input } = interpret(model([x], [p3]), { input: words, ...abc }, known);
      return input.kind === 'tabular' ? input.columns.map(({ name, index }) => `${name}@${index}`) : [];
    };
    expect(names(tabular(), rows)).toEqual(['a@0', 'b@1']);
    expect(names(tabular({ names: ['b', 'a'] }), rows)).toEqual(['b@0', 'a@1']);
    expect(names(tabular(), null)).toEqual(['x.0@0', 'x.1@1']);
    expect(() => names(tabular({ names: ['b', 'b'] }), rows)).toThrow(/two inputs take the column "b"/);
    expect(() => names(tabular({ columns: { z: { unit: 'm' } } }), rows)).toThrow(
      /describes "z", which the model does not take/,
    );
  });

  it('does not take the label for an input', () => {
    const rows = rowsOf({ y: [1], b: [2] }, ['y']);
    const inputs = [tensor('y', 'float32', ['N', 1])];
    expect(() => interpret(model(inputs, [p3]), { input: tabular(), ...abc }, rows)).toThrow(
      /input `y` has no column of its name in rows\.csv, where that is the label/,
    );
  });
});

describe('columns', () => {
  const describeColumn = (
    type: TensorSignature['type'],
    cells: (string | number | boolean | null)[],
    words = {},
  ) => {
    const graph = model([tensor('c', type, ['N', 1])], [p3]);
    const said: Words = { input: tabular({ columns: { c: words } }), classes: ['a', 'b', 'c'] };
    const { input } = interpret(graph, said, rowsOf({ c: cells, y: cells.map(() => 'a') }, ['y']));
    return input.kind === 'tabular' ? input.columns[0] : undefined;
  };

  it.each([
    ['float32', ['1.5', '2.25', null], { range: [1.5, 2.25], step: 0.01, missing: true, categories: null }],
    ['float32', [Math.fround(0.1), Math.fround(0.7)], { range: [0.1, 0.7], step: 0.1, missing: false }],
    ['float64', [1e-9, 3e-9], { range: [1e-9, 3e-9], step: 1e-9 }],
    ['float32', ['0.12345678', '5000'], { range: [0.12345678, 5000], step: 10 }],
    ['float32', ['7', '7'], { range: [7, 7], step: 1 }],
    ['float32', [null, null], { range: null, step: null, missing: true }],
    ['int64', [3, 90, -2], { range: [-2, 90], step: 1, categories: null }],
    ['bool', [true, false], { range: null, step: null, categories: null, missing: false }],
    ['string', ['b', 'a', 'b', null], { categories: ['b', 'a'], range: null, missing: true }],
    ['string', ['one', 'two', 'three'], { categories: null }],
    [
      'string',
      Array.from({ length: 300 }, (_, row) => `k${row % 30}`),
      { categories: expect.arrayContaining(['k29']) as unknown },
    ],
    ['string', Array.from({ length: 200 }, (_, row) => `k${row % 30}`), { categories: null }],
  ] as const)('of %s %j', (type, cells, expected) => {
    expect(describeColumn(type, [...cells])).toMatchObject(expected);
  });

  it('say what a person said', () => {
    const said = {
      label: 'Length',
      unit: 'mm',
      description: 'of the bill',
      range: [0, 100] as [number, number],
      step: 5,
    };
    expect(describeColumn('float32', [1, 2], said)).toMatchObject({ ...said, name: 'c' });
  });
});

describe('outputs', () => {
  const input = tabular();
  const meaning = (outputs: ModelOutput[], words: Partial<Words> = {}, rows: KnownRows | null = null) =>
    interpret(model([x], outputs), { input, ...words }, rows).output;
  const label = output('label', 'int64', ['N'], { classes: ['0', '1'], maker: 'ArgMax' });

  it('takes names that card.yaml gives to numbered classes, and the positive one', () => {
    const found = meaning([label, output('probabilities', 'float32', ['N', 2])], {
      classes: ['no', 'yes'],
      positive: 'no',
    });
    expect(found).toMatchObject({
      task: 'binary-classification',
      classes: ['no', 'yes'],
      positive: 0,
      prediction: 'label',
      probabilities: 'probabilities',
    });
  });

  it('takes the names of the graph when card.yaml repeats them', () => {
    const outputs = [output('l', 'string', ['N'], { classes: ['b', 'a'] }), output('p', 'float32', ['N', 2])];
    expect(meaning(outputs, { classes: ['b', 'a'] }).classes).toEqual(['b', 'a']);
  });

  it.each([[['N']], [['N', 1]]])('takes the probability of one of two classes, %j', (shape) => {
    const found = meaning([output('p', 'float32', shape, { maker: 'Sigmoid' })], { classes: ['no', 'yes'] });
    expect(found).toMatchObject({
      task: 'binary-classification',
      probabilities: 'p',
      activation: 'none',
      positive: 1,
    });
  });

  it('counts classes where the graph leaves their number open', () => {
    expect(
      meaning([output('p', 'float32', ['N', null])], { classes: ['a', 'b', 'c', 'd'] }).classes,
    ).toHaveLength(4);
  });

  it('reads values of several outputs and columns, named by labels, card or graph', () => {
    const outputs = [
      output('u', 'float32', ['N', 2], { maker: 'TreeEnsembleRegressor' }),
      output('v', 'float64', ['N']),
    ];
    const places = (words: Partial<Words>, labels: string[]): string[] =>
      (
        meaning(
          outputs,
          words,
          rowsOf({ m: [1], n: [1], ...Object.fromEntries(labels.map((name) => [name, [1]])) }, labels),
        ).targets ?? []
      ).map(({ name, output: from, index, unit }) => `${name}=${from}.${index}${unit ?? ''}`);
    expect(places({}, ['a', 'b', 'c'])).toEqual(['a=u.0', 'b=u.1', 'c=v.0']);
    expect(
      places({ targets: [{ name: 'p', unit: 'kg' }, { name: 'q' }, { name: 'r' }] }, ['a', 'b', 'c']),
    ).toEqual(['p=u.0kg', 'q=u.1', 'r=v.0']);
    expect(places({}, ['a'])).toEqual(['u 1=u.0', 'u 2=u.1', 'v=v.0']);
    expect(() => places({ targets: [{ name: 'p' }] }, ['a'])).toThrow(
      /predicts 3 values .*signature\.targets names 1/,
    );
  });

  it.each([
    [
      [output('y', 'float32', ['N', 1])],
      {},
      /outputs `y` float32 \[N, 1\] could be values or scores of classes/,
    ],
    [[p3], { classes: ['a', 'b'] }, /output `p` has 3 columns, there are 2 classes/],
    [
      [output('p', 'float32', ['N', 1])],
      { classes: ['a', 'b', 'c'] },
      /`p` float32 \[N, 1\] is one of two classes, there are 3/,
    ],
    [
      [p3],
      { activation: 'softmax' },
      /the graph holds no class names \(list signature\.classes in the order of the columns of `p` float32 \[N, 3\]/,
    ],
    [
      [output('p', 'float32', ['N', 3], { maker: 'Softmax' })],
      { classes: ['a', 'b', 'c'], activation: 'softmax' },
      /output `p` has its softmax in the graph/,
    ],
    [
      [output('p', 'float32', ['N', 1])],
      { classes: ['a', 'b'], activation: 'softmax' },
      /always 1 \(say activation: sigmoid/,
    ],
    [
      [output('l', 'string', ['N'], { classes: ['b', 'a'] }), output('p', 'float32', ['N', 2])],
      { classes: ['a', 'b'] },
      /the graph names the classes "b", "a", signature\.classes "a", "b"/,
    ],
    [
      [p3],
      { classes: ['a', 'b', 'c'], positive: 'a', task: 'binary-classification' },
      /signature\.task is binary-classification, there are 3 classes/,
    ],
    [
      [output('p', 'float32', ['N', 2])],
      { classes: ['a', 'b'], positive: 'z' },
      /signature\.positive is "z", which is no class/,
    ],
    [
      [p3],
      { classes: ['a', 'b', 'c'], outputs: { probabilities: 'q' } },
      /signature\.outputs\.probabilities: no output `q` \(there are: `p` float32 \[N, 3\]\)/,
    ],
    [
      [output('l', 'string', ['N'])],
      { classes: ['a', 'b'] },
      /no floating-point output \[N, classes\] among `l` string \[N\]/,
    ],
    [
      ['i0', 'i1', 'i2'].map((name) => output(name, 'float32', ['N'])),
      { classes: ['a', 'b', 'c'] },
      /an output for each class/,
    ],
    [[output('y', 'string', ['N'])], { task: 'regression' }, /output `y` string \[N\]: expected numbers/],
    [
      [output('y', 'float32', ['N', 2, 2])],
      { task: 'regression' },
      /output `y` float32 \[N, 2, 2\]: expected numbers/,
    ],
    [
      [output('y', 'float32', ['N', 2 ** 40])],
      { task: 'regression' },
      /output `y` float32 \[N, 1099511627776\]: 1099511627776 values a row/,
    ],
  ] as [ModelOutput[], Partial<Words>, RegExp][])(
    'says what is wrong with %j and %j',
    (outputs, words, line) => {
      expect(() => meaning(outputs, words)).toThrow(line);
    },
  );
});

describe('what is refused has a code, the file and a way out', () => {
  const refused = (
    outputs: ModelOutput[],
    words: Partial<Words>,
    known: KnownRows | null = null,
    inputs = [x],
  ) => {
    try {
      interpret(model(inputs, outputs), { input: tabular(), ...words }, known);
    } catch (error) {
      return error;
    }
    return null;
  };
  const three = { classes: ['a', 'b', 'c'] };

  it.each<[string, RegExp, ModelOutput[], Partial<Words>]>([
    [
      'signature-unsupported',
      /^export probabilities as a floating-point tensor .*predict_proba/,
      [output('l', 'string', ['N'])],
      three,
    ],
    [
      'signature-unsupported',
      /zipmap=False, not 'columns'$/,
      ['0', '1', '2'].map((name) => output(name, 'float32', ['N'])),
      three,
    ],
    [
      'signature-unsupported',
      /^leave signature\.activation out$/,
      [output('p', 'float32', ['N', 3], { maker: 'Softmax' })],
      { ...three, activation: 'sigmoid' },
    ],
    [
      'signature-unsupported',
      /^there are: `p` float32 \[N, 3\]$/,
      [p3],
      { ...three, outputs: { prediction: 'q' } },
    ],
    [
      'signature-unsupported',
      /^there are: `p` float32 \[N, 3\]$/,
      [p3],
      { task: 'regression', outputs: { prediction: 'q' } },
    ],
    ['signature-unsupported', /^export fewer$/, [output('y', 'float32', ['N', 101])], { task: 'regression' }],
    [
      'signature-unsupported',
      /^export the predicted values as one row of numbers a record$/,
      [output('y', 'bool', ['N'])],
      { task: 'regression' },
    ],
    [
      'signature-unsupported',
      /^export the predicted values/,
      [output('y', 'float32', [])],
      { task: 'regression' },
    ],
    ['signature-unsupported', /^export fewer$/, [output('y', 'float32', ['N', 0])], { task: 'regression' }],
    [
      'classes-mismatch',
      /^list one class for each column in signature\.classes$/,
      [p3],
      { classes: ['a', 'b'] },
    ],
    [
      'classes-mismatch',
      /^leave signature\.task out, or correct signature\.classes$/,
      [p3],
      { ...three, task: 'binary-classification' },
    ],
    [
      'classes-mismatch',
      /^leave signature\.classes out$/,
      [output('l', 'string', ['N'], { classes: ['c', 'b', 'a'] }), p3],
      three,
    ],
    [
      'classes-mismatch',
      /^list a name for each of "0", "1"$/,
      [output('l', 'int64', ['N'], { classes: ['0', '1'] }), output('p', 'float32', ['N', null])],
      three,
    ],
    [
      'classes-mismatch',
      /^the classes are "a", "b"$/,
      [output('p', 'float32', ['N', 2])],
      { classes: ['a', 'b'], positive: 'z' },
    ],
    [
      'targets-mismatch',
      /^list one target for each value$/,
      [output('y', 'float32', ['N', 2])],
      { targets: [{ name: 'a' }] },
    ],
    [
      'task-unknown',
      /^say task: regression, or list signature\.classes/,
      [output('y', 'float32', ['N', 1])],
      {},
    ],
  ])('%s: %s', (code, hint, outputs, words) => {
    expect(refused(outputs, words)).toMatchObject({
      code,
      hint: expect.stringMatching(hint),
      place: { file: 'model.onnx' },
    });
  });

  it('a class that is listed twice, and many classes in short', () => {
    expect(refused([p3], { classes: ['a', 'b', 'a'] })).toMatchObject({
      code: 'classes-mismatch',
      reason: 'signature.classes lists "a" twice',
    });
    const many = Array.from({ length: 9 }, (_, at) => `c${at}`);
    const outputs = [output('l', 'string', ['N'], { classes: many }), output('p', 'float32', ['N', 9])];
    expect(refused(outputs, { classes: many.toReversed() })).toMatchObject({
      reason: expect.stringMatching(/^the graph names the classes "c0", .*"c7" …, signature\.classes "c8"/),
    });
  });

  it('of columns', () => {
    const rows = rowsOf({ a: [1], b: [2], y: ['q'] }, ['y']);
    const columns = (names: string[] | undefined, inputs = [x], known: KnownRows | null = rows) =>
      refused([p3], { ...three, input: tabular(names ? { names } : {}) }, known, inputs);
    expect(columns(['a', 'c'])).toMatchObject({
      code: 'columns-mismatch',
      reason: 'the data has no column "c"',
      hint: 'there are: a, b',
    });
    expect(columns(['a'])).toMatchObject({
      code: 'columns-mismatch',
      reason: 'the model takes 2 columns, signature.input.names lists 1',
      hint: 'list the columns in the order of the tensor in signature.input.names',
    });
    expect(columns(undefined, [tensor('x', 'float32', ['N', 3])])).toMatchObject({
      code: 'columns-mismatch',
      reason: 'the model takes 3 columns, the data has 2 without the labels',
    });
    expect(columns(['a', 'a'])).toMatchObject({ hint: 'name each column once in signature.input.names' });
    const own = [tensor('z', 'float32', ['N']), tensor('a', 'float32', ['N', 1])];
    expect(columns(undefined, own)).toMatchObject({
      code: 'columns-mismatch',
      reason: 'input `z` has no column of its name in rows.csv',
      hint: 'there are: a, b',
    });
    expect(columns(undefined, [tensor('x', 'float32', ['N', null])], null)).toMatchObject({
      code: 'signature-unsupported',
      reason: expect.stringContaining('the number of columns is open'),
      hint: 'list them in signature.input.names',
    });
    expect(columns(undefined, [tensor('x', 'float32', ['N', 2, 2])], null)).toMatchObject({
      hint: 'say kind: tensor in signature.input',
    });
    expect(refused([p3], { ...three, input: tabular({ columns: { z: {} } }) }, rows)).toMatchObject({
      code: 'columns-mismatch',
      hint: 'it takes a, b',
    });
  });
});

describe('outputs that could be several things', () => {
  const outputOf = (outputs: ModelOutput[], words: Partial<Words>, labels: string[] = []) =>
    interpret(
      model([x], outputs),
      { input: tabular(), ...words },
      labels.length > 0
        ? rowsOf({ m: [1], n: [1], ...Object.fromEntries(labels.map((name) => [name, [1]])) }, labels)
        : null,
    ).output;

  it('probabilities go by their name, else by their columns', () => {
    const three = { classes: ['a', 'b', 'c'] };
    const wide = (name: string) => output(name, 'float32', ['N', 3]);
    expect(outputOf([wide('scores'), wide('output_probability')], three).probabilities).toBe(
      'output_probability',
    );
    expect(outputOf([wide('scores'), wide('Probs')], three).probabilities).toBe('Probs');
    expect(outputOf([wide('scores'), wide('improbable')], three).probabilities).toBe('scores');
    expect(outputOf([output('one', 'float32', ['N']), wide('two')], three).probabilities).toBe('two');
  });

  it('a sigmoid is for one column', () => {
    const two = { classes: ['a', 'b'], activation: 'sigmoid' as const };
    expect(outputOf([output('p', 'float32', ['N', 1])], two).activation).toBe('sigmoid');
    expect(() => outputOf([output('p', 'float32', ['N', 2])], two)).toThrow(
      /a sigmoid of each column of output `p` answers a question for each.*say activation: softmax/,
    );
  });

  it('a predicted class is a label of one across, not a truth value', () => {
    const two = { classes: ['a', 'b'] };
    const p2 = output('p', 'float32', ['N', 2]);
    expect(outputOf([p2, output('flag', 'bool', ['N'])], two).prediction).toBeNull();
    const [top, single] = [output('top', 'int64', ['N', 2]), output('label', 'int64', ['N', 1])];
    expect(outputOf([p2, top, single], two).prediction).toBe('label');
    expect(() => outputOf([p2, top], two)).toThrow(/several labels a row/);
    expect(outputOf([p2, output('label', 'int64', ['N', 1])], two).prediction).toBe('label');
    expect(
      outputOf([p2, output('a', 'int64', ['N']), output('b', 'int64', ['N'])], {
        ...two,
        outputs: { prediction: 'b' },
      }).prediction,
    ).toBe('b');
  });

  it('only whole numbers are numbers that card.yaml may rename', () => {
    const named = (classes: string[]) =>
      outputOf([output('l', 'string', ['N'], { classes }), output('p', 'float32', ['N', 2])], {
        classes: ['a', 'b'],
      });
    expect(named(['-1', '10']).classes).toEqual(['a', 'b']);
    expect(() => named(['1', '2b'])).toThrow(/the graph names the classes/);
    expect(() => named(['1', 'b2'])).toThrow(/the graph names the classes/);
  });

  it('values of one open output are as many as are named', () => {
    const open = [output('y', 'float32', ['N', null])];
    const names = (outputs: ModelOutput[], words: Partial<Words>, labels: string[] = []) =>
      outputOf(outputs, { task: 'regression', ...words }, labels).targets?.map(({ name }) => name);
    expect(names(open, { targets: [{ name: 'a' }, { name: 'b' }] })).toEqual(['a', 'b']);
    expect(names(open, {}, ['u', 'v'])).toEqual(['u', 'v']);
    expect(names(open, {})).toEqual(['y']);
    expect(names([...open, output('z', 'float32', ['N'])], {}, ['u', 'v'])).toEqual(['u', 'v']);
    expect(names([...open, output('z', 'float32', ['N'])], { outputs: { prediction: 'z' } })).toEqual(['z']);
    expect(names([output('y', 'float32', ['N', 2], { features: ['f', 'g'] })], {}, ['u', 'v'])).toEqual([
      'f',
      'g',
    ]);
    expect(names([output('y', 'float32', ['N', 100])], {})).toHaveLength(100);
  });

  it('the task is what card.yaml says or the graph shows', () => {
    const task = (outputs: ModelOutput[], words: Partial<Words> = {}) => outputOf(outputs, words).task;
    const two = output('p', 'float32', ['N', 2], { classes: ['a', 'b'] });
    expect(task([two])).toBe('binary-classification');
    expect(task([two], { task: 'regression' })).toBe('regression');
    expect(task([two], { targets: [{ name: 'a' }, { name: 'b' }] })).toBe('regression');
    for (const maker of ['LinearRegressor', 'SVMRegressor', 'TreeEnsembleRegressor'])
      expect(task([output('y', 'float32', ['N'], { maker })])).toBe('regression');
    for (const maker of [
      'LinearClassifier',
      'SVMClassifier',
      'TreeEnsembleClassifier',
      'Normalizer',
      'Softmax',
    ])
      expect(() => task([output('p', 'float32', ['N', 2], { maker })])).toThrow(/holds no class names/);
    expect(() => task([output('p', 'float32', ['N', 1], { maker: 'Sigmoid' })])).toThrow(/no class names/);
    const label = output('l', 'int64', ['N']);
    expect(() => task([output('p', 'float32', ['N', 2]), label])).toThrow(/holds no class names/);
    expect(() => task([output('y', 'float32', ['N']), label])).toThrow(/could be values or scores/);
    expect(() => task([{ ...label, maker: 'ArgMax' }])).toThrow(/no floating-point output/);
    expect(task([output('y', 'float32', ['N', 2], { features: ['f', 'g'] })])).toBe('regression');
  });
});

describe('columns of text', () => {
  const categories = (cells: (string | null)[]) => {
    const graph = model([tensor('c', 'string', ['N', 1])], [p3]);
    const { input } = interpret(
      graph,
      { input: tabular(), classes: ['a', 'b', 'c'] },
      rowsOf({ c: cells, y: cells }, ['y']),
    );
    return input.kind === 'tabular' ? input.columns[0]?.categories : undefined;
  };

  it('are choices by how often they come, alike ones by name', () => {
    expect(categories(['z', 'b', 'b', 'a', 'z', 'b', 'a'])).toEqual(['b', 'a', 'z']);
    expect(categories([null, '', null])).toBeNull();
    expect(categories(['x', 'x', '', null])).toEqual(['x']);
  });

  it('twenty may come back once, a hundred must come back ten times', () => {
    const cells = (values: number, each: number, more = 0) =>
      Array.from({ length: values * each + more }, (_, at) => `v${at % values}`);
    expect(categories(cells(20, 1, 1))).toHaveLength(20);
    expect(categories(cells(20, 1))).toBeNull();
    expect(categories(cells(21, 9))).toBeNull();
    expect(categories(cells(100, 10))).toHaveLength(100);
    expect(categories(cells(101, 10))).toBeNull();
  });

  it('of blanks and NaN lack values', () => {
    const missing = (cells: (string | null)[], type: TensorSignature['type'] = 'float32') => {
      const graph = model([tensor('c', type, ['N', 1])], [p3]);
      const { input } = interpret(
        graph,
        { input: tabular(), classes: ['a', 'b', 'c'] },
        rowsOf({ c: cells, y: cells }, ['y']),
      );
      return input.kind === 'tabular' && input.columns[0]?.missing;
    };
    for (const blank of ['', ' ', 'nan', ' NaN ', null]) expect(missing(['1', blank])).toBe(true);
    expect(missing(['1', '2'])).toBe(false);
    expect(missing(['nano', 'x'], 'string')).toBe(false);
  });
});
