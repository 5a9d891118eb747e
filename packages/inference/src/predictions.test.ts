import type { ModelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { classLabels, targetLabels } from './labels.ts';
import { outputNames, predictionsOf } from './predictions.ts';
import { tableOf } from './table.ts';
import { tensorOf } from './tensor.ts';

const classifier = (words: Partial<ModelManifest['output']> = {}): ModelManifest['output'] => ({
  task: 'multiclass-classification',
  probabilities: 'p',
  activation: 'none',
  prediction: null,
  classes: ['a', 'b'],
  positive: null,
  targets: null,
  ...words,
});

describe('predictions', () => {
  it('name the most probable class, the first of equals', () => {
    const found = predictionsOf(classifier(), { p: tensorOf('float32', [0.5, 0.5, 0.25, 0.75], [2, 2]) }, 2);
    expect(found).toMatchObject({ kind: 'classes', predicted: Uint32Array.of(0, 1) });
  });

  it('make probabilities of logits', () => {
    const logits = tensorOf('float64', [1000, 1000 + Math.log(3)], [1, 2]);
    const found = predictionsOf(classifier({ activation: 'softmax' }), { p: logits }, 1);
    expect(found.kind === 'classes' && [...found.probabilities]).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.75, 12),
    ]);
  });

  it('make two probabilities of that of the positive class, wherever it stands', () => {
    for (const positive of [0, 1]) {
      const output = classifier({ activation: 'sigmoid', positive });
      const found = predictionsOf(output, { p: tensorOf('float64', [Math.log(3)], [1, 1]) }, 1);
      const probabilities = found.kind === 'classes' ? [...found.probabilities] : [];
      expect(probabilities[positive]).toBeCloseTo(0.75, 12);
      expect(probabilities[1 - positive]).toBeCloseTo(0.25, 12);
    }
  });

  it('take the class that the graph names: text, number or index', () => {
    const probabilities = tensorOf('float32', [1, 0, 0, 1], [2, 2]);
    const named = (classes: string[], label: ReturnType<typeof tensorOf>) =>
      predictionsOf(classifier({ classes, prediction: 'label' }), { p: probabilities, label }, 2);
    expect(named(['a', 'b'], tensorOf('string', ['b', 'a'], [2]))).toMatchObject({
      predicted: Uint32Array.of(1, 0),
    });
    expect(named(['a', 'b'], tensorOf('int64', [1, 0], [2]))).toMatchObject({
      predicted: Uint32Array.of(1, 0),
    });
    expect(named(['1', '0'], tensorOf('int64', [1, 0], [2]))).toMatchObject({
      predicted: Uint32Array.of(0, 1),
    });
    expect(() => named(['a', 'b'], tensorOf('string', ['c', 'a'], [2]))).toThrow('names the class c');
    // 1 is the second of 1 and 2 by no count.
    expect(() => named(['1', '2'], tensorOf('int64', [1, 0], [2]))).toThrow('names the class 0');
  });

  it('pick the columns of several targets', () => {
    const output = classifier({
      task: 'regression',
      probabilities: null,
      classes: null,
      targets: [
        { name: 'mass', output: 'y', index: 1, unit: 'g' },
        { name: 'length', output: 'y', index: 0, unit: null },
      ],
    });
    const found = predictionsOf(output, { y: tensorOf('float32', [1, 2, 3, 4], [2, 2]) }, 2);
    expect(found).toEqual({
      kind: 'values',
      targets: [
        { name: 'mass', unit: 'g' },
        { name: 'length', unit: null },
      ],
      values: [Float64Array.of(2, 4), Float64Array.of(1, 3)],
    });
    expect(outputNames(output)).toEqual(['y']);
  });

  it('refuse outputs of another size than rows and classes make', () => {
    const p = tensorOf('float32', [1, 0, 0, 1], [2, 2]);
    const label = tensorOf('int64', [1], [1]);
    expect(() => predictionsOf(classifier({ prediction: 'label' }), { p, label }, 2)).toThrow(
      'output label holds 1 values for 2 rows',
    );
    const beyond = tensorOf('int64', [1, 2], [2]);
    expect(() => predictionsOf(classifier({ prediction: 'label' }), { p, label: beyond }, 2)).toThrow(
      "output label names the class 2, which is not one of the model's",
    );
    expect(predictionsOf(classifier({ prediction: 'label' }), { p }, 2)).toMatchObject({
      predicted: Uint32Array.of(0, 1),
    });
    expect(() => predictionsOf(classifier({ probabilities: null }), { p }, 2)).toThrow('no probabilities');
    const one = tensorOf('float32', [0.5, 0.5], [2, 1]);
    expect(() => predictionsOf(classifier({ classes: ['a', 'b', 'c'] }), { p: one }, 2)).toThrow(
      'expected 2 × 3',
    );
    const target = { name: 'mass', output: 'y', index: 1, unit: null };
    const regressor = classifier({ task: 'regression', targets: [target] });
    expect(() => predictionsOf(regressor, { y: one }, 2)).toThrow('output y holds 2 numbers for 2 rows');
    expect(() => predictionsOf(regressor, { y: tensorOf('float32', [1, 2, 3], [3]) }, 2)).toThrow(
      'holds 3 numbers',
    );
  });

  it('say when an output is not what the manifest says', () => {
    const p = tensorOf('float32', [1, 2, 3], [1, 3]);
    expect(() => predictionsOf(classifier(), { p }, 1)).toThrow('output p holds 3 numbers, expected 1 × 2');
    expect(() => predictionsOf(classifier(), { q: p }, 1)).toThrow('the model gave no output p, but q');
  });
});

describe('labels', () => {
  const table = (text: string) => readCsv(text, 'rows.csv');

  it('are class names, numbers or indices', () => {
    expect(classLabels(classifier(), table('y\nb\na\n'), 'y')).toEqual(Uint32Array.of(1, 0));
    expect(classLabels(classifier(), table('y\n1\n0.0\n'), 'y')).toEqual(Uint32Array.of(1, 0));
    expect(classLabels(classifier({ classes: ['1', '0'] }), table('y\n1\n0\n'), 'y')).toEqual(
      Uint32Array.of(0, 1),
    );
  });

  it('are found as pandas and NumPy write them', () => {
    const of = (classes: string[], cells: (string | number | boolean)[]) => [
      ...classLabels(classifier({ classes }), tableOf('rows', new Map([['y', cells]]), cells.length), 'y'),
    ];
    expect(of(['3', '5'], ['3.0', ' 5 ', 5])).toEqual([0, 1, 1]);
    expect(of(['False', 'True'], [true, false, 'True'])).toEqual([1, 0, 1]);
    expect(of(['no', 'yes'], [true, 0])).toEqual([1, 0]);
    // Classes that are numbers have no places beside: 0 is not the first of 1 and 2.
    expect(() => of(['1', '2'], ['1', '0'])).toThrow('class "0" is not one of the model\'s');
    expect(() => of(['0.5', '1.5'], ['1'])).toThrow('class "1" is not one of the model\'s');
    expect(() => of(['no', 'yes'], ['no|yes'])).toThrow(
      'several labels a row (multi-label) are not supported yet',
    );
    expect(() => of(['no', 'yes'], ['no|maybe'])).toThrow('it knows no, yes');
    for (const wrong of ['2', '-1', '0.5', Number.POSITIVE_INFINITY])
      expect(() => of(['no', 'yes'], [wrong])).toThrow("is not one of the model's (it knows no, yes)");
    expect(() => of(['no', 'yes'], [Number.NaN])).toThrow(
      'rows, row 1, column "y": no label (leave out rows without a label)',
    );
  });

  it('of targets are an array for each, of finite numbers only', () => {
    expect(targetLabels(table('y,z\n1,2\n-3,4e1\n'), ['z', 'y'])).toEqual([
      Float64Array.of(2, 40),
      Float64Array.of(1, -3),
    ]);
    expect(() => targetLabels(table('y\ntall\n'), ['y'])).toThrow(
      'rows.csv:2, column "y": "tall", expected a number (leave out rows without a label)',
    );
    expect(() => targetLabels(table('y\ninf\n'), ['y'])).toThrow('no finite number');
  });

  it('are refused where there are none, or others', () => {
    expect(() => classLabels(classifier(), table('y,z\nb,1\n,1\n'), 'y')).toThrow(
      'rows.csv:3, column "y": no label',
    );
    expect(() => classLabels(classifier(), table('y,z\nc,1\n'), 'y')).toThrow(
      'rows.csv:2, column "y": class "c" is not one of the model\'s (it knows a, b)',
    );
    expect(() => targetLabels(table('y,z\n1,1\nNaN,1\n'), ['y'])).toThrow(
      'rows.csv:3, column "y": no finite number',
    );
  });
});
