import { expect, it } from 'vitest';
import { exactJson, parseExactJson, parseWrittenJson, WholeFloat } from './json.ts';
import { pythonJson, pythonTypeOf } from './python-words.ts';

it('whole numbers are exact, and written as they were', () => {
  const text =
    '{"step":4611686018427387903,"negative":-9223372036854775808,"small":1,"text":"4611686018427387903"}';
  expect(parseExactJson(text)).toEqual({
    step: 4_611_686_018_427_387_903n,
    negative: -9_223_372_036_854_775_808n,
    small: 1,
    text: '4611686018427387903',
  });
  expect(exactJson(parseExactJson(text))).toBe(text);
  // Neither of these is a whole number.
  expect(parseExactJson('[1234567890123456789.5, 1e300]')).toEqual([1_234_567_890_123_456_800, 1e300]);
});

it('numbers can be told as they were written', () => {
  const found = parseWrittenJson('[9, 9.0, 9.5, 1e3, -0.0, "9.0"]') as unknown[];
  expect(found[1]).toEqual(new WholeFloat(9));
  expect(found.map(pythonTypeOf)).toEqual(['int', 'float', 'float', 'float', 'float', 'str']);
  expect(pythonJson(found)).toBe('[9,9.0,9.5,1000.0,-0.0,"9.0"]');
});
