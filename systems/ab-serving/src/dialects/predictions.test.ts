import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test/refusal-of.ts';
import type { InferTensor } from '../protocol/infer-tensor.ts';
import { writePredictions } from './predictions.ts';

const label: InferTensor = {
  name: 'label',
  datatype: 'INT64',
  shape: [2],
  data: BigInt64Array.of(1n, 2n ** 60n),
};
const p: InferTensor = {
  name: 'p',
  datatype: 'FP64',
  shape: [2, 1, 2],
  data: Float64Array.of(0.25, 0.75, 1, -0),
};
const half: InferTensor = { name: 'h', datatype: 'FP16', shape: [1], data: Uint16Array.of(0x3e_00) };

const written = (outputs: readonly InferTensor[], rows: number): string =>
  Buffer.from(writePredictions(outputs, rows)).toString();

describe('writePredictions', () => {
  it('answers an element a row, nested as the output is', () => {
    expect(written([label], 2)).toBe('{"predictions":[1,1152921504606846976]}');
    expect(written([p], 2)).toBe('{"predictions":[[[0.25,0.75]],[[1,-0]]]}');
    expect(written([half], 1)).toBe('{"predictions":[1.5]}');
    expect(written([{ ...p, shape: [2, 0], data: new Float64Array(0) }], 2)).toBe('{"predictions":[[],[]]}');
  });

  it('names the outputs of a model that has several', () => {
    expect(written([label, p], 2)).toBe(
      '{"predictions":[{"label":1,"p":[[0.25,0.75]]},{"label":1152921504606846976,"p":[[1,-0]]}]}',
    );
  });

  it('is refused for what JSON cannot say, and for outputs without rows', () => {
    const nan: InferTensor = { ...p, shape: [1], data: Float64Array.of(Number.NaN) };
    expect(refusalOf(() => written([nan], 1))).toMatchObject({
      code: 'result-not-finite',
      message:
        'the output "p" is NaN at element 0, which JSON cannot say (ask with tensors, at /v2, for binary data)',
    });
    expect(refusalOf(() => written([label], 3)).message).toBe(
      'the output "label" has 2 rows, 3 were asked (ask with tensors, at /v2, for binary data)',
    );
    expect(refusalOf(() => written([{ ...nan, shape: [] }], 1)).message).toBe(
      'the output "p" has no rows, 1 were asked (ask with tensors, at /v2, for binary data)',
    );
  });
});
