import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sha256Of } from '@modelfolio/project';
import type { Memory } from '../routes/memory.ts';
import { recordName, type BuildRecord, type FormerBuild } from './former-build.ts';

const prefix = (out: string, kind: 'next' | 'former'): string => `.${basename(out)}.${kind}-`;

/**
 * Clears away what an interrupted build of the site left beside it. One that was killed between two renames has put the
 * former site aside and no other in its place: that one is put back. Call it when the lock says that no other build runs.
 */
export function clearInterrupted(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  const left = readdirSync(parent);
  const aside = left.find((name) => name.startsWith(prefix(folder, 'former')));
  if (aside !== undefined && !existsSync(folder)) renameSync(join(parent, aside), folder);
  for (const name of left)
    if (name.startsWith(prefix(folder, 'next')) || name.startsWith(prefix(folder, 'former')))
      rmSync(join(parent, name), { recursive: true, force: true });
}

/** What is to be known of a file that was made. */
export type MadeFile = Omit<BuildRecord['files'][string], 'key'>;

/** A site being put together beside the place where it will be: that stays as it is until all is there. */
export class Staging {
  readonly folder: string;
  readonly #former: FormerBuild;
  readonly #files: BuildRecord['files'] = {};
  /** Path in the former build of each file that is as before. */
  readonly #kept = new Map<string, string>();
  /** Folders that are there. */
  readonly #made = new Set<string>();

  constructor(former: FormerBuild) {
    this.#former = former;
    this.folder = join(dirname(former.folder), prefix(former.folder, 'next') + process.pid);
    mkdirSync(this.folder, { recursive: true });
  }

  /** How many files were made, and how many are as before. */
  get counts(): { made: number; kept: number } {
    return { made: Object.keys(this.#files).length - this.#kept.size, kept: this.#kept.size };
  }

  /** Takes the file from the former build, if it was made of the same inputs. */
  keep(name: string, key: string): boolean {
    const path = this.#former.find(name, key);
    const file = this.#former.record.files[name];
    if (path === null || !file) return false;
    this.#kept.set(name, path);
    this.#files[name] = file;
    return true;
  }

  /** Takes the file from the former build or makes it; the first of two with one name wins. */
  keepOrWrite(name: string, key: string, make: () => Uint8Array | string): void {
    if (this.has(name) || this.keep(name, key)) return;
    const bytes = Buffer.from(make());
    writeFileSync(this.#place(name), bytes);
    this.note(name, key, { sha256: sha256Of(bytes), bytes: bytes.length });
  }

  read(name: string): string {
    return readFileSync(this.#kept.get(name) ?? join(this.folder, name), 'utf8');
  }

  has(name: string): boolean {
    return name in this.#files;
  }

  /** Takes note of a file that something else wrote into the folder. */
  note(name: string, key: string, made: MadeFile = madeFile(readFileSync(join(this.folder, name)))): void {
    this.#files[name] = { key, ...made };
  }

  /**
   * Puts the site where the former one is: from one moment to the next, and never half. A site that is as before stays
   * where it is.
   */
  swap(memory: Memory, renderer: string): void {
    if (this.#isAsBefore()) {
      this.discard();
      return;
    }
    for (const [name, path] of this.#kept) this.#link(path, this.#place(name));
    const record = { schemaVersion: 3, renderer, files: this.#files, memory };
    writeFileSync(join(this.folder, recordName), JSON.stringify(record));
    const { folder } = this.#former;
    const aside = join(dirname(folder), prefix(folder, 'former') + process.pid);
    const wasThere = statSync(folder, { throwIfNoEntry: false }) !== undefined;
    if (wasThere) renameSync(folder, aside);
    try {
      renameSync(this.folder, folder);
    } catch (error) {
      if (wasThere) renameSync(aside, folder);
      throw error;
    }
    rmSync(aside, { recursive: true, force: true });
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #isAsBefore(): boolean {
    const { folder, record } = this.#former;
    const { size } = this.#kept;
    if (size !== Object.keys(this.#files).length || size !== Object.keys(record.files).length) return false;
    // A file that somebody put there goes.
    const found = readdirSync(folder, { recursive: true, withFileTypes: true });
    return found.filter((entry) => !entry.isDirectory()).length === size + 1;
  }

  #link(path: string, target: string): void {
    try {
      linkSync(path, target);
    } catch {
      copyFileSync(path, target);
    }
  }

  #place(name: string): string {
    const path = join(this.folder, name);
    this.#makeFolder(dirname(path));
    return path;
  }

  #makeFolder(folder: string): void {
    if (this.#made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    for (let made = folder; made.length > this.folder.length; made = dirname(made)) this.#made.add(made);
  }
}

/** Digest and size of a file's bytes. */
export const madeFile = (bytes: Uint8Array): MadeFile => ({
  sha256: sha256Of(bytes),
  bytes: bytes.length,
});
