import { createRequire } from 'node:module';
import type { onnx } from 'onnx-proto';
import { afterAll, describe, expect, it } from 'vitest';
import { readDroppedModel } from '../src/dropped-model.ts';
import { decodeOnnx } from '../src/model-proto.ts';
import { readOnnxModel } from '../src/onnx-model.ts';
import { DataType, ints, modelOf, node, tensorValue } from './graphs.ts';

interface Protobuf {
  util: { Long: unknown };
  configure(): void;
}
// The instance that onnx-proto reads with.
const own = createRequire(import.meta.url);
const protobuf = createRequire(own.resolve('onnx-proto'))('protobufjs/minimal') as Protobuf;
const { Long } = protobuf.util;

/** What pages have, where the package `long` is not: plain numbers. */
function withLong(found: boolean): void {
  protobuf.util.Long = found ? Long : null;
  protobuf.configure();
}
afterAll(() => withLong(true));

describe.each([true, false])('with 64-bit integers as objects: %s', (found) => {
  it('reads dimensions, attributes, versions and constants alike', () => {
    withLong(found);
    const bytes = modelOf({
      input: [tensorValue('x', DataType.FLOAT, [1, 3])],
      output: [tensorValue('l', DataType.INT64, [1]), tensorValue('p', DataType.FLOAT, [1, 2])],
      initializer: [
        { name: 'w', dims: [3, 2], dataType: DataType.FLOAT, floatData: [1, 2, 3, 4, 5, 6] },
        { name: 'classes', dims: [2], dataType: DataType.INT64, int64Data: [-7, 9_007_199_254_740_991] },
      ],
      node: [
        node('ml:ArrayFeatureExtractor', ['classes', 'at'], ['l']),
        node('ml:LinearClassifier', ['x'], ['at', 'p'], [ints('classlabels_ints', [-7, 3])]),
      ],
    });
    const { opsetImport, graph } = decodeOnnx(bytes, 'm');
    const dim = graph.input?.[0]?.type?.tensorType?.shape?.dim?.[1];
    expect(typeof dim?.dimValue).toBe(found ? 'object' : 'number');
    expect(typeof opsetImport[0]?.version).toBe(found ? 'object' : 'number');
    expect(readOnnxModel(bytes, 'm')).toEqual({
      inputs: [{ name: 'x', type: 'float32', shape: [1, 3] }],
      outputs: [
        {
          name: 'l',
          type: 'int64',
          shape: [1],
          maker: 'ArrayFeatureExtractor',
          classes: ['-7', '9007199254740991'],
          features: null,
        },
        {
          name: 'p',
          type: 'float32',
          shape: [1, 2],
          maker: 'LinearClassifier',
          classes: ['-7', '3'],
          features: null,
        },
      ],
      opset: { 'ai.onnx': 17, 'ai.onnx.ml': 3 },
      parameters: 6,
      changes: [],
    });
    const { inputs, output, bytes: fitted } = readDroppedModel(bytes, 'm', null);
    expect(inputs[0]?.shape).toEqual(['N', 3]);
    expect(output.classes).toEqual(['-7', '9007199254740991']);
    // A number that was decoded one way is written the same way.
    const attribute = decodeOnnx(fitted, 'm').graph.node?.[1]?.attribute?.[0] as onnx.AttributeProto;
    expect(attribute.ints.map(String)).toEqual(['-7', '3']);
  });
});
