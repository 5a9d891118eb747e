import { describe, expect, it } from 'vitest';
import { fit } from '../fit.ts';
import { frameOf, rowsOf, type Column } from '../frame/frame.ts';
import { columnLooks } from './look-at-columns.ts';
import { starterPipeline, type Starter } from './starter-pipeline.ts';

const rows = 200;
const numbers = (name: string, of: (row: number) => number): Column => ({
  name,
  type: 'number',
  values: Float64Array.from({ length: rows }, (_, row) => of(row)),
});
const words = (name: string, of: (row: number) => string | null): Column => ({
  name,
  type: 'text',
  values: Array.from({ length: rows }, (_, row) => of(row)),
});

/** By what is seen of a frame in two batches. */
function starterOf(...columns: Column[]): Starter {
  const frame = frameOf(columns);
  const looks = columnLooks(frame.columns);
  looks.add(rowsOf(frame, 0, 77));
  looks.add(rowsOf(frame, 77, rows));
  return starterPipeline(looks.looks());
}

describe('a pipeline to begin with', () => {
  it('takes columns by what they hold', () => {
    const columns = [
      numbers('id', (row) => row * 3),
      numbers('age', (row) => (row === 5 ? Number.NaN : row % 70)),
      numbers('falling', (row) => -row),
      numbers('flag', (row) => row % 2),
      numbers('same', () => 7),
      numbers('nothing', () => Number.NaN),
      words('job', (row) => (row % 3 ? 'cook' : null)),
      words('city', (row) => `city ${row % 90}`),
      words('code', (row) => `code-${row}`),
      words('about', (row) => `worked ${row} years as a cook`),
    ];
    const { spec, notes } = starterOf(...columns);
    expect(spec).toEqual({
      kind: 'ColumnTransformer',
      transformers: [
        {
          name: 'numbers',
          columns: ['age', 'falling', 'flag'],
          transformer: {
            kind: 'Pipeline',
            steps: [
              { name: 'impute', transformer: { kind: 'SimpleImputer', strategy: 'median' } },
              { name: 'scale', transformer: { kind: 'StandardScaler' } },
            ],
          },
        },
        {
          name: 'categories',
          columns: ['job'],
          transformer: { kind: 'OneHotEncoder', handleUnknown: 'infrequent_if_exist', minFrequency: 0.001 },
        },
        {
          name: 'text_about',
          columns: ['about'],
          transformer: { kind: 'TfidfVectorizer', maxFeatures: 200 },
        },
      ],
    });
    expect(notes).toEqual([
      'left out: "id": whole numbers that only rise: they number the rows',
      'left out: "same": every row has the same value',
      'left out: "nothing": it holds nothing',
      'left out: "city": 90 different values, too many for a column each, and no sentences',
      'left out: "code": no value is there twice: it names its row',
    ]);
    expect(fit(spec, frameOf(columns)).columns).toHaveLength(10);
  });

  it('cannot be made of names alone', () => {
    expect(() => starterOf(words('code', (row) => `code-${row}`))).toThrow(
      'no column is left to make features of (left out: "code": no value is there twice: it names its row; give --pipeline)',
    );
  });
});
