import { describe, expect, it } from 'vitest';
import { fit, frameOf, type Frame, type TransformerSpec } from '../index.ts';
import { diffStates } from './diff-states.ts';

const rows = (ages: number[], jobs: (string | null)[], notes: string[]): Frame =>
  frameOf([
    { name: 'age', type: 'number', values: Float64Array.from(ages) },
    { name: 'job', type: 'text', values: jobs },
    { name: 'note', type: 'text', values: notes },
  ]);
const spec: TransformerSpec = {
  kind: 'ColumnTransformer',
  transformers: [
    {
      name: 'numbers',
      columns: ['age'],
      transformer: {
        kind: 'Pipeline',
        steps: [
          { name: 'impute', transformer: { kind: 'SimpleImputer', strategy: 'median' } },
          { name: 'scale', transformer: { kind: 'MinMaxScaler' } },
        ],
      },
    },
    { name: 'jobs', columns: ['job'], transformer: { kind: 'OneHotEncoder' } },
    { name: 'notes', columns: ['note'], transformer: { kind: 'TfidfVectorizer' } },
  ],
};
const before = fit(spec, rows([1, 2, 3], ['cook', 'smith', 'cook'], ['good work', 'work', 'good work']));

describe('the difference of two fitted pipelines', () => {
  it('is none to itself', () => {
    expect(diffStates(before, structuredClone(before))).toEqual([]);
  });

  it('names columns, categories and words', () => {
    const after = fit(spec, rows([1, 3, 5], ['cook', null, 'cook'], ['good work', 'work', 'work']));
    const found = diffStates(before, after);
    expect(found.map(({ path }) => path)).toEqual([
      'numbers / impute: statistics[age]',
      'numbers / scale: dataMax[age]',
      'jobs: columns[job][categories]',
      'notes: idf[good]',
    ]);
    expect(found).toContainEqual({ path: 'numbers / impute: statistics[age]', before: 2, after: 3 });
    expect(found).toContainEqual({
      path: 'jobs: columns[job][categories]',
      before: ['cook', 'smith'],
      after: ['cook', null],
    });
  });

  it('tells parts that came, went and became another, and params', () => {
    const [numbers, jobs] = spec['transformers'] as object[];
    const other = {
      kind: 'ColumnTransformer',
      verboseFeatureNamesOut: false,
      transformers: [
        { ...numbers, transformer: { kind: 'StandardScaler' } },
        { ...jobs, transformer: { kind: 'OneHotEncoder', handleUnknown: 'ignore' } },
        { name: 'raw', columns: ['note'], transformer: 'passthrough' },
      ],
    };
    const after = fit(other, rows([1, 2, 3], ['cook', 'smith', 'cook'], ['good work', 'work', 'good work']));
    expect(diffStates(before, after)).toEqual([
      { path: 'numbers: kind', before: 'Pipeline', after: 'StandardScaler' },
      { path: 'jobs: handleUnknown', before: 'error', after: 'ignore' },
      { path: 'notes', before: 'TfidfVectorizer', after: undefined },
      { path: 'raw', before: undefined, after: 'passthrough' },
      { path: 'verboseFeatureNamesOut', before: true, after: false },
    ]);
  });

  it('tells columns of other types', () => {
    const scaler = { kind: 'OrdinalEncoder' };
    const [a, b] = [
      fit(scaler, frameOf([{ name: 'x', type: 'text', values: ['1'] }])),
      fit(scaler, frameOf([{ name: 'x', type: 'number', values: Float64Array.of(1) }])),
    ];
    expect(diffStates(a, b)).toContainEqual({ path: 'columns[x]', before: 'text', after: 'number' });
  });
});
