import onnxProto, { type onnx } from 'onnx-proto';
import { graphValues } from './graph-values.ts';
import { elementTypes } from './tensor-numbers.ts';

/** A model that gives what goes into another one's trees, or into its last weighted sum. */
export interface TreeFront {
  readonly bytes: Uint8Array;
  /** Name of its only output: `[N, features]`, in double precision. */
  readonly output: string;
}

/** Oldest operator set whose Cast is the one of today's models. */
const castSet = 13;

/**
 * The part of a model in front of a value, as a model of its own with the same inputs. The value is handed out in double
 * precision, which holds single precision and whole numbers below 2^53 unchanged.
 *
 * @param name value in the model's graph
 */
export function treeFront(model: onnx.IModelProto, name: string): TreeFront {
  const { graph, inputs } = graphValues(model);
  const needed = new Set([name]);
  const nodes: onnx.INodeProto[] = [];
  for (const node of (graph.node ?? []).toReversed()) {
    if (!node.output?.some((output) => needed.has(output))) continue;
    nodes.unshift(node);
    for (const used of namesUsed(node)) needed.add(used);
  }
  const isNeeded = (value: { name?: string | null }): boolean => needed.has(value.name ?? '');
  const taken = new Set([...needed, ...inputs.map((input) => input.name ?? '')]);
  let output = 'features';
  while (taken.has(output)) output += '_';
  const sets = model.opsetImport ?? [];
  const hasOwnSet = sets.some(({ domain }) => !domain || domain === 'ai.onnx');
  const bytes = onnxProto.onnx.ModelProto.encode({
    irVersion: model.irVersion ?? null,
    producerName: 'modelfolio',
    opsetImport: hasOwnSet ? sets : [...sets, { domain: '', version: castSet }],
    functions: (model as onnx.ModelProto).functions ?? [],
    graph: {
      name: 'front',
      node: [
        ...nodes,
        {
          opType: 'Cast',
          name: output,
          input: [name],
          output: [output],
          attribute: [
            {
              name: 'to',
              type: onnxProto.onnx.AttributeProto.AttributeType.INT,
              i: elementTypes.double,
            },
          ],
        },
      ],
      initializer: (graph.initializer ?? []).filter(isNeeded),
      sparseInitializer: graph.sparseInitializer ?? [],
      // Old files list constants as inputs too, and are read only so.
      input: (graph.input ?? []).filter((input) => inputs.includes(input) || isNeeded(input)),
      output: [{ name: output, type: { tensorType: { elemType: elementTypes.double } } }],
    },
  }).finish();
  return { bytes, output };
}

/** What a node takes, and what graphs within it may take from outside. */
function namesUsed({ input, attribute }: onnx.INodeProto): string[] {
  const graphs = (attribute ?? []).flatMap(({ g, graphs: several }) => [g, ...(several ?? [])]);
  return [
    ...(input ?? []),
    ...graphs.flatMap((graph) => [
      ...(graph?.node ?? []).flatMap(namesUsed),
      ...(graph?.output ?? []).map(({ name }) => name ?? ''),
    ]),
  ];
}
