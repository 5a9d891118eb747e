import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import type { OpenSession } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import type { ModelsPlace } from './models-place.ts';
import { openModels, type OpenedModels } from './open-models.ts';

interface LoadModelsOptions {
  /** Bytes that models of a bucket may take together. */
  readonly maxBytes: number;
  /** Opens the graphs. Default: in a process that all share. */
  readonly open?: OpenSession;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  /** Where what is loaded lies until it is opened. Default: the system's folder for temporary files. */
  readonly temporary?: string;
}

/**
 * Opens the models of a folder or of a bucket. Those of a bucket are loaded into a folder that only this user can read,
 * and that is gone when they are open.
 *
 * @throws Failure `model-broken`, and {@link BucketFailureCode} where a bucket cannot be read
 */
export async function loadModels(
  place: ModelsPlace,
  { maxBytes, open = openSession, signal, temporary = tmpdir() }: LoadModelsOptions,
): Promise<OpenedModels> {
  if (place.kind === 'folder') return openModels(place.folder, open);
  // Loaded when it is used: the client is large.
  const [{ bucketReader }, { loadModelFiles }] = await Promise.all([
    import('./bucket/bucket-reader.ts'),
    import('./bucket/load-model-files.ts'),
  ]);
  const { bucket, prefix } = place;
  const shown = `gs://${[bucket, prefix].filter(Boolean).join('/')}`;
  const folder = await mkdtemp(join(temporary, 'models-'));
  const inWords = (text: string): string => text.replaceAll(folder, shown);
  try {
    await loadModelFiles(bucketReader(bucket, signal), folder, {
      place: shown,
      prefix: prefix === '' ? '' : `${prefix}/`,
      maxBytes,
    });
    const { models, leftOut } = await openModels(folder, open);
    return { models, leftOut: leftOut.map(inWords) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Nobody knows the folder, which is gone soon.
    const { code, reason, hint, cause, place: at } = error;
    throw new Failure(code, inWords(reason), { ...at, file: at.file && inWords(at.file), hint, cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
