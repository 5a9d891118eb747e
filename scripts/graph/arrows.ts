import { posix } from 'node:path';
import type { Import } from './imports.ts';
import { exportedFile, roomNamed, roomOfFile, type Room, type RoomKind } from './rooms.ts';

/** A file of a repository and what it imports. */
export interface SourceFile {
  /** From the root. */
  path: string;
  /** Lines that it has. */
  lines: number;
  imports: readonly Import[];
}

/** One file of ours imports another. */
export interface FileArrow {
  from: string;
  to: string;
  isType: boolean;
  inPage: boolean;
}

/** An import that the house does not allow. */
export interface Fault {
  /** `file:line`. */
  place: string;
  reason: string;
}

/** What each kind of room may import, besides itself. */
const allowed: Readonly<Record<RoomKind, readonly RoomKind[]>> = {
  package: ['package'],
  system: ['package', 'system'],
  service: ['package', 'system'],
  generator: ['package', 'system'],
  site: ['package', 'system'],
  // They look at everything from outside.
  judge: ['package', 'system', 'service', 'generator', 'site'],
  root: ['package'],
};

/** Folders that hold data: rooms read and write them by their paths. */
const dataFolders = /^(?:models|content|examples)\//;

/**
 * Follows every import of a repository to the file that it means.
 *
 * @returns the arrows between our own files, and the imports that are not allowed
 */
export function followImports(
  rooms: readonly Room[],
  files: readonly SourceFile[],
): { arrows: FileArrow[]; faults: Fault[] } {
  const arrows: FileArrow[] = [];
  const faults: Fault[] = [];
  for (const { path, imports } of files)
    for (const { specifier, line, isType, inPage } of imports) {
      const found = followImport(rooms, path, specifier);
      if (typeof found === 'string') faults.push({ place: `${path}:${line}`, reason: found });
      else if (found) arrows.push({ from: path, to: found.to, isType, inPage });
    }
  return { arrows, faults };
}

/** @returns the file that is meant, `null` where it is none of ours, or why the import is not allowed */
function followImport(
  rooms: readonly Room[],
  from: string,
  specifier: string,
): { to: string } | string | null {
  const room = roomOfFile(rooms, from);
  // What follows says how a bundler takes the file.
  const plain = specifier.replace(/[?#].*$/, '');
  if (plain.startsWith('.')) {
    const to = posix.join(posix.dirname(from), plain);
    if (dataFolders.test(to)) return null;
    const there = roomOfFile(rooms, to);
    return there === room
      ? { to }
      : `${specifier} leaves the room: import what ${there.name} exports, by its name`;
  }
  const target = roomNamed(rooms, plain);
  if (!target || target.kind === 'root') return null;
  const to = exportedFile(target, plain);
  if (to === null && plain !== `${target.name}/package.json`)
    return `${target.name} does not export ${specifier}`;
  if (target === room) return to === null ? null : { to };
  if (!allowed[room.kind].includes(target.kind))
    return `${specifier}: a ${room.kind} may not import a ${target.kind}`;
  if (!room.dependencies.has(target.name)) {
    if (!room.devDependencies.has(target.name))
      return `${target.name} is not declared in ${room.folder}/package.json`;
    if (!isForTests(room, from))
      return `${target.name} is only in the devDependencies of ${room.folder}/package.json`;
  }
  return to === null ? null : { to };
}

/** Files that are not part of what a room gives to others: tests, what they share, benchmarks, trainers. */
function isForTests({ folder, kind, programs }: Room, file: string): boolean {
  if (kind === 'judge' || kind === 'root') return true;
  const isGiven = file.startsWith(`${folder}/src/`) || programs.has(file);
  return !isGiven || /\.test\.tsx?$|-fixtures\.ts$/.test(file);
}

/** Our packages that a room declares for what it gives to others, and that only its tests import. */
export function onlyForTests(rooms: readonly Room[], files: readonly SourceFile[]): Fault[] {
  const used = new Map<Room, { given: Set<string>; tests: Set<string> }>(
    rooms.map((room) => [room, { given: new Set(), tests: new Set() }]),
  );
  for (const { path, imports } of files) {
    const room = roomOfFile(rooms, path);
    const kind = isForTests(room, path) ? 'tests' : 'given';
    for (const { specifier } of imports) {
      const target = roomNamed(rooms, specifier);
      if (target) used.get(room)?.[kind].add(target.name);
    }
  }
  return [...used].flatMap(([room, { given, tests }]) =>
    [...room.dependencies]
      .filter((name) => tests.has(name) && !given.has(name))
      .map((name) => ({
        place: `${room.folder}/package.json`,
        reason: `only tests import ${name}: it belongs in devDependencies`,
      })),
  );
}

/** Entries of packages that nothing imports: what is exported without need binds without use. */
export function unusedExports(rooms: readonly Room[], files: readonly SourceFile[]): Fault[] {
  const used = new Set(files.flatMap(({ imports }) => imports.map(({ specifier }) => specifier)));
  return rooms
    .filter(({ kind }) => kind === 'package')
    .flatMap(({ folder, name, exports }) =>
      [...exports.keys()]
        .filter((entry) => entry !== name && !entry.includes('*') && !used.has(entry))
        .map((entry) => ({ place: `${folder}/package.json`, reason: `nothing imports ${entry}` })),
    );
}
