import onnxProto from 'onnx-proto';

const { ModelProto, TensorProto } = onnxProto.onnx;

/** A linear model: rows of `columns` numbers `x` in, two numbers a row `y` out. So small that the way there counts. */
export function linearGraph(columns: number): Uint8Array {
  const { FLOAT } = TensorProto.DataType;
  const rows = (name: string, width: number) => ({
    name,
    type: { tensorType: { elemType: FLOAT, shape: { dim: [{ dimParam: 'N' }, { dimValue: width }] } } },
  });
  return ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'linear',
      initializer: [
        {
          name: 'weights',
          dataType: FLOAT,
          dims: [columns, 2],
          floatData: Array.from({ length: 2 * columns }, (_, index) => (index % 7) / 7),
        },
      ],
      node: [{ opType: 'MatMul', input: ['x', 'weights'], output: ['y'] }],
      input: [rows('x', columns)],
      output: [rows('y', 2)],
    },
  }).finish();
}
