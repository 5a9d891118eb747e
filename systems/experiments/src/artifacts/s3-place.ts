import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { MlflowError } from '../mlflow-error.ts';
import { joinPaths } from './artifact-path.ts';
import { inOrder, type ArtifactPlace, type ListedArtifact } from './artifact-place.ts';
import { contentTypeOf } from './content-type.ts';
import { measuredBody } from './measured-body.ts';
import { replacedMeanwhile, storageFailure } from './storage-failure.ts';

interface Options {
  readonly bucket: string;
  /** What the keys of all artifacts begin with, without slashes at its ends. */
  readonly prefix: string;
  readonly client: S3Client;
}

/**
 * A client with the credentials and the region of the environment, as all of AWS's have them.
 *
 * @param environment `MLFLOW_S3_ENDPOINT_URL` names another storage that speaks S3, whose buckets are parts of paths
 */
export function s3Client(environment: Readonly<Record<string, string | undefined>>): S3Client {
  const endpoint = environment['MLFLOW_S3_ENDPOINT_URL'] || environment['AWS_ENDPOINT_URL_S3'];
  const region = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
  return new S3Client({
    ...(endpoint && { endpoint, forcePathStyle: true }),
    // A storage elsewhere has no regions, and the client wants one.
    ...(region ? { region } : endpoint ? { region: 'us-east-1' } : {}),
  });
}

/** Artifacts in a bucket of S3, an object for each. */
export function s3Place({ bucket, prefix, client }: Options): ArtifactPlace {
  const uri = `s3://${joinPaths(bucket, prefix)}`;
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

  async function* pages(Prefix: string, Delimiter?: '/'): AsyncGenerator<ListObjectsV2CommandOutput> {
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix,
          ...(Delimiter && { Delimiter }),
          ...(ContinuationToken !== undefined && { ContinuationToken }),
        }),
      );
      yield page;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  async function hasFolder(path: string): Promise<boolean> {
    const { KeyCount = 0 } = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: folderKey(path), MaxKeys: 1 }),
    );
    return KeyCount > 0;
  }

  return {
    uri,
    list: (path) =>
      asked(path, async () => {
        const before = folderKey(path);
        const listed: ListedArtifact[] = [];
        for await (const { Contents = [], CommonPrefixes = [] } of pages(before, '/')) {
          for (const { Prefix = '' } of CommonPrefixes)
            listed.push({ name: Prefix.slice(before.length, -1), bytes: null });
          for (const { Key = '', Size = 0 } of Contents)
            // Consoles make an empty object for a folder.
            if (Key !== before) listed.push({ name: Key.slice(before.length), bytes: Size });
        }
        return inOrder(listed);
      }),
    open: (path) =>
      asked(path, async () => {
        const object = { Bucket: bucket, Key: keyOf(path) };
        const found =
          path === ''
            ? null
            : await client.send(new HeadObjectCommand(object)).catch((error: unknown) => {
                if (statusOf(error) === 404) return null;
                throw error;
              });
        if (found === null) return (await hasFolder(path)) ? 'folder' : null;
        const { ContentLength: bytes = 0, ETag = '', LastModified } = found;
        return {
          bytes,
          changed: LastModified?.getTime() ?? 0,
          version: ETag.replaceAll('"', ''),
          read: (part) =>
            asked(path, async () => {
              const { Body } = await client
                .send(
                  new GetObjectCommand({
                    ...object,
                    IfMatch: ETag,
                    ...(part && { Range: `bytes=${part.first}-${part.last}` }),
                  }),
                )
                .catch((error: unknown) => {
                  throw [404, 412].includes(statusOf(error)) ? replacedMeanwhile(path, error) : error;
                });
              return (Body?.transformToWebStream() ?? new Blob().stream()) as ReadableStream<Uint8Array>;
            }),
          close: async () => {},
        };
      }),
    async write(path, body, options = {}) {
      const { chunks, told } = measuredBody(body, options);
      // What comes from the sender is told as it is; the rest is the storage's.
      let cut: unknown;
      async function* noting(): AsyncGenerator<Uint8Array> {
        try {
          yield* chunks;
        } catch (error) {
          cut = error;
          throw error;
        }
      }
      // Where it fails it takes back the parts that were sent.
      const upload = new Upload({
        client,
        params: {
          Bucket: bucket,
          Key: keyOf(path),
          Body: Readable.from(noting(), { objectMode: false }),
          ContentType: contentTypeOf(path),
          // Of each part S3 compares it with what has come, and keeps it.
          ChecksumAlgorithm: 'SHA256',
        },
        queueSize: 2,
      });
      try {
        const { ETag = '' } = await upload.done();
        return { ...told(), version: ETag.replaceAll('"', '') };
      } catch (error) {
        throw cut ?? storageFailure(error, joinPaths(uri, path));
      } finally {
        await chunks.return();
      }
    },
    remove: (path) =>
      asked(path, async () => {
        if (path === '') throw new MlflowError('INVALID_PARAMETER_VALUE', 'Invalid path');
        const removeAll = async (keys: readonly string[]): Promise<void> => {
          const { Errors: [first] = [] } = await client.send(
            new DeleteObjectsCommand({
              Bucket: bucket,
              Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true },
            }),
          );
          if (first) throw new Error(`${first.Key}: ${first.Message ?? first.Code}`);
        };
        await removeAll([keyOf(path)]);
        for await (const { Contents = [] } of pages(folderKey(path)))
          if (Contents.length > 0) await removeAll(Contents.map(({ Key = '' }) => Key));
      }),
  };
}

const statusOf = (error: unknown): number =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
