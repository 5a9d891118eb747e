import { open, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatasetFile } from './dataset-files.ts';
import { FashionMnistError } from './fashion-mnist-error.ts';

/** What a download does to the world. */
export interface DownloadEffects {
  fetch: typeof globalThis.fetch;
  /** Base addresses, tried in order. */
  addresses: readonly string[];
  /** Bytes so far, and in all where the server says. */
  progress(name: string, received: number, total: number | null): void;
}

/**
 * Downloads a file into `path`, going on where an earlier download of it stopped (`path.part`). Only bytes
 * that `check` accepts get the final name.
 *
 * @param check throws `dataset-damaged` when the whole file is not what it should be
 * @returns the address it came from
 * @throws FashionMnistError `download-failed` naming each address and what happened there
 */
export async function downloadFile(
  { name }: Pick<DatasetFile, 'name'>,
  path: string,
  effects: DownloadEffects,
  check: (bytes: Uint8Array, from: string) => void,
): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const failures: string[] = [];
  for (const address of effects.addresses.map((base) => `${base}/${name}`)) {
    // What was there may be the start of another file: when the whole is wrong, it is fetched afresh once.
    const attempts = (await sizeOf(part)) > 0 ? 2 : 1;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        await receive(address, part, name, effects);
        check(await readFile(part), address);
        await rename(part, path);
        return address;
      } catch (cause) {
        failures.push(reasonOf(address, cause));
        if (!isDamaged(cause)) break;
        await rm(part, { force: true });
      }
    }
  }
  throw new FashionMnistError('download-failed', `${name} could not be downloaded (${failures.join('; ')})`, {
    hint: 'run again to resume, or put the four published files in a folder and name it in MODELFOLIO_FASHION_MNIST',
  });
}

/** Appends to `part` what it lacks, or writes it anew where the server does not serve ranges. */
async function receive(
  address: string,
  part: string,
  name: string,
  { fetch, progress }: DownloadEffects,
): Promise<void> {
  const present = await sizeOf(part);
  const range: Record<string, string> = present > 0 ? { range: `bytes=${present}-` } : {};
  // Without this a server may compress the answer again, and ranges would not fit what fetch decodes.
  const response = await fetch(address, { headers: { 'accept-encoding': 'identity', ...range } });
  const rangeNotSatisfiable = 416;
  if (response.status === rangeNotSatisfiable) {
    await response.body?.cancel();
    return; // Everything is there already.
  }
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const resumes =
    response.status === 206 &&
    response.headers.get('content-range')?.startsWith(`bytes ${present}-`) === true;
  if (response.status === 206 && !resumes) throw new Error('the server sent another range than asked for');
  let received = resumes ? present : 0;
  const length = response.headers.get('content-length');
  const total = length === null ? null : received + Number(length);
  const output = await open(part, resumes ? 'a' : 'w');
  try {
    for await (const chunk of response.body) {
      await output.write(chunk);
      received += chunk.length;
      progress(name, received, total);
    }
  } finally {
    await output.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

function isDamaged(cause: unknown): boolean {
  return cause instanceof FashionMnistError && cause.code === 'dataset-damaged';
}

function reasonOf(address: string, cause: unknown): string {
  if (!(cause instanceof Error)) return `${address}: ${String(cause)}`;
  if (isDamaged(cause)) return cause.message;
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return `${address}: ${cause.message}${inner}`;
}
