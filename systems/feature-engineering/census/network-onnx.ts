import onnxProto from 'onnx-proto';
import { described, irVersion, listed, setsOf } from '../src/onnx/feature-graph.ts';
import { dataType, Graph } from '../src/onnx/graph.ts';
import type { DenseWeights } from './dense-network.ts';

/**
 * A dense network as an ONNX graph in double precision: `features` `[N, width]` goes in, `label` `[N]` and
 * `probabilities` `[N, classes]` come out.
 *
 * @param classes names, in the order of the last layer's units
 */
export function networkOnnx(
  layers: readonly DenseWeights[],
  { width, classes }: { width: number; classes: readonly string[] },
): Uint8Array {
  const graph = new Graph(['features', 'label', 'probabilities']);
  let x = 'features';
  for (const { kernel, bias, relu } of layers) {
    const weights = graph.numbers([...kernel], [kernel.length / bias.length, bias.length]);
    x = graph.add('Add', [graph.add('MatMul', [x, weights]), graph.numbers([...bias], [1, bias.length])]);
    if (relu) x = graph.add('Relu', [x]);
  }
  graph.addAs('probabilities', 'Softmax', [x], { axis: 1 });
  const place = graph.add('ArgMax', ['probabilities'], { axis: 1, keepdims: 0 });
  const label = graph.addMl('LabelEncoder', [place], {
    keys_int64s: classes.map((_, at) => at),
    values_strings: [...classes],
  });
  graph.addAs('label', 'Identity', [label]);
  const { double, text } = dataType;
  return onnxProto.onnx.ModelProto.encode({
    irVersion,
    producerName: 'modelfolio',
    opsetImport: listed(setsOf(graph)),
    graph: {
      name: 'network',
      node: graph.nodes,
      initializer: graph.initializers,
      input: [described('features', double, width)],
      output: [
        { name: 'label', type: { tensorType: { elemType: text, shape: { dim: [{ dimParam: 'N' }] } } } },
        described('probabilities', double, classes.length),
      ],
    },
  }).finish();
}
