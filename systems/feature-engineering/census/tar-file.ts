const block = 512;

/**
 * The content of one file in a tar archive (POSIX ustar), a view of the archive's bytes.
 *
 * Longer names than ustar has room for (pax, GNU) are not read: such files are not found.
 *
 * @returns `null` when the archive holds no such file, or ends before the file does
 */
export function readTarFile(archive: Uint8Array, path: string): Uint8Array | null {
  let start = 0;
  while (start + block <= archive.length) {
    const header = archive.subarray(start, start + block);
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    // Two blocks of zeros end an archive; anything else without a size is no header.
    if (!Number.isSafeInteger(size) || size < 0) return null;
    const content = start + block;
    if (isFile(header) && pathIn(header) === path) {
      return content + size <= archive.length ? archive.subarray(content, content + size) : null;
    }
    start = content + Math.ceil(size / block) * block;
  }
  return null;
}

function isFile(header: Uint8Array): boolean {
  const type = header[156];
  return type === 0 || type === '0'.charCodeAt(0);
}

function pathIn(header: Uint8Array): string {
  const [name, prefix] = [textAt(header, 0, 100), textAt(header, 345, 155)];
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textAt(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end)).trim();
}
