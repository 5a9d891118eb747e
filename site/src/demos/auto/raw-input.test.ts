import { expect, test } from 'vitest';
import { parseNumbers, rawInput } from './raw-input.ts';

test('numbers come as JSON of any depth, or with commas, spaces and lines between them', () => {
  for (const text of ['[[1, 2], [3, -4.5]]', '1,2\n3 -4.5', ' 1;2;3;-4.5 '])
    expect(parseNumbers(text, 4)).toEqual({ numbers: [1, 2, 3, -4.5] });
});

test('what is wrong is said in one line', () => {
  expect(parseNumbers('1, x, 3', 3)).toEqual({ reason: 'value 2 is "x", expected a number' });
  expect(parseNumbers('[1, null, 3]', 3)).toEqual({ reason: 'value 2 is null, expected a number' });
  expect(parseNumbers('1, 2', 3)).toEqual({ reason: '2 numbers, expected 3' });
  expect(parseNumbers('[1,', 3)).toMatchObject({ reason: expect.stringContaining('no JSON') });
});

test('the shape of one row: what the graph leaves open counts as one', () => {
  const found = rawInput({
    inputs: [{ name: 'x', type: 'float32', shape: ['N', 3, null, 2] }],
    input: { kind: 'tensor', input: 'x' },
  });
  expect(found).toMatchObject({ shape: [3, 1, 2], size: 6 });
});
