import { defaultMaxListeners, setMaxListeners } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Storage, type File, type FileMetadata } from '@google-cloud/storage';
import { invalidParameter } from '../mlflow-error.ts';
import { joinPaths } from './artifact-path.ts';
import { inOrder, type ArtifactPlace, type ListedArtifact } from './artifact-place.ts';
import { contentTypeOf } from './content-type.ts';
import { measuredBody } from './measured-body.ts';
import { replacedMeanwhile, storageFailure } from './storage-failure.ts';

interface Options {
  readonly bucket: string;
  /** What the names of all artifacts begin with, without slashes at its ends. */
  readonly prefix: string;
  readonly storage: Storage;
}

/** Bytes that are sent at once: a multiple of 256 KiB. */
const chunkSize = 8 * 1024 * 1024;

/**
 * A client with the machine's account (Application Default Credentials), or for an emulator.
 *
 * @param environment `STORAGE_EMULATOR_HOST` names an emulator
 */
export function storageClient(environment: Readonly<Record<string, string | undefined>>): Storage {
  // Each of its streams has some more listeners than Node takes for usual, and Node would warn of a leak.
  setMaxListeners(Math.max(20, defaultMaxListeners));
  const emulator = environment['STORAGE_EMULATOR_HOST']?.replace(/\/+$/, '');
  if (!emulator) return new Storage();
  const storage = new Storage({ apiEndpoint: emulator });
  // Every other client of Google takes a host from that variable, this one the whole of an address.
  storage.baseUrl = `${emulator}/storage/v1`;
  return storage;
}

/** Artifacts in a bucket of Google Cloud Storage, an object for each. */
export function gcsPlace({ bucket: bucketName, prefix, storage }: Options): ArtifactPlace {
  const bucket = storage.bucket(bucketName);
  const uri = `gs://${joinPaths(bucketName, prefix)}`;
  const keyOf = (path: string): string => joinPaths(prefix, path);
  const folderKey = (path: string): string => (keyOf(path) === '' ? '' : `${keyOf(path)}/`);

  /** @throws MlflowError */
  async function asked<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw storageFailure(error, joinPaths(uri, path));
    }
  }

  async function* pages(
    query: object,
  ): AsyncGenerator<{ files: readonly File[]; folders: readonly string[] }> {
    for (let next: object | null = { ...query, autoPaginate: false }; next !== null;) {
      const [files, following, answer] = (await bucket.getFiles(next)) as [
        File[],
        object | null,
        { prefixes?: string[] } | undefined,
      ];
      yield { files, folders: answer?.prefixes ?? [] };
      next = following ?? null;
    }
  }

  async function hasFolder(path: string): Promise<boolean> {
    const [files] = await bucket.getFiles({ prefix: folderKey(path), maxResults: 1, autoPaginate: false });
    return files.length > 0;
  }

  return {
    uri,
    list: (path) =>
      asked(path, async () => {
        const before = folderKey(path);
        const listed: ListedArtifact[] = [];
        for await (const { files, folders } of pages({ prefix: before, delimiter: '/' })) {
          for (const folder of folders) listed.push({ name: folder.slice(before.length, -1), bytes: null });
          for (const { name, metadata } of files)
            // Consoles make an empty object for a folder.
            if (name !== before)
              listed.push({ name: name.slice(before.length), bytes: Number(metadata.size ?? 0) });
        }
        return inOrder(listed);
      }),
    open: (path) =>
      asked(path, async () => {
        const metadata = path === '' ? null : await metadataOf(bucket.file(keyOf(path)));
        if (metadata === null) return (await hasFolder(path)) ? 'folder' : null;
        const bytes = Number(metadata.size ?? 0);
        const generation = String(metadata.generation);
        return {
          bytes,
          changed: Date.parse(metadata.updated ?? '') || 0,
          version: generation,
          read: (part) =>
            asked(path, async () => {
              const source = bucket.file(keyOf(path), { generation }).createReadStream({
                decompress: false,
                ...(part ? { start: part.first, end: part.last } : { validation: 'crc32c' }),
              });
              await answered(source, path);
              return Readable.toWeb(source) as ReadableStream<Uint8Array>;
            }),
          close: async () => {},
        };
      }),
    async write(path, body, options = {}) {
      const { chunks, told } = measuredBody(body, options);
      const file = bucket.file(keyOf(path));
      // In pieces: only the last one makes the object, so that of an upload that is cut nothing is there.
      const target = file.createWriteStream({
        resumable: true,
        chunkSize,
        validation: 'crc32c',
        metadata: { contentType: contentTypeOf(path) },
      });
      let cut: unknown;
      async function* noting(): AsyncGenerator<Uint8Array> {
        try {
          yield* chunks;
        } catch (error) {
          cut = error;
          throw error;
        }
      }
      try {
        await pipeline(Readable.from(noting(), { objectMode: false }), target);
        return { ...told(), version: String(file.metadata.generation) };
      } catch (error) {
        throw cut ?? storageFailure(error, joinPaths(uri, path));
      } finally {
        await chunks.return();
      }
    },
    remove: (path) =>
      asked(path, async () => {
        if (path === '') throw invalidParameter('Invalid path');
        await bucket.file(keyOf(path)).delete({ ignoreNotFound: true });
        for await (const { files } of pages({ prefix: folderKey(path) }))
          await Promise.all(files.map((each) => each.delete({ ignoreNotFound: true })));
      }),
  };
}

async function metadataOf(file: File): Promise<FileMetadata | null> {
  try {
    const [metadata] = await file.getMetadata();
    return metadata;
  } catch (error) {
    if ((error as { code?: unknown }).code === 404) return null;
    throw error;
  }
}

/** Waits until a stream of the storage has begun. */
async function answered(source: Readable, path: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  source.once('readable', resolve).once('end', resolve).once('error', reject);
  await promise.catch((error: unknown) => {
    throw (error as { code?: unknown }).code === 404 ? replacedMeanwhile(path, error) : error;
  });
}
