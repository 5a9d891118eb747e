import { createHash } from 'node:crypto';

/** How DVC 3 names contents, and how DVC 2 did: text by its Unix line ends. Digests of the two are never compared. */
export type Algorithm = 'md5' | 'md5-dos2unix';

/** A content's name: of a file 32 hexadecimal digits, of a folder's list the same and `.dir`. */
export interface Digest {
  readonly md5: string;
  readonly algorithm: Algorithm;
}

/** Digests bytes that come in chunks. */
export interface Hasher {
  /** Bytes seen. */
  readonly size: number;
  update(chunk: Uint8Array): void;
  /** Ends it. */
  digest(): string;
}

const BLOCK = 1 << 20;
const HEAD = 512;

/** A hasher of chunks of any size. */
export function newHasher(algorithm: Algorithm): Hasher {
  const hash = createHash('md5');
  let size = 0;
  if (algorithm === 'md5')
    return {
      get size() {
        return size;
      },
      update(chunk) {
        size += chunk.length;
        hash.update(chunk);
      },
      digest: () => hash.digest('hex'),
    };
  // DVC reads a mebibyte at a time and decides for each whether it is text: the same blocks make the same digest.
  const block = Buffer.alloc(BLOCK);
  let filled = 0;
  const flush = (): void => {
    const bytes = block.subarray(0, filled);
    hash.update(isText(bytes.subarray(0, HEAD)) ? withUnixLines(bytes) : bytes);
    filled = 0;
  };
  return {
    get size() {
      return size;
    },
    update(chunk) {
      size += chunk.length;
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + BLOCK - filled);
        block.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === BLOCK) flush();
      }
    },
    digest() {
      if (filled > 0) flush();
      return hash.digest('hex');
    },
  };
}

/** Digest and size of a file's content. */
export async function digestChunks(
  chunks: AsyncIterable<Uint8Array>,
  algorithm: Algorithm,
): Promise<Digest & { size: number }> {
  const hasher = newHasher(algorithm);
  for await (const chunk of chunks) hasher.update(chunk);
  return { md5: hasher.digest(), algorithm, size: hasher.size };
}

/** DVC's test: no zero byte, and no more than 30 in 100 bytes that text does not have. */
function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  const strange = head.reduce((count, byte) => count + (isTextByte(byte) ? 0 : 1), 0);
  return strange / head.length <= 0.3;
}

function isTextByte(byte: number): boolean {
  return (byte >= 32 && byte < 127) || [8, 9, 10, 12, 13].includes(byte);
}

function withUnixLines(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
