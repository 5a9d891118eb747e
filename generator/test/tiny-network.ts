/** A model of TensorFlow.js in two files. */
export interface TinyNetwork {
  modelJson: string;
  weights: Uint8Array;
}

const floats = { dtype: { type: 'DT_FLOAT' } };
const wholes = { dtype: { type: 'DT_INT32' } };
const computed = { T: { type: 'DT_FLOAT' } };

/**
 * The twin of `tinyClassifier` as a graph model: the same scores, divided by their sum.
 *
 * @param change what becomes of each of its twelve weights and three biases
 */
export function tinyNetwork(
  change: (value: number, index: number) => number = (value) => value,
): TinyNetwork {
  const weights = Array.from({ length: 12 }, (_, index) => weight(Math.floor(index / 3), index % 3));
  const modelJson = {
    format: 'graph-model',
    modelTopology: {
      node: [
        { name: 'image', op: 'Placeholder', attr: { ...floats, shape: { shape: { dim: dims(-1, 2, 2) } } } },
        { name: 'flat', op: 'Const', attr: wholes },
        { name: 'weights', op: 'Const', attr: floats },
        { name: 'bias', op: 'Const', attr: floats },
        { name: 'axis', op: 'Const', attr: wholes },
        { name: 'rows', op: 'Reshape', input: ['image', 'flat'], attr: computed },
        { name: 'products', op: 'MatMul', input: ['rows', 'weights'], attr: computed },
        { name: 'scores', op: 'AddV2', input: ['products', 'bias'], attr: computed },
        { name: 'sums', op: 'Sum', input: ['scores', 'axis'], attr: { ...computed, keep_dims: { b: true } } },
        { name: 'probabilities', op: 'RealDiv', input: ['scores', 'sums'], attr: computed },
      ],
      versions: { producer: 1 },
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: [
          { name: 'flat', shape: [2], dtype: 'int32' },
          { name: 'weights', shape: [4, 3], dtype: 'float32' },
          { name: 'bias', shape: [3], dtype: 'float32' },
          { name: 'axis', shape: [1], dtype: 'int32' },
        ],
      },
    ],
    signature: {
      inputs: { image: { name: 'image:0', dtype: 'DT_FLOAT', tensorShape: { dim: dims(-1, 2, 2) } } },
      outputs: {
        probabilities: { name: 'probabilities:0', dtype: 'DT_FLOAT', tensorShape: { dim: dims(-1, 3) } },
      },
    },
  };
  return {
    modelJson: JSON.stringify(modelJson),
    weights: Buffer.concat([
      bytesOf(Int32Array.of(-1, 4)),
      bytesOf(Float32Array.from([...weights, 1, 1, 1].map(change))),
      bytesOf(Int32Array.of(1)),
    ]),
  };
}

/** Class 0 looks at the top row, class 1 at the bottom row, class 2 at the left column. */
function weight(pixel: number, label: number): number {
  const [row, column] = [Math.floor(pixel / 2), pixel % 2];
  return [row === 0, row === 1, column === 0][label] ? 2 : 0;
}

function dims(...sizes: number[]): { size: string }[] {
  return sizes.map((size) => ({ size: String(size) }));
}

function bytesOf({ buffer }: Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer);
}
