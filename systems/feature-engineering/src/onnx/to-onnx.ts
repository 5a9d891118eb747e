import onnxProto from 'onnx-proto';
import { FeaturesError } from '../features-error.ts';
import type { FittedTransformer } from '../transformers/transformer.ts';
import { besideEachOther } from './beside-each-other.ts';
import { described, featureGraph, irVersion, listed, setsOf, type RawOptions } from './feature-graph.ts';
import { dataType } from './graph.ts';

/**
 * A fitted transformer as an ONNX graph: each raw column is an input `[N, 1]`, numbers in double precision and text as
 * text, and `features` `[N, columns]` in double precision comes out. A missing number is NaN, a missing text the empty
 * one. A category that was never seen is treated as by `handleUnknown: 'ignore'`, since a graph cannot refuse.
 *
 * @throws FeaturesError `onnx-impossible` for a transformer that ONNX has no operators for
 */
export function toOnnx(
  fitted: FittedTransformer,
  { doc = '', missing }: { doc?: string } & RawOptions = {},
): Uint8Array {
  if (fitted.columns.some(({ name }) => name === output))
    throw new FeaturesError('onnx-impossible', 'the output of the graph has this name', {
      column: output,
      hint: 'rename the column',
    });
  const { graph, inputs, features } = featureGraph(fitted, [output], missing ? { missing } : {});
  const all = besideEachOther(graph, features);
  graph.addAs(output, 'Identity', [all]);
  return onnxProto.onnx.ModelProto.encode({
    irVersion,
    producerName: 'modelfolio',
    docString: doc,
    opsetImport: listed(setsOf(graph)),
    metadataProps: [{ key: 'modelfolio.features', value: JSON.stringify(features.map(({ name }) => name)) }],
    graph: {
      name: output,
      node: graph.nodes,
      initializer: graph.initializers,
      valueInfo: graph.valueInfo,
      input: inputs,
      output: [described(output, dataType.double, features.length)],
    },
  }).finish();
}

const output = 'features';
