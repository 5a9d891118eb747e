import { tableOf, type RowArray } from '@modelfolio/inference';
import { readOnnxModel } from '@modelfolio/onnx';
import { DataType, modelOf, node, tensorValue } from '@modelfolio/onnx/testing/graphs';
import { describe, expect, it } from 'vitest';
import { fedModel } from './fed-model.ts';
import type { FeedFlags } from './feed-flags.ts';
import type { SourceData } from './source-data.ts';

const { FLOAT, INT32 } = DataType;
const model = (shape: number[], type: number = FLOAT, more: string[] = []): Uint8Array =>
  modelOf({
    node: [node('Identity', ['x'], ['y'])],
    input: ['x', ...more].map((name) => tensorValue(name, type, ['N', ...shape])),
    output: [tensorValue('y', type, ['N', ...shape])],
  });
const bytes = model([2, 2]);
const none: FeedFlags = { transpose: null, scale: null };
const scaled: FeedFlags = { transpose: null, scale: { times: 1, by: 255 } };

const path = 'evaluation/test.npz';
const shards = (images: RowArray): SourceData => ({ path, files: new Map(), table: null, images });
const tableWith = (arrays: Record<string, RowArray>): SourceData => ({
  path,
  files: new Map(),
  table: tableOf('test.npz', new Map(), 1, null, new Map(Object.entries(arrays))),
  images: null,
});
const array = (parts: Partial<RowArray> = {}): RowArray => ({
  shape: [2, 2],
  type: 'float32',
  values: [0, 7, 255, 3],
  ...parts,
});
const feed = (data: SourceData | null, flags = none, of = bytes) => fedModel(of, flags, data, 'net.onnx');

describe('a model without flags', () => {
  it.each<[string, SourceData | null, Uint8Array?]>([
    ['no data', null],
    ['columns alone', tableWith({})],
    ['fractions', shards(array({ values: [0, 0.5, 1, 0] }))],
    ['fractions after whole numbers', shards(array({ values: [255, 7, 3, 0.5] }))],
    ['numbers below 0', shards(array({ values: [0, -7, 255, 3] }))],
    ['numbers above 255', shards(array({ values: [0, 7, 256, 3] }))],
    ['zeros and ones, which may be masks', shards(array({ values: [0, 1, 1, 0] }))],
    ['bytes, which are told by their type', shards(array({ type: 'uint8' }))],
    ['numbers of no type', shards({ shape: [2, 2], values: [0, 7, 255, 3] })],
    ['a line of values, which is no picture', shards(array({ shape: [4, 1] })), model([4, 1])],
    ['an input of whole numbers', shards(array()), model([2, 2], INT32)],
    ['several inputs', shards(array()), model([2, 2], FLOAT, ['z'])],
    ['several arrays, none of the input’s name', tableWith({ a: array(), b: array() })],
  ])('stays as it is with %s', (_, data, of = bytes) => {
    expect(feed(data, none, of)).toEqual({ bytes: of, changes: [] });
  });

  it.each<[string, SourceData]>([
    ['of shards', shards(array())],
    ['by the name of the input', tableWith({ z: array({ values: [0, 0.5, 0, 0] }), x: array() })],
    ['that are the only array', tableWith({ pictures: array() })],
    ['as float64', shards(array({ type: 'float64' }))],
  ])('is refused pixels %s, which may be meant in two ways', (_, data) => {
    expect(() => feed(data)).toThrow(
      expect.objectContaining({
        code: 'evaluation-set-damaged',
        place: { file: path },
        message: expect.stringMatching(
          /the rows are float\d+ and hold whole numbers up to 255, as of pixels: nothing tells whether input `x` .*--scale 1\/255/,
        ),
      }),
    );
  });

  it('is judged by the first million numbers', () => {
    const values = new Float32Array(1_000_004).fill(9);
    values[1_000_001] = 0.5;
    expect(() => feed(shards(array({ values })))).toThrow(/whole numbers up to 9/);
    values[999_999] = 0.5;
    expect(feed(shards(array({ values }))).changes).toEqual([]);
  });
});

describe('a model with flags', () => {
  it.each<[RowArray, string]>([
    [array({ type: 'uint8', values: Uint8Array.of(1, 2, 3, 4) }), 'uint8'],
    [{ shape: [2, 2], values: Uint8Array.of(1, 2, 3, 4) }, 'uint8'],
    [{ shape: [2, 2], values: [1, 2, 3, 4] }, 'float32'],
    [array({ type: 'float64' }), 'float64'],
  ])('takes the element type of the rows', (given, type) => {
    const fed = feed(shards(given), scaled);
    expect(readOnnxModel(fed.bytes, 'net.onnx')).toMatchObject({
      inputs: [{ name: 'x', type, shape: ['N', 2, 2] }],
      changes: fed.changes,
    });
    expect(fed.changes).toEqual([expect.stringMatching(/^input x takes the data, .* divided by 255$/)]);
  });

  it('has its axes turned', () => {
    const given = array({ type: 'uint8', shape: [3, 2], values: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    const fed = feed(shards(given), { transpose: [1, 0], scale: null }, model([2, 3]));
    expect(readOnnxModel(fed.bytes, 'net.onnx').inputs).toMatchObject([{ shape: ['N', 3, 2] }]);
    expect(fed.changes).toEqual([expect.stringContaining('axes turned by 1, 0')]);
  });

  it.each<[string, SourceData | null, Uint8Array?]>([
    ['no data', null],
    ['columns alone', tableWith({})],
    ['several inputs', shards(array()), model([2, 2], FLOAT, ['z'])],
  ])('is refused with %s', (_, data, of = bytes) => {
    for (const flags of [scaled, { transpose: [0, 1], scale: null }])
      expect(() => feed(data, flags, of)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
