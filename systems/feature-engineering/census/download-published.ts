import { createHash } from 'node:crypto';
import type { PublishedFile } from './census-files.ts';

/** How a file is downloaded. */
export interface DownloadOptions {
  fetch: typeof globalThis.fetch;
  /** Called as bytes arrive, with those so far and those in all. */
  progress: (name: string, received: number, total: number) => void;
  signal: AbortSignal | undefined;
  /** Milliseconds without a byte after which the server is given up. */
  patience: number;
}

/**
 * Downloads a file into memory and compares it with what was published.
 *
 * @throws Error saying why, for the caller to add where; the signal's reason when that aborts
 */
export async function downloadPublished(
  file: PublishedFile,
  { fetch, progress, signal, patience }: DownloadOptions,
): Promise<Uint8Array> {
  const silence = new AbortController();
  const giveUp = (): void => silence.abort(new Error(`no answer for ${patience / 1000} s`));
  let timer = setTimeout(giveUp, patience);
  try {
    const response = await fetch(file.address, {
      // Compressed on the way, the bytes that arrive could not be counted against those in all.
      headers: { 'accept-encoding': 'identity' },
      signal: AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status}`);
    }
    const bytes = new Uint8Array(file.bytes);
    let received = 0;
    for await (const chunk of response.body) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      if (received + chunk.length > file.bytes)
        throw new Error(`more than the ${file.bytes} bytes published`);
      bytes.set(chunk, received);
      received += chunk.length;
      progress(file.name, received, file.bytes);
    }
    if (received < file.bytes) throw new Error(`${received} of ${file.bytes} bytes`);
    checkPublished(file, bytes);
    return bytes;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Refuses bytes that are not the published ones.
 *
 * @throws Error naming both hashes
 */
export function checkPublished({ sha256 }: Pick<PublishedFile, 'sha256'>, bytes: Uint8Array): void {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256)
    throw new Error(
      `other bytes than published (SHA-256 ${found.slice(0, 12)}…, not ${sha256.slice(0, 12)}…)`,
    );
}
