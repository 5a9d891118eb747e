import { Failure } from '@modelfolio/failures';
import { expect, test } from 'vitest';
import { cancelled, DemoError, errorWords, isCancelled } from './demo-error.ts';

test('a remedy follows a sentence as another, and stands in brackets after anything else', () => {
  const hint = 'Check the connection.';
  expect(errorWords(new DemoError('worker', 'It did not start.', { hint }))).toBe(
    `It did not start. ${hint}`,
  );
  expect(errorWords(new DemoError('download', 'a.onnx: gone', { hint }))).toBe(`a.onnx: gone (${hint})`);
  expect(errorWords(new DemoError('model', 'It stopped.'))).toBe('It stopped.');
  const placed = new Failure('cell', 'Not a number.', { file: 'a.csv', line: 3, hint: 'fix it' });
  expect(errorWords(placed)).toBe('a.csv:3: Not a number. (fix it)');
  expect(errorWords(new RangeError('no row'))).toBe('no row');
  expect(errorWords('no error')).toBe('no error');
});

test('what was cancelled is told apart from what failed', () => {
  expect(isCancelled(cancelled())).toBe(true);
  expect(isCancelled(new DemoError('model', 'Cancelled.'))).toBe(false);
  expect(isCancelled(new Error('Cancelled.'))).toBe(false);
});
