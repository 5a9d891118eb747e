import onnxProto from 'onnx-proto';

const { AttributeProto, ModelProto, TensorProto } = onnxProto.onnx;

const tensor = (name: string, elemType: number, dim: object[]) => ({
  name,
  type: { tensorType: { elemType, shape: { dim } } },
});

/**
 * A classifier of three columns with a loop in it whose condition stays true.
 *
 * @param turns of the loop; without them it never ends
 */
export function loopingGraph(turns?: number): Uint8Array {
  const { BOOL, FLOAT, INT64 } = TensorProto.DataType;
  const rows = { dimParam: 'N' };
  const body = {
    name: 'body',
    node: [
      { opType: 'Identity', input: ['go on'], output: ['still'] },
      { opType: 'Identity', input: ['held'], output: ['given'] },
    ],
    input: [
      tensor('turn', INT64, []),
      tensor('go on', BOOL, []),
      tensor('held', FLOAT, [rows, { dimValue: 3 }]),
    ],
    output: [tensor('still', BOOL, []), tensor('given', FLOAT, [rows, { dimValue: 3 }])],
  };
  return ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'looping',
      initializer: [
        { name: 'true', dataType: BOOL, dims: [], int32Data: [1] },
        ...(turns === undefined ? [] : [{ name: 'turns', dataType: INT64, dims: [], int64Data: [turns] }]),
      ],
      node: [
        {
          opType: 'Loop',
          input: [turns === undefined ? '' : 'turns', 'true', 'x'],
          output: ['looped'],
          attribute: [{ name: 'body', type: AttributeProto.AttributeType.GRAPH, g: body }],
        },
        { opType: 'Softmax', input: ['looped'], output: ['probabilities'] },
      ],
      input: [tensor('x', FLOAT, [rows, { dimValue: 3 }])],
      output: [tensor('probabilities', FLOAT, [rows, { dimValue: 3 }])],
    },
  }).finish();
}
