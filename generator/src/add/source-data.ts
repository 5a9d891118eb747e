import { basename, join } from 'node:path';
import { InferenceError, readTable, type RowArray, type Table } from '@modelfolio/inference';
import { parseIdx } from '@modelfolio/inference/idx';
import { gunzip } from '@modelfolio/inference/node/gunzip';
import type { Effects } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { tableFailure } from '../evaluation/table-set.ts';

/** Evaluation rows as they were handed in: a table, or a folder of images and labels. */
export interface SourceData {
  /** Path in the model's folder, for card.yaml. */
  path: string;
  /** Files by path in the model's folder. */
  files: Map<string, Uint8Array>;
  /** `null` for images. */
  table: Table | null;
  /** The first shard's images, in their shape; `null` for a table. */
  images: RowArray | null;
}

/**
 * Reads the rows to judge a model on: a CSV, Parquet or NPZ file, or a folder of IDX shards.
 *
 * @param at absolute path
 * @throws ModelfolioError `evaluation-set-missing` or `evaluation-set-damaged`, naming line and column
 */
export async function readSourceData(at: string, effects: Effects): Promise<SourceData> {
  const kind = await effects.kindOf(at);
  if (kind === null)
    throw new ModelfolioError('evaluation-set-missing', 'not there', {
      file: at,
      hint: 'name a CSV, Parquet or NPZ file, or a folder of IDX shards',
    });
  if (kind === 'folder') return readShards(at, effects);
  const path = `evaluation/${plainName(basename(at))}`;
  const bytes = await effects.readFile(at);
  try {
    return { path, files: new Map([[path, bytes]]), table: await readTable(bytes, at), images: null };
  } catch (error) {
    throw error instanceof InferenceError ? tableFailure(error) : error;
  }
}

async function readShards(folder: string, effects: Effects): Promise<SourceData> {
  const names = (await effects.listFolder(folder)).filter((name) =>
    /-(?:images\.idx3|labels\.idx1)\.gz$/.test(name),
  );
  if (names.length === 0)
    throw new ModelfolioError('evaluation-set-missing', 'no *-images.idx3.gz with *-labels.idx1.gz', {
      file: folder,
      hint: 'name the folder of the shards, or one CSV, Parquet or NPZ file',
    });
  const files = new Map<string, Uint8Array>();
  for (const name of names)
    files.set(`evaluation/${plainName(name)}`, await effects.readFile(join(folder, name)));
  return { path: 'evaluation', files, table: null, images: imagesOf(files) };
}

/** `null` for a damaged shard: describing the set tells what is wrong with it. */
function imagesOf(files: ReadonlyMap<string, Uint8Array>): RowArray | null {
  const [, bytes] = [...files].find(([name]) => name.endsWith('-images.idx3.gz')) ?? [];
  if (!bytes) return null;
  try {
    const { shape, data } = parseIdx(gunzip(bytes), [3, 4]);
    return { shape: shape.slice(1), type: 'uint8', values: data };
  } catch (error) {
    if (error instanceof InferenceError) return null;
    throw error;
  }
}

/** A name that is safe in a path and an address. */
function plainName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'data.csv';
}
