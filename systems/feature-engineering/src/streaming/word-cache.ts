const slots = 4096;
const mostBytes = 48;

/**
 * Words of a column by their bytes, so that a word that comes again is the same string and is not decoded again. It
 * forgets: a slot holds the last word that fell into it.
 */
export class WordCache {
  readonly #bytes = new Uint8Array(slots * mostBytes);
  readonly #lengths = new Int8Array(slots).fill(-1);
  readonly #words: (string | null)[] = Array.from({ length: slots }, () => null);

  /** The word from one place to before another; `null` for a blank one. */
  wordAt(bytes: Buffer, from: number, to: number, hash: number): string | null {
    const length = to - from;
    if (length > mostBytes) return decoded(bytes, from, to);
    const slot = (hash ^ (hash >>> 12)) & (slots - 1);
    const start = slot * mostBytes;
    if (this.#lengths[slot] === length) {
      let at = 0;
      while (at < length && this.#bytes[start + at] === bytes[from + at]) at++;
      if (at === length) return this.#words[slot] as string | null;
    }
    const word = decoded(bytes, from, to);
    this.#words[slot] = word;
    this.#lengths[slot] = length;
    for (let at = 0; at < length; at++) this.#bytes[start + at] = bytes[from + at] as number;
    return word;
  }
}

function decoded(bytes: Buffer, from: number, to: number): string | null {
  const word = bytes.toString('utf8', from, to);
  return word.trim() === '' ? null : word;
}
