import { readFile, realpath } from 'node:fs/promises';
import os from 'node:os';
import { addAbortSignal } from 'node:stream';
import { kindOf, replaceFile } from '@modelfolio/command-line/files';
import type { Report } from '@modelfolio/schemas';
import { realStoreEffects, type StoreEffects } from '../store/store-effects.ts';
import { realStreamEffects, type StreamEffects } from '../streaming/stream-effects.ts';

/** All that a command may do to the world. Tests pass others; nothing is mocked. */
export interface Effects {
  /** What was typed, e.g. `features fit people.csv`: it is recorded with what it made. */
  readonly commandLine: string;
  /** Aborted by Ctrl-C: work stops between two steps and leaves nothing half-written. */
  readonly signal: AbortSignal;
  /** Reading and writing tables. */
  readonly streams: StreamEffects;
  /** The data store. */
  readonly store: StoreEffects;
  readFile(path: string): Promise<Uint8Array>;
  /** Replaces a file whole or not at all. */
  writeFile(path: string, data: Uint8Array | string): Promise<void>;
  /** What is at a path, if anything. */
  kindOf(path: string): Promise<'file' | 'folder' | null>;
  /** The path with every symbolic link followed. Rejects when there is nothing. */
  realPath(path: string): Promise<string>;
  /** What it runs on, for reports. */
  environment(): Report['environment'];
  /** A line of results, for standard output. */
  print(line: string): void;
  /** A line for the person watching, for standard error. */
  note(line: string): void;
  /** Replaces the last progress text on a terminal; `null` clears it. Silent elsewhere. */
  progress(text: string | null): void;
  /** Milliseconds since 1970. */
  now(): number;
}

/** The real disk, terminal and clock. */
export function realEffects(signal = new AbortController().signal): Effects {
  const progress = progressOn(process.stderr);
  const writeLine = (stream: NodeJS.WriteStream, line: string): void => {
    progress(null);
    stream.write(`${line}\n`);
  };
  return {
    commandLine: ['features', ...process.argv.slice(2)].map(quoted).join(' '),
    signal,
    streams: {
      ...realStreamEffects,
      // Whoever waits for its end can be interrupted.
      standardInput: () => addAbortSignal(signal, process.stdin),
    },
    store: realStoreEffects,
    readFile: (path) => readFile(path),
    writeFile: replaceFile,
    kindOf,
    realPath: (path) => realpath(path),
    environment: () => ({
      runtime: `node ${process.versions.node}`,
      packages: {},
      lockfileSha256: null,
      hardware: {
        cpu: os.cpus()[0]?.model.trim() || null,
        cores: os.availableParallelism(),
        memoryBytes: os.totalmem(),
        accelerator: null,
        os: `${os.type()} ${os.release()} ${os.arch()}`,
      },
    }),
    print: (line) => writeLine(process.stdout, line),
    note: (line) => writeLine(process.stderr, line),
    progress,
    now: () => Date.now(),
  };
}

function progressOn(terminal: NodeJS.WriteStream): Effects['progress'] {
  let isShown = false;
  return (text) => {
    if (!terminal.isTTY || (text === null && !isShown)) return;
    terminal.write(`\r\u001B[K${text ?? ''}`);
    isShown = text !== null;
  };
}

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
