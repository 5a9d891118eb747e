import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What a room is for decides what it may import. */
export type RoomKind = 'package' | 'system' | 'service' | 'generator' | 'site' | 'judge' | 'root';

/** A folder with a package.json: what that declares is what the room may import. */
export interface Room {
  /** From the root; empty for the root itself. */
  folder: string;
  /** Name of its package. */
  name: string;
  kind: RoomKind;
  description: string | null;
  /** Targets, from the root, of what it exports, by specifier; `*` stands for any text. */
  exports: ReadonlyMap<string, string>;
  /** Files of its programs, from the root. */
  programs: ReadonlySet<string>;
  dependencies: ReadonlySet<string>;
  /** What only its tests, judges and benchmarks need. */
  devDependencies: ReadonlySet<string>;
}

interface Manifest {
  name: string;
  description?: string;
  workspaces?: string[];
  exports?: string | Record<string, string | { default: string }>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** The rooms of a repository: its root and every workspace, in the order of their folders. */
export function readRooms(root: string): Room[] {
  const { workspaces = [] } = readManifest(root, '');
  const folders = workspaces
    .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }))
    .map((path) => posix.dirname(path.replaceAll('\\', '/')));
  return ['', ...new Set(folders)].toSorted().map((folder) => roomOf(folder, readManifest(root, folder)));
}

const readManifest = (root: string, folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

function roomOf(folder: string, manifest: Manifest): Room {
  const { name, description = null, dependencies, devDependencies } = manifest;
  const entries = typeof manifest.exports === 'string' ? { '.': manifest.exports } : (manifest.exports ?? {});
  return {
    folder,
    name,
    kind: kindOf(folder),
    description,
    exports: new Map(
      Object.entries(entries).map(([key, target]) => [
        posix.join(name, key),
        posix.join(folder, typeof target === 'string' ? target : target.default),
      ]),
    ),
    programs: new Set(Object.values(manifest.bin ?? {}).map((path) => posix.join(folder, path))),
    dependencies: new Set(
      Object.keys({ ...dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies }),
    ),
    devDependencies: new Set(Object.keys(devDependencies ?? {})),
  };
}

function kindOf(folder: string): RoomKind {
  const [first = '', , third] = folder.split('/');
  if (first === 'packages') return 'package';
  if (first === 'systems') return third === undefined ? 'system' : 'service';
  if (first === 'generator' || first === 'site') return first;
  return first === '' ? 'root' : 'judge';
}

/** The room that a file lies in: that of the nearest package.json. */
export function roomOfFile(rooms: readonly Room[], file: string): Room {
  const holding = rooms.filter(({ folder }) => folder === '' || file.startsWith(`${folder}/`));
  const room = holding.toSorted((a, b) => b.folder.length - a.folder.length)[0];
  if (!room) throw new Error(`${file} lies in no room`);
  return room;
}

/** The room whose package a specifier names, if it is one of ours. */
export function roomNamed(rooms: readonly Room[], specifier: string): Room | null {
  return rooms.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`)) ?? null;
}

/** The file, from the root, that a room exports under a specifier; `null` where it exports none. */
export function exportedFile(room: Room, specifier: string): string | null {
  const exact = room.exports.get(specifier);
  if (exact !== undefined) return exact;
  for (const [pattern, target] of room.exports) {
    const [head, tail] = pattern.split('*');
    if (head === undefined || tail === undefined) continue;
    if (specifier.startsWith(head) && specifier.endsWith(tail))
      return target.replace('*', specifier.slice(head.length, specifier.length - tail.length));
  }
  return null;
}
