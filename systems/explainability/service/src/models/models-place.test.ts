import { describe, expect, it } from 'vitest';
import { modelsPlace } from './models-place.ts';

describe('the place of models', () => {
  it.each([
    ['models', { kind: 'folder', folder: 'models' }],
    ['C:\\models', { kind: 'folder', folder: 'C:\\models' }],
    ['./a:b', { kind: 'folder', folder: './a:b' }],
    ['gs://my-models', { kind: 'bucket', bucket: 'my-models', prefix: '' }],
    ['gs://my-models/', { kind: 'bucket', bucket: 'my-models', prefix: '' }],
    ['gs://my.models_1/a/b c', { kind: 'bucket', bucket: 'my.models_1', prefix: 'a/b c' }],
    ['gs://my-models//a//', { kind: 'bucket', bucket: 'my-models', prefix: 'a' }],
  ])('%s', (text, place) => {
    expect(modelsPlace(text)).toEqual(place);
  });

  it.each(['', 'gs://', 'gs:///a', 'gs://a', 'gs://My-Models/a', 's3://models/a', 'https://example.org/models'])(
    'is not %j',
    (text) => {
      expect(modelsPlace(text)).toBeNull();
    },
  );
});
