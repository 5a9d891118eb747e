import { Failure } from '@modelfolio/failures';

/** SHA-256 of files by name. */
export type Checksums = ReadonlyMap<string, string>;

/**
 * Reads a list as the program `sha256sum` writes it, so that anybody can hold the files against it: `sha256sum -c`.
 *
 * @param path only names it
 * @throws Failure `list-invalid`, naming the line
 * @example parseChecksums('2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae  runs/a.json\n', 'runs.sha256')
 */
export function parseChecksums(text: string, path: string): Checksums {
  const lines = text.split(/\r?\n/).map((line, at) => ({ line, at: at + 1 }));
  return new Map(
    lines
      .filter(({ line }) => line !== '')
      .map(({ line, at }) => {
        const [, sha256, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
        if (sha256 === undefined || name === undefined)
          throw new Failure('list-invalid', 'expected a SHA-256, two spaces and the name of a file', {
            file: path,
            field: `${at}:1`,
            hint: 'restore the line',
          });
        return [name, sha256];
      }),
  );
}

/** The text of a list: a line a file, by name, so that two branches that add files rarely touch the same line. */
export function formatChecksums(sums: Checksums): string {
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sha256]) => `${sha256}  ${name}\n`)
    .join('');
}
