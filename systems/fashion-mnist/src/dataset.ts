import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datasetFiles, publisherAddresses, type DatasetFile } from './dataset-files.ts';
import { downloadFile, type DownloadEffects } from './download.ts';
import { FashionMnistError } from './fashion-mnist-error.ts';
import { InferenceError } from '@modelfolio/inference';
import { parseIdx, type IdxArray } from '@modelfolio/inference/idx';
import { uncompressed } from '@modelfolio/inference/node/gunzip';

/** Images `[N, 28, 28]` as unsigned bytes with the class of each. */
export interface LabelledImages {
  images: Uint8Array;
  labels: Uint8Array;
  rows: number;
  /** `sha256:` of the two files' content hashes, images first. */
  digest: string;
  /** Where the images file was read from, for people. */
  source: string;
}

/** Where data sets may lie, and what may be done to get them. */
export interface DatasetEffects extends DownloadEffects {
  env: Record<string, string | undefined>;
  /** The project's cache for this data set. */
  cache: string;
  /** Where a distribution's package puts the files. */
  system: string;
  files: readonly DatasetFile[];
}

/**
 * Reads one part of Fashion-MNIST from the first place that has it: the folder in
 * `MODELFOLIO_FASHION_MNIST`, the project's cache, the distribution's package, the publisher. Each file may be
 * compressed or not. A file that is there but wrong is refused, never passed over.
 *
 * @throws FashionMnistError `dataset-missing`, `dataset-damaged`, `download-failed`
 */
export async function loadDataset(
  part: DatasetFile['part'],
  effects: DatasetEffects,
): Promise<LabelledImages> {
  const [images, labels] = await Promise.all(
    (['images', 'labels'] as const).map((content) => {
      const file = effects.files.find((entry) => entry.part === part && entry.content === content);
      if (!file) throw new Error(`no ${part} ${content}`);
      return loadFile(file, effects);
    }),
  );
  if (!images || !labels) throw new Error('a data set has two files');
  const [rows, labelRows] = [images.shape[0] as number, labels.shape[0] as number];
  if (rows !== labelRows)
    throw new FashionMnistError(
      'dataset-damaged',
      `${images.path} holds ${rows} images, ${labels.path} ${labelRows} labels`,
      { hint: 'replace both with the published files' },
    );
  const digest = createHash('sha256').update(`${images.sha256}\n${labels.sha256}\n`).digest('hex');
  return {
    images: images.data,
    labels: labels.data,
    rows,
    digest: `sha256:${digest}`,
    source: images.origin,
  };
}

interface LoadedFile {
  path: string;
  origin: string;
  shape: readonly number[];
  data: Uint8Array;
  sha256: string;
}

async function loadFile(file: DatasetFile, effects: DatasetEffects): Promise<LoadedFile> {
  const named = effects.env['MODELFOLIO_FASHION_MNIST'];
  const folders = named ? [named] : [effects.cache, effects.system];
  for (const folder of folders) {
    for (const name of [file.name, file.name.replace(/\.gz$/, '')]) {
      const path = join(folder, name);
      const bytes = await readIfThere(path);
      if (bytes) return { ...checkFile(file, bytes, path), path, origin: originOf(folder, effects) };
    }
  }
  if (named)
    throw new FashionMnistError('dataset-missing', `${join(named, file.name)} does not exist`, {
      hint: 'correct or unset MODELFOLIO_FASHION_MNIST',
    });
  const path = join(effects.cache, file.name);
  const address = await downloadFile(file, path, effects, (bytes, from) => {
    checkFile(file, bytes, from);
  });
  return { ...checkFile(file, await readFile(path), path), path, origin: address };
}

/**
 * The array in a published file, compressed or not.
 *
 * @param from names the file in errors
 * @throws FashionMnistError `dataset-damaged`
 */
export function checkFile(
  file: DatasetFile,
  bytes: Uint8Array,
  from: string,
): Pick<LoadedFile, 'shape' | 'data' | 'sha256'> {
  const damaged = (reason: string, cause?: unknown): FashionMnistError =>
    new FashionMnistError('dataset-damaged', `${from}: ${reason}`, {
      hint: 'replace it with the published file',
      cause,
    });
  const { content, array } = readArray(bytes, file.shape.length, damaged);
  if (array.shape.join('×') !== file.shape.join('×'))
    throw damaged(`holds ${array.shape.join('×')} values, expected ${file.shape.join('×')}`);
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== file.sha256)
    throw damaged(`its content has SHA-256 ${sha256.slice(0, 12)}…, expected ${file.sha256.slice(0, 12)}…`);
  return { ...array, sha256 };
}

function readArray(
  bytes: Uint8Array,
  dimensions: number,
  damaged: (reason: string, cause?: unknown) => FashionMnistError,
): { content: Uint8Array; array: IdxArray } {
  try {
    const content = uncompressed(bytes);
    return { content, array: parseIdx(content, [dimensions]) };
  } catch (cause) {
    throw cause instanceof InferenceError ? damaged(cause.reason, cause) : cause;
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new FashionMnistError('dataset-missing', `${path} cannot be read (${code ?? 'unknown reason'})`, {
      cause,
    });
  }
}

/** Recorded in place of a path, which would only mean something on one machine. */
function originOf(folder: string, { env, cache, system }: DatasetEffects): string {
  if (folder === env['MODELFOLIO_FASHION_MNIST']) return 'folder in MODELFOLIO_FASHION_MNIST';
  if (folder === cache) return 'project cache';
  return folder === system ? system : folder;
}

/** The published files, looked for where they usually are. */
export function usualDataset(root: string): Omit<DatasetEffects, 'progress'> {
  return {
    fetch,
    addresses: publisherAddresses,
    env: process.env,
    cache: join(root, '.cache', 'fashion-mnist'),
    system: '/usr/share/datasets/fashion-mnist',
    files: datasetFiles,
  };
}
