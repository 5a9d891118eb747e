import { isStop } from '@modelfolio/inference';
import type { onnx } from 'onnx-proto';
import { decodeOnnx, encodeOnnx, noteChanges, readOnnxModel } from '@modelfolio/onnx';
import type { Effects } from '../effects.ts';
import { stopFailure } from '../model/stop-failure.ts';
import { blankFeeds } from './blank-feeds.ts';

const rows = 2;

/**
 * Corrects what a graph claims of its outputs' shapes: converters write one column for a regressor of several targets.
 * Two rows of zeros show what comes out; a model that cannot take those keeps its claims, the trial over real rows
 * follows.
 *
 * @returns the bytes with a sentence for each correction; the same bytes where there is none
 * @throws ModelfolioError `model-stopped`
 */
export async function correctShapes(
  bytes: Uint8Array,
  path: string,
  { openModel }: Pick<Effects, 'openModel'>,
): Promise<{ bytes: Uint8Array; changes: string[] }> {
  const shapes = await shapesOf(bytes, path, openModel);
  const model = decodeOnnx(bytes, path);
  const changes = (model.graph.output ?? []).flatMap((output) => correct(output, shapes[output.name ?? '']));
  if (changes.length === 0) return { bytes, changes };
  noteChanges(model, changes, null);
  return { bytes: encodeOnnx(model), changes };
}

async function shapesOf(
  bytes: Uint8Array,
  path: string,
  open: Effects['openModel'],
): Promise<Record<string, readonly number[]>> {
  const feeds = blankFeeds(readOnnxModel(bytes, path), rows);
  // One that had to be ended is not tried again; what else goes wrong is told by the trial.
  const unlessStopped = (cause: unknown): null => {
    if (isStop(cause)) throw stopFailure(cause, path);
    return null;
  };
  const model = await open(bytes).catch(unlessStopped);
  if (!model) return {};
  try {
    const outputs = await model.run(feeds).catch(unlessStopped);
    return Object.fromEntries(Object.entries(outputs ?? {}).map(([name, { shape }]) => [name, shape]));
  } finally {
    await model.close();
  }
}

/** In place. Open dimensions are no claims and stay open. */
function correct({ name, type }: onnx.IValueInfoProto, found: readonly number[] | undefined): string[] {
  const tensor = type?.tensorType;
  if (!tensor || found?.[0] !== rows) return [];
  const claimed = (tensor.shape?.dim ?? []).map(({ dimParam, dimValue }) =>
    dimParam || dimValue == null ? null : Number(dimValue),
  );
  const fits =
    claimed.length === found.length &&
    claimed.every((size, axis) => axis === 0 || size === null || size === 0 || size === found[axis]);
  if (fits) return [];
  tensor.shape = { dim: found.map((size, axis) => (axis === 0 ? { dimParam: 'N' } : { dimValue: size })) };
  const shown = (sizes: readonly (number | null)[]): string =>
    `[${sizes.map((size, axis) => (axis === 0 ? 'N' : (size ?? '?'))).join(', ')}]`;
  return [`output ${name ?? ''} claimed the shape ${shown(claimed)} and gives ${shown(found)}: corrected`];
}
