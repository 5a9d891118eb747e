import onnxProto, { type onnx } from 'onnx-proto';
import { zipMapNames } from '@modelfolio/onnx';
import { domainOf } from './operator-sets.ts';

const wanted = 'probabilities';

/**
 * A graph without the ZipMaps that end it: each made its probabilities into a sequence of maps, which no browser can
 * read. What went into it comes out, named `probabilities` where that is free, or as the maps were.
 *
 * @param taken names that no output may have
 * @returns the class names too that went with the last
 */
export function cutZipMaps(
  graph: onnx.IGraphProto,
  taken: readonly string[],
): { graph: onnx.IGraphProto; classes: string[] | null } {
  let classes: string[] | null = null;
  const names = new Set([...taken, ...(graph.output ?? []).map(({ name }) => name ?? '')]);
  const nodes = new Map((graph.node ?? []).map((node) => [node, node]));
  const output = (graph.output ?? []).map((given) => {
    const zipMap = graph.node?.find(
      (node) =>
        node.opType === 'ZipMap' && domainOf(node.domain) === 'ai.onnx.ml' && node.output?.[0] === given.name,
    );
    if (!zipMap) return given;
    classes = zipMapNames(zipMap);
    const name = names.has(wanted) ? (given.name ?? '') : wanted;
    names.add(name);
    nodes.set(zipMap, {
      opType: 'Identity',
      name: zipMap.name ?? '',
      input: zipMap.input ?? [],
      output: [name],
    });
    const dim = [{ dimParam: 'N' }, ...(classes ? [{ dimValue: classes.length }] : [{}])];
    return {
      name,
      type: { tensorType: { elemType: onnxProto.onnx.TensorProto.DataType.FLOAT, shape: { dim } } },
    };
  });
  return { graph: { ...graph, node: [...nodes.values()], output }, classes };
}
