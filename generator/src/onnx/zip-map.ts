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
  const changes: string[] = [];
  let classes: string[] | null = null;
  for (const [index, output] of (graph.output ?? []).entries()) {
    const name = output.name ?? '';
    const zipMap = graph.node?.find(
      ({ opType, domain, output: made }) =>
        opType === 'ZipMap' && domain === 'ai.onnx.ml' && made?.[0] === name,
    );
    const source = zipMap?.input?.[0];
    if (!zipMap || source === undefined || !output.type?.sequenceType) continue;
    classes = zipMapNames(zipMap) ?? classes;
    const renamed = source === wanted || isUsed(graph, wanted) ? source : wanted;
    const nodes = graph.node ?? [];
    graph.node = nodes.flatMap((node) => {
      if (node !== zipMap) return [node];
      // A name is given by a node that copies: renaming the value itself would have to reach into inner graphs.
      return renamed === source
        ? []
        : [{ opType: 'Identity', name: `${renamed}_of_${source}`, input: [source], output: [renamed] }];
    });
    const outputs = [...(graph.output ?? [])];
    outputs[index] = tensorOutput(renamed, batchOf(graph), classes?.length ?? null);
    graph.output = outputs;
    graph.valueInfo = (graph.valueInfo ?? []).filter((value) => value.name !== renamed);
    changes.push(`ZipMap cut off: output ${name} (sequence of maps) became ${renamed} (tensor [N, classes])`);
  }
  return { changes, classes };
}

function isUsed({ node, input, initializer }: onnx.IGraphProto, name: string): boolean {
  return (
    (node ?? []).some((one) => one.output?.includes(name) === true) ||
    [...(input ?? []), ...(initializer ?? [])].some((value) => value.name === name)
  );
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
