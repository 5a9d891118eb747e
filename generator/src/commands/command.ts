import type { Command as CommandOf } from '@modelfolio/command-line';
import type { Flag } from '@modelfolio/command-line/flags';
import type { Effects } from '../effects.ts';

/** A command of `modelfolio`. */
export type Command = CommandOf<Effects>;

/** Flags that every command takes, besides `--help`. */
export const commonFlags: Record<string, Flag> = {
  root: {
    type: 'string',
    value: 'folder',
    description: 'project to work in (default: the nearest folder with models/ in it)',
  },
  json: { type: 'boolean', description: 'print the result as JSON on standard output' },
};
