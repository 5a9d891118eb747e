import { expect, test } from 'vitest';
import { judgedBytes } from './judged-bytes.ts';

test('the judged file, another ONNX file, and another format are told apart', () => {
  expect(judgedBytes({ 'model.onnx': 'a' }, 'a')).toEqual({ model: 'a', isOtherFormat: false });
  expect(judgedBytes({ 'model.onnx': 'b' }, 'a')).toEqual({ model: 'b', isOtherFormat: false });
  expect(judgedBytes({ 'tfjs/model.json': 'c', 'tfjs/weights.bin': 'd' }, 'a')).toEqual({
    model: 'a',
    isOtherFormat: true,
  });
  // A model that is in TensorFlow.js alone is judged there.
  expect(judgedBytes({ 'tfjs/model.json': 'a', 'tfjs/weights.bin': 'd' }, 'a').isOtherFormat).toBe(false);
});
