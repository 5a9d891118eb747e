import onnxProto from 'onnx-proto';
import { openSession } from '@modelfolio/inference/node/open-session';
import type { Frame } from '../src/index.ts';
import { graphFeeds } from '../src/onnx/graph-feeds.ts';
import { columnsOf } from './frames.ts';
import { nodesWithin } from '../src/onnx/rename-graph.ts';

/** What ONNX Runtime makes of a frame by a graph of `toOnnx`: column by column. */
export async function runGraph(model: Uint8Array, frame: Frame): Promise<number[][]> {
  const session = await openSession(model);
  const { features } = await session.run(graphFeeds(frame));
  return features ? columnsOf(features) : [];
}

/** Constants and values of a graph that nothing takes. */
export function unusedIn(model: Uint8Array): string[] {
  const { graph } = onnxProto.onnx.ModelProto.decode(model);
  const used = new Set([
    ...[...nodesWithin(graph ?? {})].flatMap(({ input }) => input ?? []),
    ...(graph?.output ?? []).map(({ name }) => name),
  ]);
  const made = (graph?.node ?? []).flatMap(({ output }) => output ?? []);
  const constants = (graph?.initializer ?? []).map(({ name }) => name ?? '');
  return [...made, ...constants].filter((name) => !used.has(name));
}
