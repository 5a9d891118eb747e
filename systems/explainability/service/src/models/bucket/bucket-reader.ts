import { defaultMaxListeners, setMaxListeners } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Storage } from '@google-cloud/storage';
import { askAgain } from './ask-again.ts';
import { bucketFailure, mayPass } from './bucket-failure.ts';

/** One version of an object of a bucket. */
export interface StoredObject {
  readonly name: string;
  readonly bytes: number;
  /** Names this version: what is loaded is what was looked at, also when somebody writes another one meanwhile. */
  readonly generation: string;
  /** How its bytes are packed, e.g. `gzip`; `null` for as they are. */
  readonly encoding: string | null;
}

/** A bucket of Cloud Storage, to read. All fail as {@link bucketFailure} has it. */
export interface BucketReader {
  /** Names of the folders under a prefix, which ends in a slash or is empty. */
  folders(prefix: string): Promise<string[]>;
  /** `null` where there is none. */
  find(name: string): Promise<StoredObject | null>;
  /** Loads an object into a file; its CRC32C is compared with the one that the bucket tells. */
  load(object: StoredObject, file: string): Promise<void>;
}

/** Milliseconds without a byte after which a load is begun again. */
const patience = 30_000;

/**
 * Reads a bucket as the machine's account (Application Default Credentials), or an emulator where
 * `STORAGE_EMULATOR_HOST` names one.
 *
 * @param signal ends what is under way
 */
export function bucketReader(bucketName: string, signal: AbortSignal): BucketReader {
  const bucket = storageClient().bucket(bucketName);

  async function asked<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await askAgain(work, { mayPass, signal });
    } catch (error) {
      signal.throwIfAborted();
      throw bucketFailure(error, `gs://${bucketName}/${place}`.replace(/\/$/, ''));
    }
  }

  return {
    folders: (prefix) =>
      asked(prefix, async () => {
        const found: string[] = [];
        for (let query: object | null = { prefix, delimiter: '/', autoPaginate: false }; query !== null;) {
          const [, next, answer] = (await bucket.getFiles(query)) as [
            unknown,
            object | null,
            { prefixes?: string[] },
          ];
          found.push(...(answer.prefixes ?? []).map((each) => each.slice(prefix.length, -1)));
          query = next ?? null;
        }
        return found;
      }),
    find: (name) =>
      asked(name, async () => {
        const [metadata] = await bucket
          .file(name)
          .getMetadata()
          .catch((error: unknown) => {
            if ((error as { code?: unknown }).code === 404) return [null];
            throw error;
          });
        return (
          metadata && {
            name,
            bytes: Number(metadata.size),
            generation: String(metadata.generation),
            encoding: metadata.contentEncoding ?? null,
          }
        );
      }),
    load: ({ name, generation }, file) =>
      asked(name, async () => {
        const stalled = new AbortController();
        const timer = setTimeout(() => stalled.abort(), patience);
        const source = bucket.file(name, { generation }).createReadStream({ validation: 'crc32c' });
        source.on('data', () => timer.refresh());
        try {
          await pipeline(source, createWriteStream(file, { mode: 0o600 }), {
            signal: AbortSignal.any([signal, stalled.signal]),
          });
        } finally {
          clearTimeout(timer);
        }
      }),
  };
}

function storageClient(): Storage {
  // Each of its loads has some more listeners than Node takes for usual, and Node would warn of a leak.
  setMaxListeners(Math.max(20, defaultMaxListeners));
  // What fails is asked again by the reader, where it can be given up.
  const storage = new Storage({ retryOptions: { autoRetry: false }, timeout: patience });
  const emulator = process.env['STORAGE_EMULATOR_HOST'];
  // Every other client of Google takes a host, this one the whole of an address.
  if (emulator) storage.baseUrl = `${emulator.replace(/\/+$/, '')}/storage/v1`;
  return storage;
}
