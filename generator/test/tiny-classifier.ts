import onnxProto, { type onnx } from 'onnx-proto';

const { DataType } = onnxProto.onnx.TensorProto;
const { AttributeType } = onnxProto.onnx.AttributeProto;

/** How a tiny classifier differs from a good one. */
export interface TinyVariant {
  inputType?: onnx.TensorProto.DataType;
  /** Dimensions after the batch. */
  imageShape?: number[];
  /** Leaves the probabilities out of the outputs. */
  withoutProbabilities?: boolean;
  classes?: number;
  /** Divides the scores by something else than their sum: by one, or by twice the sum. */
  divisor?: 'one' | 'twice';
  /** Favours class 0, so that some rows come out otherwise. */
  biased?: boolean;
  /** Gives the label of the least probable class. */
  contrary?: boolean;
  /** Claims so many classes for its output while it computes `classes`. */
  claimedClasses?: number;
}

/**
 * The bytes of a real ONNX classifier of 2×2 images in whole numbers: scores = pixels · W + b, probabilities =
 * scores / their sum. Integers and one division are exact in float32, so every machine gives the same bits.
 * Class 0 looks at the top row, class 1 at the bottom row, class 2 at the left column.
 */
export function tinyClassifier(variant: TinyVariant = {}): Uint8Array {
  const {
    inputType = DataType.UINT8,
    imageShape = [2, 2],
    withoutProbabilities,
    classes = 3,
    divisor,
    biased,
    contrary,
    claimedClasses = classes,
  } = variant;
  const pixels = imageShape.reduce((size, dimension) => size * dimension, 1);
  const weights = Array.from({ length: pixels * classes }, (_, index) =>
    weight(Math.floor(index / classes), index % classes),
  );
  const probabilities = output('probabilities', DataType.FLOAT, ['N', claimedClasses]);
  const label = output('label', DataType.INT64, ['N']);
  const graph: onnx.IGraphProto = {
    name: 'tiny',
    input: [output('image', inputType, ['N', ...imageShape])],
    output: withoutProbabilities ? [label] : [probabilities, label],
    initializer: [
      floats('weights', [pixels, classes], weights),
      floats(
        'bias',
        [classes],
        Array.from({ length: classes }, (_, index) => (biased && index === 0 ? 200 : 1)),
      ),
      { name: 'flat', dims: [2], dataType: DataType.INT64, int64Data: [-1, pixels] },
      { name: 'axis', dims: [1], dataType: DataType.INT64, int64Data: [1] },
      floats('one', [], [1]),
    ],
    node: [
      node('Cast', ['image'], 'numbers', [{ name: 'to', type: AttributeType.INT, i: DataType.FLOAT }]),
      node('Reshape', ['numbers', 'flat'], 'rows'),
      node('MatMul', ['rows', 'weights'], 'products'),
      node('Add', ['products', 'bias'], 'scores'),
      node('ReduceSum', ['scores', 'axis'], 'sums', [{ name: 'keepdims', type: AttributeType.INT, i: 1 }]),
      ...(divisor === 'twice' ? [node('Add', ['sums', 'sums'], 'twice')] : []),
      node('Div', ['scores', divisor ?? 'sums'], 'probabilities'),
      node(contrary ? 'ArgMin' : 'ArgMax', ['scores'], 'label', [
        { name: 'axis', type: AttributeType.INT, i: 1 },
        { name: 'keepdims', type: AttributeType.INT, i: 0 },
      ]),
    ],
  };
  return onnxProto.onnx.ModelProto.encode({
    irVersion: 8,
    producerName: 'modelfolio tests',
    opsetImport: [{ domain: '', version: 17 }],
    graph,
  }).finish();
}

/** Weight of a pixel, counted row by row, in a class's score. */
function weight(pixel: number, label: number): number {
  const [row, column] = [Math.floor(pixel / 2), pixel % 2];
  return [row === 0, row === 1, column === 0][label % 3] ? 2 : 0;
}

function output(
  name: string,
  elemType: onnx.TensorProto.DataType,
  shape: (number | string)[],
): onnx.IValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function floats(name: string, dims: number[], floatData: number[]): onnx.ITensorProto {
  return { name, dims, dataType: DataType.FLOAT, floatData };
}

function node(
  opType: string,
  input: string[],
  result: string,
  attribute: onnx.IAttributeProto[] = [],
): onnx.INodeProto {
  return { opType, name: result, input, output: [result], attribute };
}
