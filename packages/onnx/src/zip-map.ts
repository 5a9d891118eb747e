import onnxProto, { type onnx } from 'onnx-proto';
import { zipMapNames } from './class-names.ts';
import type { OnnxProto } from './model-proto.ts';

const wanted = 'probabilities';

/**
 * Cuts the ZipMaps off a model in place: each made its probabilities into a sequence of maps, which no browser can
 * read. What went into it becomes the output, named `probabilities` where that name is free.
 *
 * @returns a sentence for each cut, and the class names that went with the last
 */
export function cutZipMaps(model: OnnxProto): { changes: string[]; classes: string[] | null } {
  const { graph } = model;
  const zipMaps = new Map(
    (graph.node ?? [])
      .filter(({ opType, domain }) => opType === 'ZipMap' && domain === 'ai.onnx.ml')
      .map((node) => [node.output?.[0], node]),
  );
  if (zipMaps.size === 0) return { changes: [], classes: null };
  const used = usedNames(graph);
  const batch = batchOf(graph);
  const given = new Set<string>();
  const changes: string[] = [];
  let classes: string[] | null = null;
  /** What stands in the place of each ZipMap that goes. */
  const instead = new Map<onnx.INodeProto, onnx.INodeProto[]>();
  const outputs = (graph.output ?? []).map((output) => {
    const name = output.name ?? '';
    const zipMap = zipMaps.get(name);
    const source = zipMap?.input?.[0];
    if (!zipMap || source === undefined || !output.type?.sequenceType || instead.has(zipMap)) return output;
    classes = zipMapNames(zipMap) ?? classes;
    const renamed = source === wanted || used.has(wanted) ? source : wanted;
    used.add(renamed);
    given.add(renamed);
    // A name is given by a node that copies: renaming the value itself would have to reach into inner graphs.
    const copy = { opType: 'Identity', name: `${renamed}_of_${source}`, input: [source], output: [renamed] };
    instead.set(zipMap, renamed === source ? [] : [copy]);
    changes.push(`ZipMap cut off: output ${name} (sequence of maps) became ${renamed} (tensor [N, classes])`);
    return tensorOutput(renamed, batch, classes?.length ?? null);
  });
  graph.node = (graph.node ?? []).flatMap((node) => instead.get(node) ?? [node]);
  graph.output = outputs;
  graph.valueInfo = (graph.valueInfo ?? []).filter(({ name }) => !given.has(name ?? ''));
  return { changes, classes };
}

function usedNames({ node, input, initializer }: onnx.IGraphProto): Set<string> {
  const names = new Set([...(input ?? []), ...(initializer ?? [])].map(({ name }) => name ?? ''));
  for (const { output } of node ?? []) for (const name of output ?? []) names.add(name);
  return names;
}

/** The name of the batch dimension, as the inputs have it. */
function batchOf({ input }: onnx.IGraphProto): string {
  return input?.map((value) => value.type?.tensorType?.shape?.dim?.[0]?.dimParam).find(Boolean) ?? 'N';
}

function tensorOutput(name: string, batch: string, classes: number | null): onnx.IValueInfoProto {
  const dim = [{ dimParam: batch }, classes === null ? {} : { dimValue: classes }];
  const elemType = onnxProto.onnx.TensorProto.DataType.FLOAT;
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
