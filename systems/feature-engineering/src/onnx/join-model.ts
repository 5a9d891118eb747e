import onnxProto, { type onnx } from 'onnx-proto';
import { FeaturesError } from '../features-error.ts';
import type { FittedTransformer } from '../transformers/transformer.ts';
import { cutZipMaps } from './cut-zip-maps.ts';
import { featureGraph, irVersion, listed, setsOf, type RawOptions } from './feature-graph.ts';
import { feed, modelInputs } from './model-input.ts';
import { jointOperatorSets } from './operator-sets.ts';
import { readModel } from './read-model.ts';
import { nodesWithin, renamedGraph } from './rename-graph.ts';

export interface JoinOptions extends RawOptions {
  /** Names the model in errors. */
  file?: string;
  /** What the graph says of itself; by default what the model says. */
  doc?: string;
}

/** Key of the class names of a ZipMap that was cut off: a JSON array. */
const classesKey = 'modelfolio.classes';
/** Key of the names of a graph's features: none of this graph's outputs holds them. */
const featuresKey = 'modelfolio.features';

/**
 * A fitted transformer and a model as one ONNX graph: raw columns in, as `toOnnx` takes them, and what the model gives
 * out, under its names. A ZipMap is cut off: its probabilities come out as a tensor, named `probabilities` where that is
 * free. Features are computed in double precision, and rounded once to the precision that the model takes.
 *
 * @example
 * const graph = joinModel(fitted, await readFile('model.onnx'), { file: 'model.onnx' });
 *
 * @param bytes a model with one input `[N, features]`, or with an input `[N, 1]` for each feature, under its name
 * @throws FeaturesError `onnx-impossible` when the two do not fit, or it is not known that they mean the same together
 */
export function joinModel(
  fitted: FittedTransformer,
  bytes: Uint8Array,
  { file = 'the model', doc, missing = [] }: JoinOptions = {},
): Uint8Array {
  const model = readModel(bytes, file);
  const columns = fitted.columns.map(({ name }) => name);
  const taken = modelInputs(model.graph, file);
  const rename = renaming(columns, namesOf(model.graph.output));
  const { graph: own, classes } = cutZipMaps(renamedGraph(model.graph, rename), columns);
  const outputs = namesOf(own.output);
  refuseTwins(columns, outputs, file);
  const { graph, inputs, features } = featureGraph(fitted, outputs, { missing });
  feed(graph, { features, inputs: taken, rename, file });
  const sets = jointOperatorSets(
    { sets: setsOf(graph), nodes: graph.nodes },
    { sets: model.sets, nodes: nodesWithin(own) },
  );
  return onnxProto.onnx.ModelProto.encode({
    irVersion: Math.max(irVersion, model.irVersion),
    producerName: 'modelfolio',
    docString: doc ?? model.doc,
    opsetImport: listed(sets),
    metadataProps: [
      ...model.metadata.filter(({ key }) => key !== featuresKey && !(classes && key === classesKey)),
      ...(classes ? [{ key: classesKey, value: JSON.stringify(classes) }] : []),
    ],
    graph: {
      name: 'features and model',
      node: [...graph.nodes, ...(own.node ?? [])],
      initializer: [...graph.initializers, ...(own.initializer ?? [])],
      valueInfo: graph.valueInfo,
      input: inputs,
      output: (own.output ?? []).map((one) => withRows(one, taken[0]?.rows ?? '')),
    },
  }).finish();
}

const namesOf = (values: onnx.IValueInfoProto[] | null | undefined): string[] =>
  (values ?? []).map(({ name }) => name ?? '');

/** Outputs keep their names; every other value of the model gets one that no column has. */
function renaming(columns: readonly string[], outputs: readonly string[]): (name: string) => string {
  let prefix = 'model_';
  while ([...columns, ...outputs].some((name) => name.startsWith(prefix))) prefix += '_';
  const kept = new Set(outputs);
  return (name) => (kept.has(name) ? name : prefix + name);
}

function refuseTwins(columns: readonly string[], outputs: readonly string[], file: string): void {
  const twin = outputs.find((name) => columns.includes(name));
  if (twin === undefined) return;
  throw new FeaturesError('onnx-impossible', 'an output of the model has the name of this column', {
    file,
    column: twin,
    hint: 'rename one of them',
  });
}

/** The number of rows is N, as for the columns; onnxmltools states one row where as many come out as went in. */
function withRows(value: onnx.IValueInfoProto, rows: string): onnx.IValueInfoProto {
  const { tensorType } = value.type ?? {};
  const [first, ...others] = tensorType?.shape?.dim ?? [];
  const isOpen = first && (first.dimParam ?? '') === rows && Number(first.dimValue ?? 0) <= 1;
  if (!isOpen) return value;
  return {
    ...value,
    type: { tensorType: { ...tensorType, shape: { dim: [{ dimParam: 'N' }, ...others] } } },
  };
}
