import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '@modelfolio/project';
import { sha256 } from '@modelfolio/schemas';
import { z } from 'zod';

const fileRecord = z.strictObject({
  /** Digest of all that the file was made of. */
  key: z.string(),
  sha256,
  bytes: z.number(),
});
const buildRecord = z.strictObject({
  schemaVersion: z.literal(3),
  /** Digest of the renderer that made them: another one may make other pages of the same inputs. */
  renderer: z.string(),
  files: z.record(z.string(), fileRecord),
  memory: z.record(z.string(), z.strictObject({ digest: z.string(), value: z.unknown() })),
});
/** What a build made, of what: the next one makes only what is other. */
export type BuildRecord = z.infer<typeof buildRecord>;

/** Lies in every site that was built here; hosts leave out names that begin with a dot. */
export const recordName = '.modelfolio-site.json';

/** What an earlier build left in a folder: files that need not be made again. */
export class FormerBuild {
  readonly folder: string;
  readonly record: BuildRecord;

  /** When the record was written, the last file of the build, in milliseconds since 1970. */
  readonly #time: number;

  constructor(
    folder: string,
    record: BuildRecord = { schemaVersion: 3, renderer: '', files: {}, memory: {} },
  ) {
    this.folder = folder;
    this.record = record;
    this.#time = statSync(join(folder, recordName), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }

  /** Path of the file made of these very inputs, if it still lies there as it was written. */
  find(name: string, key: string): string | null {
    const file = this.record.files[name];
    if (file?.key !== key) return null;
    const path = join(this.folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.size !== file.bytes) return null;
    // Only what was touched since the build can be other than it was written.
    const isUntouched = found.mtimeMs <= this.#time;
    return isUntouched || sha256Of(readFileSync(path)) === file.sha256 ? path : null;
  }
}

/**
 * What a folder holds: a former build, something else, or nothing.
 *
 * @param renderer digest of the renderer: what another one made is made again
 */
export function readFormerBuild(folder: string, renderer: string): FormerBuild | 'foreign' {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return new FormerBuild(folder);
  const path = join(folder, recordName);
  if (!existsSync(path)) return 'foreign';
  try {
    const { data } = buildRecord.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return new FormerBuild(folder, data?.renderer === renderer ? data : undefined);
  } catch {
    return new FormerBuild(folder);
  }
}
