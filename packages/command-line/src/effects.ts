import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { kindOf, replaceFile } from './files.ts';
import { runProcessUntil, type RunProcess } from './run-process.ts';

// The words for what a program may do to the world. Every program composes its own effects from them, and passes others
// in tests: nothing is mocked.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that never goes back: for how long something took. */
  elapsed(): number;
}

export interface Chance {
  /** A word that no other call returns, for names. */
  random(): string;
}

export interface Terminal {
  /** A line of results, for standard output. */
  print(line: string): void;
  /** A line for the person watching, for standard error. */
  note(line: string): void;
  /** Replaces the last progress text on a terminal; `null` clears it. Silent elsewhere. */
  progress(text: string | null): void;
}

export interface Interruption {
  /** Aborted by Ctrl-C: work stops between two steps and leaves nothing half-written. */
  readonly signal: AbortSignal;
}

export interface DiskReading {
  readFile(path: string): Promise<Uint8Array>;
  /** A file's bytes in order, a chunk at a time, for files that may not fit in memory. */
  readChunks(path: string): AsyncIterable<Uint8Array>;
  /** The path with every symbolic link followed. Rejects with the file system's error when there is nothing. */
  realPath(path: string): Promise<string>;
  /** Names in a folder, sorted; an absent folder is empty. */
  listFolder(path: string): Promise<string[]>;
  /** What is at a path, if anything. */
  kindOf(path: string): Promise<'file' | 'folder' | null>;
}

export interface DiskWriting {
  /** Replaces a file whole or not at all, making its folder; with these permissions, by default those of any file. */
  writeFile(path: string, data: Uint8Array | string, mode?: number): Promise<void>;
  /** Writes a new file that is moved into place later; not flushed, since nobody reads it where it is. */
  stageFile(path: string, data: Uint8Array | string): Promise<void>;
  /** Moves a file over another, or a folder to where none is, making the folder around it; on one disk. */
  moveFile(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with all in it; nothing there is fine. */
  remove(path: string): Promise<void>;
}

export interface Network {
  /** Asks an address over HTTP. */
  fetch: typeof globalThis.fetch;
}

export interface Processes {
  /** Runs another program, e.g. git. */
  runProcess: RunProcess;
}

export const realClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };

export const realChance: Chance = { random: () => randomUUID() };

export const realTerminal: Terminal = {
  print: (line) => writeLine(process.stdout, line),
  note: (line) => writeLine(process.stderr, line),
  progress: showProgress,
};

let progressIsShown = false;

function showProgress(text: string | null): void {
  if (!process.stderr.isTTY || (text === null && !progressIsShown)) return;
  process.stderr.write(`\r\u001B[K${text ?? ''}`);
  progressIsShown = text !== null;
}

function writeLine(stream: NodeJS.WriteStream, line: string): void {
  showProgress(null);
  stream.write(`${line}\n`);
}

/** The real disk. Reading a file's chunks ends when the signal is aborted. */
export function realDisk(signal?: AbortSignal): DiskReading & DiskWriting {
  return {
    readFile: (path) => readFile(path),
    readChunks: (path) => createReadStream(path, { ...(signal && { signal }), highWaterMark: 1 << 20 }),
    realPath: (path) => realpath(path),
    listFolder,
    kindOf,
    writeFile: async (path, data, mode) => {
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, data, mode);
    },
    stageFile: async (path, data) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, data);
    },
    moveFile: async (from, to) => {
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
    },
    remove: (path) => rm(path, { recursive: true, force: true }),
  };
}

export const realNetwork: Network = { fetch: globalThis.fetch };

/** Other programs, ended when the signal is aborted. */
export const realProcesses = (signal: AbortSignal): Processes => ({ runProcess: runProcessUntil(signal) });

async function listFolder(path: string): Promise<string[]> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  // By code unit, not by locale: the order reaches digests.
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}
