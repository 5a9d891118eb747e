import type { CheckOptions } from '../../src/commands/check.ts';
import type { FindingName } from '../../src/modelfolio-error.ts';

/** A record as somebody sees it who edits JSON by hand: anything may stand anywhere. */
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyRecord = any;

/** What a liar can do to a project. Paths are from its root. */
export interface Liar {
  root: string;
  /** Rewrites a text; a pattern that does not occur is a mistake in the lie. */
  edit(path: string, pattern: string | RegExp, replacement: string): void;
  write(path: string, text: string | Uint8Array): void;
  read(path: string): string;
  remove(path: string): void;
  copy(from: string, to: string): void;
  /** Changes a record with an editor: its seal stays as it was. */
  change(path: string, how: (record: AnyRecord) => void): void;
  /** Changes a record and makes its seal again, as somebody would who knows this code. */
  forge(path: string, how: (record: AnyRecord) => void): void;
  /** Runs `modelfolio` with these words; every command must succeed. */
  modelfolio(...commands: string[][]): Promise<void>;
  /** Signs every record as the owner. */
  sign(): Promise<void>;
}

/** A lie that is planted into a true project, and what must find it. */
export interface Lie {
  /** In words, e.g. `a figure in a report times ten`. */
  lie: string;
  plant(liar: Liar): void | Promise<void>;
  /** Names of findings, any of which finds it; all must be there. */
  foundBy: readonly FindingName[];
  /** How it is looked for, where `modelfolio check` alone does not. */
  check?: CheckOptions;
}

/** The classifier of the project that lies are planted into. */
export const classifier = 'palmer-penguins';
/** Its regressor, with a kept version. */
export const regressor = 'penguin-size';
export const cardOf = (id: string): string => `content/models/${id}.json`;
export const recordOf = (id: string, name: string): string => `models/${id}/${name}`;
