import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, fit, fitTransform, frameOf, type Frame, type TransformerSpec } from './index.ts';
import { rowOf } from '../test/frames.ts';

const numbers = (name: string, values: number[]): Frame['columns'][number] => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
});
const words = (name: string, values: (string | null)[]): Frame['columns'][number] => ({
  name,
  type: 'text',
  values,
});
const frame = frameOf([
  numbers('age', [30, Number.NaN, 50, 20]),
  words('job', ['cook', 'smith', null, 'cook']),
]);

const whole: TransformerSpec = {
  kind: 'ColumnTransformer',
  remainder: 'passthrough',
  transformers: [
    {
      name: 'numbers',
      columns: { type: 'number' },
      transformer: {
        kind: 'Pipeline',
        steps: [
          { name: 'impute', transformer: { kind: 'SimpleImputer', strategy: 'median' } },
          { name: 'scale', transformer: { kind: 'StandardScaler' } },
          { name: 'power', transformer: { kind: 'PolynomialFeatures', includeBias: false } },
        ],
      },
    },
    {
      name: 'words',
      columns: { pattern: '^job' },
      transformer: { kind: 'OneHotEncoder', handleUnknown: 'ignore' },
    },
  ],
};

describe('a fitted pipeline', () => {
  it('gives for each row alone what it gives for the batch', () => {
    const column = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: false }), { minLength: 5, maxLength: 5 });
    const text = fc.array(fc.option(fc.string({ maxLength: 3 })), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(column, text, (given, jobs) => {
        const rows = frameOf([
          numbers(
            'age',
            given.map((value, at) => (at === 0 ? 1 : value)),
          ),
          words('job', jobs),
        ]);
        const compiled = compile(fit(whole, rows));
        const batch = compiled.run(rows);
        for (let row = 0; row < rows.rows; row++)
          expect(compiled.run(rowOf(rows, row))).toEqual(rowOf(batch, row));
      }),
    );
  });

  it('takes its columns by name, wherever they stand and whatever else is there', () => {
    const compiled = compile(fit(whole, frame));
    const [age, job] = frame.columns;
    const turned = frameOf([numbers('other', [1, 2, 3, 4]), job!, age!]);
    expect(compiled.run(turned)).toEqual(compiled.run(frame));
  });

  it('leaves the rows that it is given as they are', () => {
    const before = structuredClone(frame);
    compile(fitTransform(whole, frame).fitted).run(frame);
    expect(frame).toEqual(before);
  });

  it('of no rows gives no rows, with the same columns', () => {
    const empty = frameOf([numbers('age', []), words('job', [])]);
    const { rows, columns } = compile(fit(whole, frame)).run(empty);
    expect(rows).toBe(0);
    expect(columns.map(({ name }) => name)).toEqual(compile(fit(whole, frame)).names);
  });
});

describe('what cannot be is told in one line', () => {
  const cases: [string, TransformerSpec, Frame, RegExp][] = [
    [
      'an unknown kind',
      { kind: 'Scaler' },
      frame,
      /^there is no transformer "Scaler" \(there are: StandardScaler/,
    ],
    [
      'an unknown param',
      { kind: 'StandardScaler', mean: true },
      frame,
      /^StandardScaler: Unrecognized key: "mean"/,
    ],
    [
      'text to scale',
      { kind: 'StandardScaler' },
      frame,
      /^column "job": StandardScaler takes number, this is text$/,
    ],
    ['no rows', { kind: 'StandardScaler' }, frameOf([numbers('x', [])]), /cannot learn from no rows/],
    [
      'an infinity',
      { kind: 'MinMaxScaler' },
      frameOf([numbers('x', [1, Infinity])]),
      /^row 2, column "x": Infinity has no place on a scale \(/,
    ],
    [
      'a missing value in bins',
      { kind: 'KBinsDiscretizer' },
      frameOf([numbers('x', [1, Number.NaN, 2])]),
      /^row 2, column "x": KBinsDiscretizer cannot take a missing value \(put a SimpleImputer before it\)$/,
    ],
    [
      'a logarithm of nothing',
      { kind: 'PowerTransformer', method: 'box-cox' },
      frameOf([numbers('x', [1, 0])]),
      /^row 2, column "x": Box-Cox needs positive numbers, this is 0 \(use yeo-johnson\)$/,
    ],
    [
      'the mean of text',
      { kind: 'SimpleImputer' },
      frameOf([words('job', ['a'])]),
      /column "job": text has no mean/,
    ],
    ['a target that is not given', { kind: 'TargetEncoder' }, frame, /TargetEncoder needs the target/],
    [
      'a column that is not there',
      { kind: 'ColumnTransformer', transformers: [{ name: 'a', columns: ['wage'], transformer: 'drop' }] },
      frame,
      /^column "wage": the column is missing \(there are: age, job\)$/,
    ],
    [
      'a broken pattern',
      {
        kind: 'ColumnTransformer',
        transformers: [{ name: 'a', columns: { pattern: '(' }, transformer: 'drop' }],
      },
      frame,
      /^transformer "a": "\(" is no pattern$/,
    ],
  ];
  it.each(cases)('%s', (_, spec, rows, words_) => {
    expect(() => fit(spec, rows)).toThrow(words_);
  });

  it('a category that was never seen, with row and column', () => {
    const compiled = compile(fit({ kind: 'OneHotEncoder' }, frameOf([words('job', ['cook', 'smith'])])));
    expect(() => compiled.run(frameOf([words('job', ['cook', 'pilot'])]))).toThrow(
      /^row 2, column "job": "pilot" was not there when this was fitted \(known: "cook", "smith"; or set handleUnknown\)$/,
    );
  });

  it('a column that is missing or of another type', () => {
    const compiled = compile(fit({ kind: 'StandardScaler' }, frameOf([numbers('age', [1, 2])])));
    expect(() => compiled.run(frameOf([numbers('wage', [1])]))).toThrow(
      'column "age": the column is missing',
    );
    expect(() => compiled.run(frameOf([words('age', ['1'])]))).toThrow(
      'column "age": text where number was fitted',
    );
  });
});
