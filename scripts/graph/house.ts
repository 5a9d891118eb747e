import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { followImports, onlyForTests, unusedExports, type Fault, type SourceFile } from './arrows.ts';
import { nodeInPages } from './browser.ts';
import { cyclesOf, heights } from './cycles.ts';
import { importsOf } from './imports.ts';
import { readRooms, roomOfFile, type Room } from './rooms.ts';

/** A room as it stands. */
export interface RoomStanding {
  room: Room;
  files: number;
  lines: number;
  /** 0 where it imports no other room, else one above the highest that it imports. */
  height: number;
  /** Folders of the rooms that it imports. */
  imports: readonly string[];
}

/** The structure of a repository and what is wrong with it. */
export interface House {
  rooms: readonly RoomStanding[];
  lines: number;
  /** Cycles of files, of types too, and of rooms. */
  cycles: readonly (readonly string[])[];
  faults: readonly Fault[];
}

/** No room may hold more of the code than this. */
export const largestShare = 0.25;

/** Measures a checkout. */
export function readHouse(root: string): House {
  return houseOf(readRooms(root), sourceFiles(root));
}

/** Measures rooms and files. */
export function houseOf(rooms: readonly Room[], files: readonly SourceFile[]): House {
  const { arrows, faults } = followImports(rooms, files);
  const folderOf = (file: string): string => roomOfFile(rooms, file).folder;
  const between = edgesOf(
    arrows
      .map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) }))
      .filter(({ from, to }) => from !== to),
  );
  const high = heights(between);
  const standings = rooms
    .map((room) => {
      const own = files.filter(({ path }) => roomOfFile(rooms, path) === room);
      return {
        room,
        files: own.length,
        lines: own.reduce((sum, file) => sum + file.lines, 0),
        height: high.get(room.folder) ?? 0,
        imports: [...(between.get(room.folder) ?? [])].toSorted(),
      };
    })
    .toSorted((a, b) => a.height - b.height || (a.room.folder < b.room.folder ? -1 : 1));
  const lines = standings.reduce((sum, room) => sum + room.lines, 0);
  return {
    rooms: standings,
    lines,
    cycles: [...cyclesOf(edgesOf(arrows)), ...cyclesOf(between)],
    faults: [
      ...faults,
      ...nodeInPages(files, arrows),
      ...onlyForTests(rooms, files),
      ...unusedExports(rooms, files),
      ...tooLarge(standings, lines),
    ],
  };
}

const tooLarge = (rooms: readonly RoomStanding[], lines: number): Fault[] =>
  rooms
    .filter((each) => each.lines > lines * largestShare)
    .map((each) => ({
      place: each.room.folder,
      reason: `it holds ${((100 * each.lines) / lines).toFixed(0)} % of the code, more than ${100 * largestShare} %`,
    }));

function edgesOf(arrows: readonly { from: string; to: string }[]): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of arrows) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  return edges;
}

/** Every source file that git knows or would add, with what it imports. */
function sourceFiles(root: string): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return [...new Set(listed.split('\0'))]
    .filter((path) => /\.(?:ts|tsx|mjs|js|cjs|astro)$/.test(path) && existsSync(join(root, path)))
    .filter((path) => !/(?:^|\/)(?:fixtures|templates)\//.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, lines: text.split('\n').length, imports: importsOf(path, text) };
    });
}
