import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { kindOf, replaceFile } from '@modelfolio/command-line/files';
import { askOn, type Ask } from './ask.ts';
import { openOnnxModel, type OpenModel } from './open-onnx-model.ts';
import { runProgramUntil, type RunProgram } from './run-program.ts';

/** All that a command may do to the world. Tests pass others; nothing is mocked. */
export interface Effects {
  /** Folder a command starts looking for the project in. */
  readonly workingFolder: string;
  /** Aborted by Ctrl-C in the command: it stops between two steps and leaves nothing half-written. */
  readonly signal: AbortSignal;
  readFile(path: string): Promise<Uint8Array>;
  /** A file's bytes in order, a chunk at a time, for files that may not fit in memory. */
  readChunks(path: string): AsyncIterable<Uint8Array>;
  /** The path with every symbolic link followed. Rejects with the file system's error when there is nothing. */
  realPath(path: string): Promise<string>;
  /** Asks an address over HTTP. */
  fetch: typeof globalThis.fetch;
  /** Names in a folder, sorted; an absent folder is empty. */
  listFolder(path: string): Promise<string[]>;
  /** What is at a path, if anything. */
  kindOf(path: string): Promise<'file' | 'folder' | null>;
  /** Replaces a file whole or not at all, making its folder. */
  writeFile(path: string, data: Uint8Array | string): Promise<void>;
  /** Asks the person at the terminal; `null` where nobody sits there. */
  ask: Ask | null;
  /** Writes a new file that is moved into place later; not flushed, since nobody reads it where it is. */
  stageFile(path: string, data: Uint8Array | string): Promise<void>;
  /** Moves a file over another, or a folder to where none is, making the folder around it; on one disk. */
  moveFile(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with all in it; nothing there is fine. */
  remove(path: string): Promise<void>;
  /** Opens an ONNX model for inference. */
  openModel: OpenModel;
  /** Runs another program, e.g. git. */
  runProgram: RunProgram;
  /** A line of results, for standard output. */
  print(line: string): void;
  /** A line for the person watching, for standard error. */
  note(line: string): void;
  /** Replaces the last progress text on a terminal; `null` clears it. Silent elsewhere. */
  progress(text: string | null): void;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

/** The real disk, terminal, clock and ONNX Runtime. */
export function realEffects(signal = new AbortController().signal): Effects {
  return {
    workingFolder: process.cwd(),
    signal,
    readFile: (path) => readFile(path),
    readChunks: (path) => createReadStream(path, { signal, highWaterMark: 1 << 20 }),
    realPath: (path) => realpath(path),
    fetch: globalThis.fetch,
    listFolder,
    kindOf,
    writeFile: async (path, data) => {
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, data);
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
    // On standard error, so that results can be piped.
    ask:
      process.stdin.isTTY && process.stderr.isTTY
        ? askOn({ input: process.stdin, output: process.stderr }, signal)
        : null,
    openModel: openOnnxModel,
    runProgram: runProgramUntil(signal),
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    progress: (text) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text ?? ''}`);
    },
    now: () => performance.now(),
  };
}

async function listFolder(path: string): Promise<string[]> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  // By code unit, not by locale: the order reaches digests.
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}
