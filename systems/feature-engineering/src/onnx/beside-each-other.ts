import { FeaturesError } from '../features-error.ts';
import type { Feature, Graph } from './graph.ts';

/**
 * Features in one tensor `[N, columns]`. What is a tensor of several columns already stays whole.
 *
 * @throws FeaturesError `onnx-impossible` when one of them is text, or there is none
 */
export function besideEachOther(graph: Graph, features: readonly Feature[]): string {
  if (features.length === 0) throw new FeaturesError('onnx-impossible', 'no column comes out');
  const textual = features.find(({ value }) => value.type === 'text');
  if (textual)
    throw new FeaturesError('onnx-impossible', 'text comes out, where a graph gives numbers', {
      column: textual.name,
      hint: 'encode it, or drop it',
    });
  const parts: string[] = [];
  for (let at = 0; at < features.length;) {
    const whole = wholeBlock(features.slice(at));
    parts.push(whole?.tensor ?? features[at]?.value.tensor ?? '');
    at += whole?.width ?? 1;
  }
  return graph.add('Concat', parts, { axis: 1 });
}

/** The tensor that the next features are all columns of, in their order. */
function wholeBlock(features: readonly Feature[]): { tensor: string; width: number } | null {
  const block = features[0]?.value.block;
  if (!block || features.length < block.width) return null;
  const isWhole = features
    .slice(0, block.width)
    .every(({ value }, at) => value.block?.tensor === block.tensor && value.block.at === at);
  return isWhole ? block : null;
}
