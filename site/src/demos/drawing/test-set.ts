import type { DemoModel } from './demo-model.ts';
import { download, gunzip } from '@modelfolio/pages/download';
import type { Pixels } from './drawing.ts';
import type { ReadFile } from '@modelfolio/pages/engine/engine-files';
import { parseIdx } from '@modelfolio/inference/idx';
import { pairIdx } from './pair-idx.ts';

/** `rows` images `[rows, height, width]` and their labels; `first` is the number of the first one. */
export type ShardRows = { first: number; rows: number; images: Pixels; labels: Uint8Array<ArrayBuffer> };

type ShardModel = Pick<DemoModel, 'width' | 'height' | 'classes' | 'shards'>;

/**
 * Fetches, checks and unpacks one shard of the evaluation set.
 *
 * @throws DemoError for the transfer, InferenceError for the content
 */
export async function readShard(
  model: ShardModel,
  number: number,
  onBytes: (count: number) => void,
  signal: AbortSignal,
  read: ReadFile = download,
): Promise<ShardRows> {
  const shard = model.shards[number];
  if (!shard) throw new RangeError(`shard ${number} of ${model.shards.length}`);
  const unpack = async (file: (typeof shard)['images']) =>
    parseIdx(await gunzip(await read(file, onBytes, signal)));
  const [images, labels] = await Promise.all([unpack(shard.images), unpack(shard.labels)]);
  const { width, height, classes } = model;
  const paired = pairIdx(images, labels, { rows: shard.rows, height, width, classes: classes.length });
  const first = model.shards.slice(0, number).reduce((sum, { rows }) => sum + rows, 0);
  return { first, rows: shard.rows, ...paired };
}

/** Number of the shard that holds row `index`. */
export function shardOfRow(shards: readonly { rows: number }[], index: number): number {
  let first = 0;
  return shards.findIndex(({ rows }) => index < (first += rows));
}

/** One image `[height, width]` and its label. */
export async function readTestImage(
  model: ShardModel,
  index: number,
  onBytes: (count: number) => void,
  signal: AbortSignal,
  read?: ReadFile,
): Promise<{ pixels: Pixels; label: number }> {
  const shard = await readShard(model, shardOfRow(model.shards, index), onBytes, signal, read);
  const area = model.width * model.height;
  const row = index - shard.first;
  return { pixels: shard.images.slice(row * area, (row + 1) * area), label: shard.labels[row] ?? 0 };
}
