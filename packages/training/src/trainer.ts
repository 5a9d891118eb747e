import { join, resolve } from 'node:path';
import {
  realClock,
  realTerminal,
  type Clock,
  type Interruption,
  type Terminal,
} from '@modelfolio/command-line/effects';
import { textFlag, type Flag, type FlagValues } from '@modelfolio/command-line/flags';
import { scriptMain, type NpmScript } from '@modelfolio/command-line/npm-script';
import { wholeFlag } from '@modelfolio/command-line/value-flags';

/** What a trainer does to the world, besides files under the repository. */
export interface TrainerEffects extends Pick<Clock, 'now'>, Terminal, Interruption {
  /** The repository. */
  root: string;
  /** Folder that relative paths in options start from. */
  cwd: string;
}

/** What trains the models of a system: `npm run train -- <system> [flags]`. */
export interface Trainer<Effects extends TrainerEffects> extends Pick<
  NpmScript<Effects>,
  'description' | 'flags' | 'run'
> {
  system: string;
}

/** Flags that every trainer takes. */
const commonFlags = {
  epochs: {
    type: 'string',
    value: 'n',
    description: "passes over the training rows (default: each candidate's own)",
  },
  seed: { type: 'string', value: 'n', description: 'of all that is drawn at random (default: 1)' },
  out: {
    type: 'string',
    value: 'folder',
    description: "where runs/, evaluation/ and files go (default: the model's folder under models/)",
  },
  json: { type: 'boolean', description: 'print the result as JSON' },
} as const satisfies Record<string, Flag>;

/** What the flags that every trainer takes say; `null` where one was not given. */
export interface TrainerOptions {
  epochs: number | null;
  seed: number | null;
  /** Folder that receives records and files. */
  out: string;
  json: boolean;
}

/**
 * Reads the flags that every trainer takes.
 *
 * @param model whose folder is the default for what is written
 * @throws UsageError
 */
export function trainerOptions(
  flags: FlagValues,
  model: string,
  { root, cwd }: Pick<TrainerEffects, 'root' | 'cwd'>,
): TrainerOptions {
  const out = textFlag(flags, 'out');
  return {
    epochs: wholeFlag(flags, 'epochs', { least: 1 }),
    seed: wholeFlag(flags, 'seed', { least: 0 }),
    out: out === undefined ? join(root, 'models', model) : resolve(cwd, out),
    json: flags['json'] === true,
  };
}

/**
 * Runs the command line of a trainer.
 *
 * @param args what follows the system's name
 * @returns exit code: the trainer's, 1 when something is wrong, 2 for wrong usage, 130 when interrupted
 */
export function runTrainer<Effects extends TrainerEffects>(
  { system, flags, ...trainer }: Trainer<Effects>,
  args: readonly string[],
  effects: Effects,
): Promise<number> {
  return scriptMain(
    {
      ...trainer,
      typed: ['npm run train --', system],
      title: 'train',
      flags: { ...flags, ...commonFlags },
    },
    args,
    effects,
  );
}

/** The real clock and terminal, in a repository. */
export const realTrainerEffects = (root: string, signal: AbortSignal): TrainerEffects => ({
  now: realClock.now,
  ...realTerminal,
  signal,
  root,
  // npm runs scripts in the folder of their package.
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
});
