import { expect, it } from 'vitest';
import { atPointer } from './record-value.ts';

const record = { metrics: { 'test/accuracy': 0.9, 'a~b': [1, 2, 3] } };

it.each([
  ['/metrics/test~1accuracy', 0.9],
  ['/metrics/a~0b', [1, 2, 3]],
  ['/metrics/a~0b/1', 2],
])('reads %s', (pointer, value) => {
  expect(atPointer(record, pointer)).toEqual(value);
});

it('names the part of a pointer that leads nowhere', () => {
  expect(() => atPointer(record, '/metrics/loss')).toThrow('/metrics/loss: nothing is named loss');
  expect(() => atPointer(record, '/metrics/a~0b/7')).toThrow('nothing is named 7');
});
