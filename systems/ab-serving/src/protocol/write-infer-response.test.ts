import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test/refusal-of.ts';
import { fromTensor, toTensor, type InferTensor } from './infer-tensor.ts';
import { writeInferResponse, type InferResponse } from './write-infer-response.ts';

const outputs: readonly InferTensor[] = [
  { name: 'label', datatype: 'INT64', shape: [2], data: BigInt64Array.of(9007199254740993n, -1n) },
  { name: 'p', datatype: 'FP32', shape: [1, 2], data: Float32Array.of(0.1, -0) },
  { name: 'isNew', datatype: 'BOOL', shape: [2], data: Uint8Array.of(1, 0) },
  { name: 'words "so"', datatype: 'BYTES', shape: [1], data: ['ä\n'] },
];
const response: InferResponse = { modelName: 'm', modelVersion: '3', id: '7', outputs };

const answered = (names: Readonly<Record<string, boolean>>) =>
  Object.entries(names).map(([name, binary]) => ({ name, binary }));
const one = (tensor: Omit<InferTensor, 'name'>): InferResponse => ({
  modelName: 'm',
  modelVersion: null,
  id: null,
  outputs: [{ name: 'y', ...tensor }],
});

describe('a response in JSON', () => {
  it('has the outputs that were asked for, whole numbers exact, and the id', () => {
    const { body, headers } = writeInferResponse(
      { ...response, parameters: { took: 1 } },
      answered({ 'words "so"': false, label: false, p: false, isNew: false }),
    );
    expect(headers).toEqual({ 'Content-Type': 'application/json' });
    expect(Buffer.from(body).toString()).toBe(
      '{"model_name":"m","model_version":"3","id":"7","parameters":{"took":1},"outputs":[' +
        '{"name":"words \\"so\\"","datatype":"BYTES","shape":[1],"data":["ä\\n"]},' +
        '{"name":"label","datatype":"INT64","shape":[2],"data":[9007199254740993,-1]},' +
        '{"name":"p","datatype":"FP32","shape":[1,2],"data":[0.10000000149011612,-0]},' +
        '{"name":"isNew","datatype":"BOOL","shape":[2],"data":[true,false]}]}',
    );
  });

  it('leaves out what there is not', () => {
    const { body } = writeInferResponse(one({ datatype: 'INT8', shape: [1], data: Int8Array.of(-5) }), [
      { name: 'y', binary: false },
    ]);
    expect(Buffer.from(body).toString()).toBe(
      '{"model_name":"m","outputs":[{"name":"y","datatype":"INT8","shape":[1],"data":[-5]}]}',
    );
  });

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
  ])('is refused for %s', (word, number) => {
    const written = one({ datatype: 'FP64', shape: [2], data: Float64Array.of(1, number) });
    expect(refusalOf(() => writeInferResponse(written, [{ name: 'y', binary: false }]))).toMatchObject({
      code: 'result-not-finite',
      message: `the output "y" is ${word} at element 1, which JSON cannot say (ask for it with "parameters": {"binary_data": true})`,
    });
    expect(() => writeInferResponse(written, [{ name: 'y', binary: true }])).not.toThrow();
  });

  it('is refused for half precision', () => {
    const half = one({ datatype: 'FP16', shape: [1], data: Uint16Array.of(0x3c_00) });
    expect(refusalOf(() => writeInferResponse(half, [{ name: 'y', binary: false }])).message).toBe(
      'the output "y" is FP16, which has no form in JSON (ask for it with "parameters": {"binary_data": true})',
    );
  });
});

describe('a response with binary data', () => {
  it('has the bytes of each output after the JSON, in order', () => {
    const { body, headers } = writeInferResponse(
      response,
      answered({ isNew: true, label: false, 'words "so"': true }),
    );
    const length = Number(headers['Inference-Header-Content-Length']);
    expect(headers['Content-Type']).toBe('application/octet-stream');
    expect(JSON.parse(Buffer.from(body.subarray(0, length)).toString())).toMatchObject({
      outputs: [
        { name: 'isNew', parameters: { binary_data_size: 2 } },
        { name: 'label' },
        { name: 'words "so"', datatype: 'BYTES', shape: [1], parameters: { binary_data_size: 7 } },
      ],
    });
    expect([...body.subarray(length)]).toEqual([1, 0, 3, 0, 0, 0, 0xc3, 0xa4, 0x0a]);
  });
});

describe('a response of a part of other memory', () => {
  it('has that part alone', () => {
    const part = one({ datatype: 'UINT8', shape: [2], data: Uint8Array.of(1, 2, 3, 4).subarray(1, 3) });
    const { body, headers } = writeInferResponse(part, [{ name: 'y', binary: true }]);
    expect([...body.subarray(Number(headers['Inference-Header-Content-Length']))]).toEqual([2, 3]);
  });
});

describe('tensors of sessions', () => {
  it('are named as the protocol names them, and back', () => {
    const tensor = { type: 'float16', data: Uint16Array.of(1), shape: [1] } as const;
    expect(fromTensor('x', tensor)).toEqual({ name: 'x', datatype: 'FP16', shape: [1], data: tensor.data });
    expect(toTensor(fromTensor('x', tensor))).toEqual(tensor);
    expect(
      refusalOf(() => toTensor({ name: 'x', datatype: 'BF16', shape: [1], data: Uint16Array.of(1) })).message,
    ).toBe('x: no model takes BF16');
  });
});
