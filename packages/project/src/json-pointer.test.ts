import { expect, it } from 'vitest';
import { toPointer, valueAt, valueAtPointer } from './json-pointer.ts';

const record = { metrics: { 'test/accuracy': 0.9, 'a~b': [1, 2, 3], '~1': 'odd' } };

it.each([
  [[], '', record],
  [['metrics', 'test/accuracy'], '/metrics/test~1accuracy', 0.9],
  [['metrics', 'a~b'], '/metrics/a~0b', [1, 2, 3]],
  [['metrics', 'a~b', 1], '/metrics/a~0b/1', 2],
  [['metrics', '~1'], '/metrics/~01', 'odd'],
])('%j is %s', (path, pointer, value) => {
  expect(toPointer(path)).toBe(pointer);
  expect(valueAtPointer(record, pointer)).toEqual(value);
  expect(valueAt(record, path)).toEqual(value);
});

it.each(['/metrics/loss', '/metrics/a~0b/7', '/metrics/constructor', '/metrics/test~1accuracy/x', '/x/y'])(
  'nothing is at %s',
  (pointer) => {
    expect(valueAtPointer(record, pointer)).toBeUndefined();
  },
);
