import {
  copyFileSync,
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
import { sha256Of } from '../library/project-files.ts';
import type { Memory } from '../routes/memory.ts';
import { recordName, type BuildRecord, type FormerBuild } from './former-build.ts';

const prefix = (out: string, kind: 'next' | 'former'): string => `.${basename(out)}.${kind}-`;

/** A site being put together beside the place where it will be: that stays as it is until all is there. */
export class Staging {
  readonly folder: string;
  readonly #former: FormerBuild;
  readonly #files: BuildRecord['files'] = {};
  /** Folders that are there. */
  readonly #made = new Set<string>();
  /** How many files were made, and how many were as before. */
  readonly counts = { made: 0, kept: 0 };

  constructor(former: FormerBuild) {
    this.#former = former;
    const parent = dirname(former.folder);
    mkdirSync(parent, { recursive: true });
    // What an interrupted build left. The lock says that no other build is running.
    for (const name of readdirSync(parent))
      if (name.startsWith(prefix(former.folder, 'next')) || name.startsWith(prefix(former.folder, 'former')))
        rmSync(join(parent, name), { recursive: true, force: true });
    this.folder = join(parent, prefix(former.folder, 'next') + process.pid);
    mkdirSync(this.folder);
  }

  /** Takes the file from the former build, if it was made of the same inputs. */
  keep(name: string, key: string): boolean {
    const path = this.#former.find(name, key);
    const file = this.#former.record.files[name];
    if (path === null || !file) return false;
    const target = this.#place(name);
    try {
      linkSync(path, target);
    } catch {
      copyFileSync(path, target);
    }
    this.#files[name] = file;
    this.counts.kept++;
    return true;
  }

  /** Takes the file from the former build or makes it; the first of two with one name wins. */
  keepOrWrite(name: string, key: string, make: () => Uint8Array | string): void {
    if (this.has(name) || this.keep(name, key)) return;
    const bytes = make();
    writeFileSync(this.#place(name), bytes);
    this.note(name, key, sha256Of(bytes));
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  has(name: string): boolean {
    return name in this.#files;
  }

  /** Takes note of a file that something else wrote into the folder. */
  note(name: string, key: string, sha256: string = sha256Of(readFileSync(join(this.folder, name)))): void {
    this.#files[name] = { key, sha256 };
    this.counts.made++;
  }

  /** Puts the site where the former one is: from one moment to the next, and never half. */
  swap(memory: Memory): void {
    const record = { schemaVersion: 1, files: this.#files, memory };
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

  #place(name: string): string {
    const path = join(this.folder, name);
    const parent = dirname(path);
    if (!this.#made.has(parent)) mkdirSync(parent, { recursive: true });
    this.#made.add(parent);
    return path;
  }
}
