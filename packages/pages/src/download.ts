import { DemoError } from './demo-error.ts';
import type { ServedFile } from './engine/inference-engine.ts';

export type DownloadEffects = {
  fetch: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
  /** `undefined` where the browser has no Cache Storage (plain http on another host, private windows). */
  caches: Pick<CacheStorage, 'open'> | undefined;
  sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
};

/** Name of the cache of verified files: their URLs hold their hash, so that an entry never goes stale. */
export const verifiedFilesCache = 'modelfolio-files-v1';

/** SHA-256 in lower-case hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const browserEffects: DownloadEffects = {
  fetch: (url, init) => fetch(url, init),
  caches: 'caches' in globalThis ? globalThis.caches : undefined,
  sha256,
};

/** A key that names the content, whatever the URL: two pages share it, a changed file misses it. */
const cacheKey = (file: ServedFile): string => `/verified/${file.sha256}`;

async function cacheOf(effects: DownloadEffects): Promise<Cache | undefined> {
  // Cache Storage exists but refuses in some private windows; the download works without it.
  return effects.caches?.open(verifiedFilesCache).catch(() => undefined);
}

async function readBody(
  response: Response,
  onBytes: (count: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  if (response.body) {
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      onBytes(next.value.length);
    }
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/**
 * The bytes of a file, from the cache or the network, proven by their SHA-256.
 *
 * @param onBytes told of each chunk's length as it arrives
 * @throws DemoError `download` (network or status), `digest` (other bytes than promised), `cancelled`
 */
export async function download(
  file: ServedFile,
  onBytes: (count: number) => void,
  signal: AbortSignal,
  effects: DownloadEffects = browserEffects,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = file.url.slice(file.url.lastIndexOf('/') + 1);
  const cache = await cacheOf(effects);
  const stored = await cache?.match(cacheKey(file));
  const bytes = await fetchBytes();
  const digest = await effects.sha256(bytes);
  if (digest !== file.sha256)
    throw new DemoError(
      'digest',
      `${name}: expected SHA-256 ${file.sha256.slice(0, 12)}…, received ${digest.slice(0, 12)}…`,
      { hint: 'The file on the server is not the one this page describes. Reload the page.' },
    );
  // A full disk is no reason to fail: only the next visit pays.
  if (!stored) await cache?.put(cacheKey(file), new Response(bytes)).catch(() => undefined);
  return bytes;

  async function fetchBytes(): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const response = stored ?? (await effects.fetch(file.url, { signal }));
      if (!response.ok) throw new DemoError('download', `${name}: the server answered ${response.status}`);
      return await readBody(response, onBytes);
    } catch (cause) {
      if (signal.aborted) throw new DemoError('cancelled', 'Cancelled.', { cause });
      if (cause instanceof DemoError) throw cause;
      throw new DemoError('download', `${name}: could not be downloaded`, {
        cause,
        hint: 'Check the connection and try again.',
      });
    }
  }
}

/**
 * Decompresses gzip; bytes that a host has already decompressed pass through.
 *
 * @throws DemoError `digest` where the bytes are cut short or damaged
 */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new DemoError('digest', 'A compressed file is cut short or damaged.', {
      cause,
      hint: 'Reload the page.',
    });
  }
}
