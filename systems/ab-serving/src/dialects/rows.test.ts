import { describe, expect, it } from 'vitest';
import { jsonBytes, refusalOf } from '../../test/refusal-of.ts';
import { flowers, people, pictures } from '../../test/signatures.ts';
import type { ModelSignature } from '../signature.ts';
import { parseKserveV1Request } from './kserve-v1.ts';
import { parseRows } from './rows.ts';
import { parseVertexRequest } from './vertex.ts';

const row = { age: 39, sex: 'Male', children: 2 };

describe('plain rows', () => {
  it('are one, or an array of them', () => {
    const one = parseRows(jsonBytes(row), people).inputs;
    expect(one.map(({ shape }) => shape)).toEqual([[1, 1], [1, 1], [1]]);
    expect(parseRows(jsonBytes([row]), people).inputs).toEqual(one);
    expect(parseRows(jsonBytes([row, row]), people).inputs[2]?.data).toEqual(BigInt64Array.of(2n, 2n));
  });

  it.each([
    [3, 'expected an object'],
    [[], 'there are no rows'],
    [
      { ...row, age: '1' },
      '/age: column "age": expected a number of at most 3.4028234663852886e+38 (FP32), received the text "1"',
    ],
    [{ age: 1, sex: 'a' }, 'the column "children" is missing (it takes: age, sex, children)'],
    [
      [row, { ...row, sex: null }],
      '/1/sex: column "sex": no value, and the model takes none that are missing here',
    ],
  ])('are refused: %j', (request, message) => {
    expect(refusalOf(() => parseRows(jsonBytes(request), people)).message).toBe(message);
  });
});

describe('instances', () => {
  const instances = [{ length: 1, width: 2 }];
  const expected = [{ name: 'features', datatype: 'FP64', shape: [1, 2], data: Float64Array.of(1, 2) }];

  it('are what Vertex AI and KServe send', () => {
    expect(parseVertexRequest(jsonBytes({ instances, parameters: { a: [1] } }), flowers)).toEqual({
      inputs: expected,
      parameters: { a: [1] },
    });
    expect(parseVertexRequest(jsonBytes({ instances, parameters: null }), flowers).parameters).toEqual({});
    expect(parseKserveV1Request(jsonBytes({ instances }), flowers)).toEqual({
      inputs: expected,
      parameters: {},
    });
  });

  it('are refused where they are none', () => {
    expect(refusalOf(() => parseVertexRequest(jsonBytes({}), flowers)).message).toBe(
      '/instances: expected an array of rows',
    );
    expect(
      refusalOf(() => parseVertexRequest(jsonBytes({ instances, parameters: 1 }), flowers)).message,
    ).toBe('/parameters: expected an object');
    expect(
      refusalOf(() => parseKserveV1Request(jsonBytes({ instances, parameters: {} }), flowers)).message,
    ).toBe('/parameters: no such field "parameters" (there are: instances)');
    expect(refusalOf(() => parseVertexRequest(jsonBytes({ rows: [] }), flowers)).message).toBe(
      '/rows: no such field "rows" (there are: instances, parameters)',
    );
  });

  const asked = (given: unknown, signature: ModelSignature) =>
    parseKserveV1Request(jsonBytes({ instances: given }), signature).inputs;

  it.each([
    [
      pictures,
      [
        [
          [1, 2],
          [3, 4],
        ],
        [[1, 2]],
      ],
      '/instances/1: the shape [2, 2] has 4 elements, the data 2',
    ],
    [
      pictures,
      [
        [
          [1, 2],
          [3, 4],
        ],
        5,
      ],
      '/instances/1: row 2: expected an array of shape [2, 2]',
    ],
    [
      pictures,
      [
        [
          [1, 2],
          [3, 256],
        ],
      ],
      '/instances/0/1/1: expected a whole number from 0 to 255 (UINT8), received 256',
    ],
    [flowers, [[1, 2, 3]], '/instances/0: 3 cells, expected 2: length, width'],
    [
      flowers,
      [[1, null]],
      '/instances/0/1: column "width": no value, and the model takes none that are missing here',
    ],
    [flowers, [5], '/instances/0: expected an array of cells'],
  ])('point to what is wrong', (signature, given, message) => {
    expect(refusalOf(() => asked(given, signature)).message).toBe(message);
  });

  const oneInput = (shape: ModelSignature['inputs'][number]['shape']): ModelSignature => ({
    inputs: [{ name: 'x', type: 'float32', shape }],
    outputs: [],
  });

  it('are values where a model takes one column', () => {
    expect(asked([1, 2], oneInput(['N']))[0]).toMatchObject({ shape: [2], data: Float32Array.of(1, 2) });
    expect(asked([1, 2], oneInput(['N', 1]))[0]).toMatchObject({ shape: [2, 1] });
    expect(asked([1, 2], oneInput(['N', null]))[0]).toMatchObject({ shape: [2, 1] });
    expect(
      asked(
        [
          [1, 2],
          [3, 4],
        ],
        oneInput(['N', null]),
      )[0],
    ).toMatchObject({ shape: [2, 2] });
    expect(asked([[1], 2], oneInput(['N', 1]))[0]?.data).toEqual(Float32Array.of(1, 2));
    expect(refusalOf(() => asked([[1], true], oneInput(['N', 1]))).message).toBe(
      '/instances/1: row 2: expected a number of at most 3.4028234663852886e+38 (FP32), received true',
    );
  });

  it('are arrays where an input has places for columns, be it one', () => {
    const signature: ModelSignature = {
      ...oneInput(['N', 1]),
      columns: [{ input: 'x', index: 0, name: 'x', type: 'float32', missing: false }],
    };
    expect(asked([[1], [2]], signature)[0]).toMatchObject({ shape: [2, 1], data: Float32Array.of(1, 2) });
  });

  it('are as many as the model takes', () => {
    expect(asked([1, 2], oneInput([2]))[0]).toMatchObject({ shape: [2] });
    expect(refusalOf(() => asked([1], oneInput([2]))).message).toBe(
      'the model takes 2 rows at once, received 1',
    );
    expect(refusalOf(() => asked([1], oneInput([]))).message).toBe(
      'the input "x" has no rows (ask with tensors, at /v2)',
    );
  });

  it('may miss what the signature lets them miss', () => {
    const missing = (type: 'float16' | 'float64' | 'string' | 'int32'): ModelSignature => ({
      inputs: [{ name: 'x', type, shape: ['N'] }],
      outputs: [],
      columns: [{ input: 'x', index: null, name: 'x', type, missing: true }],
    });
    expect(asked([null], missing('float64'))[0]?.data).toEqual(Float64Array.of(Number.NaN));
    expect(asked([null], missing('float16'))[0]?.data).toEqual(Uint16Array.of(0x7e_00));
    expect(asked([null], missing('string'))[0]?.data).toEqual(['']);
    expect(refusalOf(() => asked([null], missing('int32'))).message).toBe(
      '/instances/0: row 1: no value, and the model takes none that are missing here',
    );
  });
});
