import type { onnx } from 'onnx-proto';
import type { OnnxProto } from './model-proto.ts';

/**
 * Frees a batch that the exporter fixed at one row, in place: the first dimension of inputs and outputs. Whether the
 * inner operators bear more rows shows only when they are run.
 *
 * @returns a sentence if anything was freed
 */
export function freeBatch({ graph }: OnnxProto): string[] {
  const constants = new Set((graph.initializer ?? []).map(({ name }) => name));
  const inputs = (graph.input ?? []).filter(({ name }) => !constants.has(name));
  if (!inputs.some(hasOneRow)) return [];
  for (const value of [...inputs, ...(graph.output ?? [])])
    if (hasOneRow(value)) value.type!.tensorType!.shape!.dim![0] = { dimParam: 'N' };
  // What is noted of values in between would still say one row.
  graph.valueInfo = [];
  return ['first dimension of inputs and outputs freed: it was fixed at 1'];
}

function hasOneRow({ type }: onnx.IValueInfoProto): boolean {
  const [first] = type?.tensorType?.shape?.dim ?? [];
  return first !== undefined && !first.dimParam && Number(first.dimValue ?? 0) === 1;
}
