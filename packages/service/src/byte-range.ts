/** Bytes of a file, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The one part of a file that a `Range` header asks for (https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2), cut to
 * the end of the file.
 *
 * @param size of the file in bytes
 * @returns `null` for the whole file: another unit, several ranges, or what is no range has to be or may be ignored;
 *   `unsatisfiable` for a part that the file does not have
 *
 * @example
 * byteRange('bytes=-500', 10_000); // { first: 9500, last: 9999 }
 */
export function byteRange(header: string, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from, to = ''] = /^bytes=[ \t]*(\d{0,99})-(\d{0,99})[ \t]*$/i.exec(header) ?? [];
  if (from === undefined || (from === '' && to === '')) return null;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? Infinity : Number(to);
  if (last < first) return null;
  return first >= size ? 'unsatisfiable' : { first, last: Math.min(last, size - 1) };
}
