import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '@modelfolio/project';

/** One digest of several, in order. */
export const digestOf = (parts: Iterable<string>): string => sha256Of(Array.from(parts).join('\n'));

/** Texts that are published instead of those that lie in the project, by path. */
export type PublishedTexts = ReadonlyMap<string, string>;

/** A project's folder, and what is published of it otherwise than it lies there. */
export interface PublishedFolder {
  root: string;
  instead?: PublishedTexts | undefined;
}

/** A file of the project: read when asked, and not kept: a project may be larger than the memory. */
export class ProjectFile {
  /** From the project's root, forward slashes. */
  readonly path: string;
  readonly #folder: PublishedFolder;
  #digest: string | undefined;

  constructor(folder: PublishedFolder, path: string) {
    this.#folder = folder;
    this.path = path;
  }

  /** Whether it is published otherwise than it lies in the project. */
  get isChanged(): boolean {
    return this.#folder.instead?.has(this.path) ?? false;
  }

  /** The file's name without folder and ending. */
  get id(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  }

  get bytes(): Buffer {
    const text = this.#folder.instead?.get(this.path);
    return text === undefined ? readFileSync(join(this.#folder.root, this.path)) : Buffer.from(text);
  }

  get digest(): string {
    return (this.#digest ??= sha256Of(this.bytes));
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }
}

/** The files with one of the endings in a folder of the project, by name; none where there is no such folder. */
export function filesIn(from: PublishedFolder, folder: string, ...endings: string[]): ProjectFile[] {
  const place = join(from.root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => !name.startsWith('.') && endings.some((ending) => name.endsWith(ending)))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => new ProjectFile(from, `${folder}/${name}`));
}

/** Names of the folders in a folder of the project. */
export function foldersIn(root: string, folder: string): string[] {
  const place = join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted((a, b) => (a < b ? -1 : 1));
}
