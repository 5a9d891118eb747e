import type { TensorSignature } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { bytesOf, refusalOf } from '../../test/refusal-of.ts';
import { headerLengthOf } from './header-length.ts';
import type { InferTensor } from './infer-tensor.ts';
import { rawInferRequest } from './raw-infer-request.ts';

const raw = (
  body: Uint8Array,
  type: TensorSignature['type'],
  shape: TensorSignature['shape'],
): InferTensor | undefined =>
  rawInferRequest(body, { inputs: [{ name: 'x', type, shape }], outputs: [] }).inputs[0];

describe('rawInferRequest', () => {
  it('takes the shape of the only input, and one free dimension from the bytes', () => {
    const bytes = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
    expect(raw(bytes, 'float32', ['N', 2])).toEqual({
      name: 'x',
      datatype: 'FP32',
      shape: [2, 2],
      data: Float32Array.of(1, 2, 3, 4),
    });
    expect(raw(bytes, 'float32', [4])?.shape).toEqual([4]);
    expect(raw(new Uint8Array(0), 'float32', ['N', 2])?.shape).toEqual([0, 2]);
    expect(raw(bytesOf('a picture'), 'string', [null, 1])).toMatchObject({
      shape: [1, 1],
      data: ['a picture'],
    });
    expect(raw(bytesOf('a'), 'string', [null, null])?.shape).toEqual([1, 1]);
    const request = rawInferRequest(bytes, {
      inputs: [{ name: 'x', type: 'float32', shape: [4] }],
      outputs: [],
    });
    expect(request).toMatchObject({ id: null, outputs: null, binaryOutputs: true });
  });

  it.each([
    ['float32', ['N', 2], 'the model takes FP32 of shape [-1, 2]: 6 bytes of raw data do not fill it'],
    ['float32', [null, null], 'the shape [-1, -1] has 2 free dimensions: raw data does not tell them apart'],
    ['uint8', [5], 'the model takes UINT8 of shape [5]: 6 bytes of raw data do not fill it'],
    ['uint8', [3], 'UINT8 of shape [3] takes 3 bytes, 6 are there'],
    ['uint8', ['N', 0], 'UINT8 of shape [0, 0] takes 0 bytes, 6 are there'],
    ['string', [2], 'the model takes BYTES of shape [2]: 6 bytes of raw data do not fill it'],
  ] as const)('refuses what fills no %s of %j', (type, shape, message) => {
    expect(refusalOf(() => raw(new Uint8Array(6), type, [...shape])).message).toBe(message);
  });

  it('needs a model with one input', () => {
    const two = { name: 'x', type: 'uint8', shape: ['N'] } as const;
    expect(
      refusalOf(() => rawInferRequest(new Uint8Array(1), { inputs: [two, two] as never, outputs: [] }))
        .message,
    ).toBe('a body of raw data needs a model with one input, this one has 2');
  });
});

describe('headerLengthOf', () => {
  it('reads a number of bytes within the body', () => {
    expect([undefined, null, '0', ' 12 '].map((header) => headerLengthOf(header, 12))).toEqual([
      null,
      null,
      0,
      12,
    ]);
  });

  it.each(['', '-1', '1.5', '0x10', 'a', '9'.repeat(16)])('refuses %j', (header) => {
    expect(refusalOf(() => headerLengthOf(header, 12)).message).toBe(
      `Inference-Header-Content-Length: expected a number of bytes, received ${JSON.stringify(header)}`,
    );
  });

  it('refuses more than came', () => {
    expect(refusalOf(() => headerLengthOf('13', 12)).message).toBe(
      'Inference-Header-Content-Length: 13 bytes of JSON are told, the body has 12',
    );
  });
});
