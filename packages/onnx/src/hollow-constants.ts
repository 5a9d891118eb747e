import type { onnx } from 'onnx-proto';
import { allTensors, sizeOf } from './graph-walk.ts';
import type { OnnxProto } from './model-proto.ts';
import { OnnxError } from './onnx-error.ts';

/** The narrowest types take one bit or more: a byte, and an entry of a list, hold no more values than this. */
const mostInOne = 8;

/**
 * Refuses constants that claim more values than the file holds of them: whoever believes the claim first takes the
 * memory for it.
 *
 * @param path names the file in errors
 * @throws OnnxError `model-unreadable`
 */
export function refuseHollow(model: OnnxProto, path: string): void {
  for (const tensor of allTensors(model)) {
    if ((tensor.dims ?? []).length === 0) continue;
    const size = sizeOf(tensor);
    // Also false for what is no number: a size of nothing times more than can be counted.
    if (size >= 0 && size <= mostInOne * heldIn(tensor)) continue;
    throw new OnnxError(
      'model-unreadable',
      `constant ${JSON.stringify(tensor.name ?? '')} claims ${size} values, the file does not hold so many`,
      { file: path, hint: 'export the model again' },
    );
  }
}

function heldIn(tensor: onnx.ITensorProto): number {
  const { rawData, floatData, doubleData, int32Data, int64Data, uint64Data, stringData } = tensor;
  return [rawData, floatData, doubleData, int32Data, int64Data, uint64Data, stringData].reduce(
    (sum, values) => sum + (values?.length ?? 0),
    0,
  );
}
