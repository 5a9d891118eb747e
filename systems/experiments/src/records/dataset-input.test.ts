import { describe, expect, it } from 'vitest';
import { checkDatasetInput } from '../checks/datasets.ts';
import { datasetInput } from './dataset-input.ts';

const bare = { name: 'iris', digest: null, role: null, source: null, rows: null };

describe('a data set as MLflow keeps it', () => {
  it('says what is known', () => {
    expect(
      datasetInput({ name: 'iris', digest: 'abc', role: 'train', source: 'https://host/a.csv', rows: 150 }),
    ).toEqual({
      tags: [{ key: 'mlflow.data.context', value: 'train' }],
      dataset: {
        name: 'iris',
        digest: 'abc',
        source_type: 'http',
        source: '{"url":"https://host/a.csv"}',
        profile: '{"num_rows":150}',
      },
    });
    expect(datasetInput(bare)).toEqual({
      tags: [],
      dataset: { name: 'iris', digest: '', source_type: 'unknown', source: '{}' },
    });
  });

  it.each([
    ['data/a.csv', 'local', '{"uri":"data/a.csv"}'],
    ['s3://bucket/a', 's3', '{"uri":"s3://bucket/a"}'],
    ['HTTP://host/a', 'http', '{"url":"HTTP://host/a"}'],
  ])('knows the kind of %s', (source, source_type, text) => {
    expect(datasetInput({ ...bare, source }).dataset).toMatchObject({ source_type, source: text });
  });

  it('has a name, whatever is left of it', () => {
    expect(datasetInput({ ...bare, name: '\0' }).dataset?.name).toBe('unnamed');
  });

  it('is cut to what MLflow takes', () => {
    const long = '\n'.repeat(100_000);
    const input = datasetInput({ name: long, digest: long, role: long, source: long, rows: 0 });
    expect(() => checkDatasetInput(input)).not.toThrow();
    expect(input.dataset?.digest).toHaveLength(36);
    expect(input.dataset?.profile).toBe('{"num_rows":0}');
  });
});
