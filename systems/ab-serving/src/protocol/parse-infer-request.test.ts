import { describe, expect, it } from 'vitest';
import { bytesOf, jsonBytes, refusalOf } from '../../test/refusal-of.ts';
import type { InferRequest } from './infer-tensor.ts';
import { parseInferRequest } from './parse-infer-request.ts';

const input = { name: 'x', datatype: 'FP32', shape: [2, 2], data: [1, 2, 3, 4] };
const parsed = (request: unknown): InferRequest => parseInferRequest(jsonBytes(request), null);
const withInput = (changes: object): unknown => ({ inputs: [{ ...input, ...changes }] });

/** A request whose JSON the bytes follow. */
function withBytes(request: unknown, bytes: readonly number[]): InferRequest {
  const json = jsonBytes(request);
  return parseInferRequest(Buffer.concat([json, Uint8Array.from(bytes)]), json.length);
}
const binaryInput = (size: unknown, changes: object = {}): unknown => {
  const { data: _, ...others } = { ...input, ...changes, parameters: { binary_data_size: size } };
  return { inputs: [others] };
};

describe('a request in JSON', () => {
  it('is taken whole', () => {
    expect(
      parsed({
        id: '7',
        parameters: { binary_data_output: true, note: 'a', level: 1.5 },
        inputs: [input, { name: 'y', datatype: 'BYTES', shape: [1], data: ['ä'] }],
        outputs: [{ name: 'p', parameters: { binary_data: false } }, { name: 'q' }],
      }),
    ).toEqual({
      id: '7',
      parameters: { binary_data_output: true, note: 'a', level: 1.5 },
      inputs: [
        { name: 'x', datatype: 'FP32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
        { name: 'y', datatype: 'BYTES', shape: [1], data: ['ä'] },
      ],
      outputs: [
        { name: 'p', binary: false },
        { name: 'q', binary: null },
      ],
      binaryOutputs: true,
    });
    expect(parsed({ inputs: [], outputs: [] })).toEqual({
      id: null,
      parameters: {},
      inputs: [],
      outputs: null,
      binaryOutputs: false,
    });
  });

  it('may nest its data as its shape does', () => {
    const nested = withInput({ shape: [2, 1, 2], data: [[[1, 2]], [[3, 4]]] });
    expect(parsed(nested).inputs[0]?.data).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(parsed(withInput({ shape: [], data: [5] })).inputs[0]?.data).toEqual(Float32Array.of(5));
    expect(parsed(withInput({ shape: [2, 0], data: [[], []] })).inputs[0]?.data).toEqual(new Float32Array(0));
    expect(parsed(withInput({ shape: [0, 2], data: [] })).inputs[0]?.data).toEqual(new Float32Array(0));
  });

  it('keeps int64 exact', () => {
    const text = '{"inputs":[{"name":"x","datatype":"INT64","shape":[2],"data":[9007199254740993,-1]}]}';
    expect(parseInferRequest(bytesOf(text), null).inputs[0]?.data).toEqual(
      BigInt64Array.of(9007199254740993n, -1n),
    );
  });

  it.each([
    ['no object', [], 'expected an object'],
    [
      'another field',
      { inputs: [], input: [] },
      '/input: no such field "input" (there are: id, parameters, inputs, outputs, model_name, model_version)',
    ],
    ['no inputs', {}, '/inputs: expected an array of input tensors'],
    ['an input that is none', { inputs: [3] }, '/inputs/0: expected an object'],
    ['an id that is no text', { id: 7, inputs: [] }, '/id: expected text'],
    ['no name', withInput({ name: '' }), '/inputs/0/name: expected the name of a tensor'],
    [
      'no such datatype',
      withInput({ datatype: 'FP8' }),
      '/inputs/0/datatype: no such datatype "FP8" (there are: BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES)',
    ],
    [
      'a datatype that is no text',
      withInput({ datatype: null }),
      '/inputs/0/datatype: expected the name of a datatype (there are: BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES)',
    ],
    [
      'half precision',
      withInput({ datatype: 'BF16' }),
      '/inputs/0/data: BF16 has no form in JSON (send it as binary data, with binary_data_size, or as FP32)',
    ],
    [
      'half precision',
      withInput({ datatype: 'FP16' }),
      '/inputs/0/data: FP16 has no form in JSON (send it as binary data, with binary_data_size, or as FP32)',
    ],
    [
      'no shape',
      withInput({ shape: undefined }),
      '/inputs/0/shape: expected an array of dimensions, e.g. [1, 4]',
    ],
    ['no data', withInput({ data: undefined }), '/inputs/0/data: expected an array of elements'],
    [
      'too few elements',
      withInput({ data: [1, 2, 3] }),
      '/inputs/0/data: the shape [2, 2] has 4 elements, the data 3',
    ],
    [
      'memory that nothing fills',
      withInput({ shape: [2 ** 50, 1], data: [[1]] }),
      '/inputs/0/data: the shape [1125899906842624, 1] has 1125899906842624 elements, the data 1',
    ],
    [
      'other nesting',
      withInput({ data: [[1, 2, 3], [4]] }),
      '/inputs/0/data/0: 3 elements, and the shape [2, 2] has 2 here',
    ],
    [
      'other nesting',
      withInput({ data: [[1], [2], [3], [4]] }),
      '/inputs/0/data: 4 elements, and the shape [2, 2] has 2 here',
    ],
    [
      'less nesting',
      withInput({
        shape: [2, 2, 1],
        data: [
          [[1], [2]],
          [3, 4],
        ],
      }),
      '/inputs/0/data/1/0: expected an array of 1, as the shape [2, 2, 1] has it',
    ],
    [
      'more nesting',
      withInput({ shape: [4], data: [1, [2], 3, 4] }),
      '/inputs/0/data/1: expected a number of at most 3.4028234663852886e+38 (FP32), received an array of 1',
    ],
    [
      'a number as text',
      withInput({
        data: [
          [1, 2],
          [3, '4'],
        ],
      }),
      '/inputs/0/data/1/1: expected a number of at most 3.4028234663852886e+38 (FP32), received the text "4"',
    ],
    ['an input twice', { inputs: [input, input] }, '/inputs/1/name: "x" is there twice'],
    [
      'another field of an input',
      withInput({ dtype: 'FP32' }),
      '/inputs/0/dtype: no such field "dtype" (there are: name, datatype, shape, parameters, data)',
    ],
    [
      'shared memory',
      withInput({ parameters: { shared_memory_region: 'a' } }),
      '/inputs/0/parameters/shared_memory_region: shared memory is not offered',
    ],
    [
      'a parameter that is an object',
      { parameters: { a: {} }, inputs: [] },
      '/parameters/a: expected text, true, false or a number that is not rounded',
    ],
    [
      'binary_data_output as text',
      { parameters: { binary_data_output: 'yes' }, inputs: [] },
      '/parameters/binary_data_output: expected true or false, received "yes"',
    ],
    [
      'an output twice',
      { inputs: [], outputs: [{ name: 'p' }, { name: 'p' }] },
      '/outputs/1/name: "p" is there twice',
    ],
    [
      'an output in shared memory',
      { inputs: [], outputs: [{ name: 'p', parameters: { shared_memory_offset: 1 } }] },
      '/outputs/0/parameters/shared_memory_offset: shared memory is not offered',
    ],
    [
      'classification',
      { inputs: [], outputs: [{ name: 'p', parameters: { classification: 3 } }] },
      '/outputs/0/parameters/classification: the classification extension is not offered',
    ],
    [
      'another field of an output',
      { inputs: [], outputs: [{ name: 'p', data: [] }] },
      '/outputs/0/data: no such field "data" (there are: name, parameters)',
    ],
    ['outputs that are none', { inputs: [], outputs: {} }, '/outputs: expected an array of wanted outputs'],
  ])('is refused for %s', (_, request, message) => {
    expect(refusalOf(() => parsed(request)).message).toBe(message);
  });

  it('is refused for a flat shape that is nested', () => {
    expect(refusalOf(() => parsed(withInput({ shape: [4], data: [[1, 2, 3, 4]] }))).message).toBe(
      '/inputs/0/data: the shape [4] has 4 elements, the data 1',
    );
  });

  it('is refused for parameters that may have been rounded', () => {
    expect(refusalOf(() => parsed({ parameters: { seed: 1e30 }, inputs: [] })).message).toBe(
      '/parameters/seed: expected text, true, false or a number that is not rounded',
    );
  });

  it('is refused for parameters that were rounded', () => {
    const text = '{"parameters":{"seed":9007199254740993},"inputs":[]}';
    expect(refusalOf(() => parseInferRequest(bytesOf(text), null)).pointed).toEqual([
      { pointer: '/parameters/seed', detail: 'expected text, true, false or a number that is not rounded' },
    ]);
  });
});

describe('a request with binary data', () => {
  it('takes the bytes of each input in order', () => {
    const { inputs } = withBytes(
      {
        inputs: [
          { name: 'a', datatype: 'UINT16', shape: [2], parameters: { binary_data_size: 4 } },
          { name: 'b', datatype: 'INT8', shape: [1], data: [-5] },
          { name: 'c', datatype: 'BYTES', shape: [2], parameters: { binary_data_size: 10 } },
          { name: 'd', datatype: 'BOOL', shape: [1, 2], parameters: { binary_data_size: 2 } },
        ],
      },
      [1, 0, 0, 1, 2, 0, 0, 0, 0xc3, 0xa4, 0, 0, 0, 0, 1, 0],
    );
    expect(inputs.map(({ data }) => data)).toEqual([
      Uint16Array.of(1, 256),
      Int8Array.of(-5),
      ['ä', ''],
      Uint8Array.of(1, 0),
    ]);
  });

  it.each([
    [
      'a size beyond the body',
      binaryInput(16),
      [1, 2],
      '/inputs/0/parameters/binary_data_size: 16 bytes are told, 2 are left of the body',
    ],
    [
      'a size that is not the shape’s',
      binaryInput(2),
      [1, 2],
      '/inputs/0/parameters/binary_data_size: FP32 of shape [2, 2] takes 16 bytes, 2 are there',
    ],
    [
      'a negative size',
      binaryInput(-1),
      [],
      '/inputs/0/parameters/binary_data_size: expected a number of bytes, received "-1"',
    ],
    [
      'a size as text',
      binaryInput('4'),
      [],
      '/inputs/0/parameters/binary_data_size: expected a number of bytes, received "4"',
    ],
    [
      'bytes that nobody tells',
      { inputs: [input] },
      [1],
      'the body has 1 bytes after the JSON and the binary data that its inputs tell',
    ],
    [
      'data twice',
      { inputs: [{ ...input, parameters: { binary_data_size: 4 } }] },
      [1, 2, 3, 4],
      '/inputs/0/parameters/binary_data_size: the data is here already: leave out one of the two',
    ],
    [
      'a BOOL that is none',
      binaryInput(2, { datatype: 'BOOL', shape: [2] }),
      [1, 2],
      '/inputs/0/parameters/binary_data_size: element 1 is the byte 2; BOOL is 0 or 1',
    ],
    [
      'BYTES without lengths',
      binaryInput(5, { datatype: 'BYTES', shape: [2] }),
      [1, 0, 0, 0, 65],
      '/inputs/0/parameters/binary_data_size: 2 BYTES take at least 8 bytes for their lengths, 5 are there',
    ],
    [
      'BYTES cut in a length',
      binaryInput(8, { datatype: 'BYTES', shape: [2] }),
      [1, 0, 0, 0, 65, 0, 0, 0],
      '/inputs/0/parameters/binary_data_size: the length of element 1 takes 4 bytes, 3 are left',
    ],
    [
      'BYTES whose length lies',
      binaryInput(5, { datatype: 'BYTES', shape: [1] }),
      [255, 255, 255, 255, 65],
      '/inputs/0/parameters/binary_data_size: element 0 is said to take 4294967295 bytes, 1 are left',
    ],
    [
      'BYTES too many',
      binaryInput(6, { datatype: 'BYTES', shape: [1] }),
      [1, 0, 0, 0, 65, 66],
      '/inputs/0/parameters/binary_data_size: 1 bytes are left after the 1 elements of the shape',
    ],
    [
      'BYTES that are no text',
      binaryInput(5, { datatype: 'BYTES', shape: [1] }),
      [1, 0, 0, 0, 255],
      '/inputs/0/parameters/binary_data_size: element 0 is not UTF-8; models here take BYTES as text',
    ],
  ])('is refused for %s', (_, request, bytes, message) => {
    expect(refusalOf(() => withBytes(request, bytes)).message).toBe(message);
  });

  it('takes a byte order mark for a part of the text', () => {
    const request = binaryInput(7, { datatype: 'BYTES', shape: [1] });
    expect(withBytes(request, [3, 0, 0, 0, 0xef, 0xbb, 0xbf]).inputs[0]?.data).toEqual(['\uFEFF']);
  });

  it('is refused for a later length that lies', () => {
    const request = binaryInput(10, { datatype: 'BYTES', shape: [2] });
    expect(refusalOf(() => withBytes(request, [1, 0, 0, 0, 65, 5, 0, 0, 0, 66])).message).toBe(
      '/inputs/0/parameters/binary_data_size: element 1 is said to take 5 bytes, 1 are left',
    );
  });

  it('needs the header', () => {
    expect(refusalOf(() => parsed(binaryInput(16))).message).toBe(
      '/inputs/0/parameters/binary_data_size: no header tells where the JSON ends and the binary data begins (send Inference-Header-Content-Length)',
    );
  });
});
