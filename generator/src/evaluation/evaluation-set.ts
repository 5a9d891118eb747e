import { InferenceError, tableOf, type ModelSides, type Table } from '@modelfolio/inference';
import type { EvaluationSet, ImageEvaluationSet, ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { parseIdx, type IdxArray } from '@modelfolio/inference/idx';
import { gunzip } from '@modelfolio/inference/node/gunzip';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, listFolder, sha256Of } from '@modelfolio/project';
import { readSetFile, type EvaluationSetWords } from './set-file.ts';
import { describeTableSet, readTableFile } from './table-set.ts';

const imagesSuffix = '-images.idx3.gz';
const labelsSuffix = '-labels.idx1.gz';

/** All rows of an evaluation set in memory. */
export interface EvaluationRows {
  /** Shape of one image, e.g. `[28, 28]`. */
  imageShape: number[];
  /** Images one after another, `rows × imageShape` bytes. */
  images: Uint8Array;
  labels: Uint8Array;
}

/**
 * Describes the rows that card.yaml names: IDX shards in a folder, or one CSV, Parquet or NPZ file. Every row is read, to
 * be sure that it is there.
 *
 * @throws ModelfolioError `evaluation-set-missing` or `evaluation-set-damaged`
 */
export async function describeEvaluationSet(
  project: Project,
  id: string,
  words: EvaluationSetWords,
): Promise<EvaluationSet> {
  return (await kindOf(project, `models/${id}/${words.path}`)) === 'file'
    ? describeTableSet(project, id, words)
    : describeShards(project, id, words);
}

/** Name of the column that holds the labels of an image set. */
const shardLabel = 'label';

/** Columns that hold the truth in the table of {@link readEvaluationTable}. */
export function labelColumns(set: EvaluationSet): readonly string[] {
  return set.format === 'idx-gz' ? [shardLabel] : set.labels;
}

/** What goes in and comes out, with the columns that never go in. */
export function sidesOf({ inputs, input, output, evaluationSet }: ModelManifest): ModelSides {
  return { inputs, input, output, labels: evaluationSet ? labelColumns(evaluationSet) : [] };
}

/**
 * All rows of a set that a manifest describes. Images come as one array, their labels as the column `label`.
 *
 * @throws ModelfolioError `evaluation-set-missing` or `evaluation-set-damaged`
 */
export async function readEvaluationTable(project: Project, id: string, set: EvaluationSet): Promise<Table> {
  if (set.format !== 'idx-gz') return (await readTableFile(project, `models/${id}/${set.file.path}`)).table;
  const { images, imageShape, labels } = await readEvaluationRows(project, id, set);
  const columns = new Map([[shardLabel, Array.from(labels)]]);
  const arrays = new Map([['images', { shape: imageShape, values: images }]]);
  return tableOf(`models/${id}/evaluation`, columns, labels.length, null, arrays);
}

/** Lists the shards under `models/<id>/<path>` with their hashes. */
async function describeShards(
  project: Project,
  id: string,
  { name, split, path, licence, source }: EvaluationSetWords,
): Promise<ImageEvaluationSet> {
  const names = await listFolder(project, `models/${id}/${path}`);
  const prefixes = names
    .filter((file) => file.endsWith(imagesSuffix))
    .map((file) => file.slice(0, -imagesSuffix.length));
  const orphan = names.find(
    (file) => file.endsWith(labelsSuffix) && !prefixes.includes(file.slice(0, -labelsSuffix.length)),
  );
  if (prefixes.length === 0 || orphan)
    throw new ModelfolioError(
      'evaluation-set-missing',
      orphan ? `${orphan} has no ${imagesSuffix} file beside it` : `no *${imagesSuffix} files`,
      { file: `models/${id}/${path}`, hint: 'add the shards, or correct evaluationSet.path in card.yaml' },
    );
  const shards: ImageEvaluationSet['shards'] = [];
  for (const prefix of prefixes) {
    const images = await readShardFile(project, id, `${path}/${prefix}${imagesSuffix}`, [3, 4]);
    const labels = await readShardFile(project, id, `${path}/${prefix}${labelsSuffix}`, [1]);
    sameRows(id, images, labels);
    shards.push({ images: images.digest, labels: labels.digest, rows: labels.array.data.length });
  }
  return {
    name,
    split,
    format: 'idx-gz',
    rows: shards.reduce((sum, shard) => sum + shard.rows, 0),
    shards,
    digest: sha256Of(shards.map(({ images, labels }) => `${images.sha256}\n${labels.sha256}\n`).join('')),
    licence,
    source,
  };
}

/**
 * Reads all rows of a set that a manifest describes.
 *
 * @throws ModelfolioError `evaluation-set-damaged`, also when a shard's image shape differs from the first's
 */
export async function readEvaluationRows(
  project: Project,
  id: string,
  set: ImageEvaluationSet,
): Promise<EvaluationRows> {
  const images: Uint8Array[] = [];
  const labels: Uint8Array[] = [];
  let imageShape: number[] | undefined;
  for (const shard of set.shards) {
    const shardImages = await readShardFile(project, id, shard.images.path, [3, 4]);
    const shardLabels = await readShardFile(project, id, shard.labels.path, [1]);
    sameRows(id, shardImages, shardLabels);
    const shape = shardImages.array.shape.slice(1);
    imageShape ??= shape;
    if (shape.join() !== imageShape.join())
      throw new ModelfolioError(
        'evaluation-set-damaged',
        `images of ${shape.join('×')} in a set of ${imageShape.join('×')}`,
        { file: `models/${id}/${shard.images.path}` },
      );
    images.push(shardImages.array.data);
    labels.push(shardLabels.array.data);
  }
  return { imageShape: imageShape ?? [], images: Buffer.concat(images), labels: Buffer.concat(labels) };
}

interface ShardFile {
  /** Paths in a manifest are relative to the model's folder. */
  digest: { path: string; bytes: number; sha256: string };
  array: IdxArray;
}

async function readShardFile(project: Project, id: string, path: string, rank: number[]): Promise<ShardFile> {
  const file = `models/${id}/${path}`;
  const bytes = await readSetFile(project, file);
  return {
    digest: { path, bytes: bytes.length, sha256: sha256Of(bytes) },
    array: arrayOf(bytes, file, rank),
  };
}

function arrayOf(bytes: Uint8Array, file: string, rank: readonly number[]): IdxArray {
  try {
    return parseIdx(gunzip(bytes), rank);
  } catch (cause) {
    if (!(cause instanceof InferenceError)) throw cause;
    throw new ModelfolioError('evaluation-set-damaged', cause.reason, {
      file,
      hint: 'restore the file',
      cause,
    });
  }
}

function sameRows(id: string, images: ShardFile, labels: ShardFile): void {
  const [imageRows, labelRows] = [images.array.shape[0] ?? 0, labels.array.shape[0] ?? 0];
  if (imageRows !== labelRows || imageRows === 0)
    throw new ModelfolioError(
      'evaluation-set-damaged',
      imageRows === labelRows
        ? 'has no rows'
        : `${labelRows} labels for ${imageRows} images in ${images.digest.path}`,
      { file: `models/${id}/${labels.digest.path}`, hint: 'restore the shard' },
    );
}
