import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure, shownValue } from '@modelfolio/failures';
import { parseJson } from '@modelfolio/project/json-file';
import { modelManifest, slug, type FileDigest } from '@modelfolio/schemas';
import { graphFile, rowsFile } from '../model-files.ts';
import type { BucketReader, StoredObject } from './bucket-reader.ts';

/** Bytes of a manifest; nobody needs as many. */
const largestManifest = 16 << 20;

interface LoadOptions {
  /** Address of the bucket with the prefix, for messages: `gs://models`. */
  readonly place: string;
  /** What stands before the id of a model: empty, or with a slash at its end. */
  readonly prefix: string;
  /** Bytes that all of it may take. */
  readonly maxBytes: number;
}

/**
 * Loads the models of a bucket into a folder: of each the manifest, the graph and the rows to compare with, as far as the
 * service takes such models. What is loaded is not compared with the manifest's hashes yet: opening it does that.
 *
 * @param folder is made as a folder of models: `<id>/manifest.json`
 * @throws Failure `model-broken` for what is missing, too large or not of the manifest's size; as the reader fails
 */
export async function loadModelFiles(
  bucket: BucketReader,
  folder: string,
  { place, prefix, maxBytes }: LoadOptions,
): Promise<void> {
  let left = maxBytes;

  async function load(path: string, digest: FileDigest | null): Promise<string> {
    const object = await bucket.find(prefix + path);
    const shown = `${place}/${path}`;
    if (!object) throw new Failure('model-broken', 'it is not there', { file: shown });
    refuse(object, digest, shown);
    left -= object.bytes;
    if (left < 0)
      throw new Failure('model-broken', `with it the models take more than ${maxBytes} bytes`, {
        file: shown,
        hint: 'raise --max-model-bytes',
      });
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await bucket.load(object, file);
    return file;
  }

  const ids = await bucket.folders(prefix);
  if (ids.length === 0)
    throw new Failure('model-broken', 'no model', { file: place, hint: 'expected <id>/manifest.json' });
  // One after the other, as they are opened.
  for (const id of ids.toSorted()) {
    // Names of objects may be anything, also what leads out of a folder.
    if (!slug.safeParse(id).success)
      throw new Failure('model-broken', `${shownValue(id)} is no id of a model`, { file: place });
    const path = `${id}/manifest.json`;
    const bytes = await readFile(await load(path, null));
    const manifest = parseJson(bytes, `${place}/${path}`, modelManifest, 'model-broken');
    if (manifest.input.kind !== 'tabular') continue;
    for (const digest of [graphFile(manifest), rowsFile(manifest)])
      if (digest) await load(`${id}/${digest.path}`, digest);
  }
}

/** @throws Failure `model-broken` */
function refuse({ bytes, encoding }: StoredObject, digest: FileDigest | null, file: string): void {
  if (encoding !== null && encoding !== '')
    throw new Failure('model-broken', `it is stored with Content-Encoding ${encoding}`, {
      file,
      hint: 'upload it as it is: gcloud storage cp without --gzip-local',
    });
  if (digest ? bytes !== digest.bytes : bytes > largestManifest)
    throw new Failure(
      'model-broken',
      digest
        ? `it takes ${bytes} bytes, the manifest says ${digest.bytes}`
        : `it takes ${bytes} bytes, a manifest at most ${largestManifest}`,
      { file },
    );
}
