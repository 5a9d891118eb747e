import type { Flag, FlagValues } from '@modelfolio/command-line/flags';
import { positiveFlag } from '@modelfolio/command-line/value-flags';
import { defaultTimeLimit } from '@modelfolio/inference/node/session-pool';
import type { Effects } from '../effects.ts';

/** The flag of every command that runs models or reads databases of strangers. */
export const timeLimitFlag: Readonly<Record<string, Flag>> = {
  'time-limit': {
    type: 'string',
    value: 'seconds',
    description: `for opening a model, each run of it over a batch of rows, and each answer of a database (default: ${defaultTimeLimit})`,
  },
};

/** Its value, if it was given. @throws UsageError for anything but a number above 0 */
export function timeLimitOf(flags: FlagValues): number | undefined {
  return positiveFlag(flags, 'time-limit') ?? undefined;
}

/** Effects that end a model, or the reading of a database, when its time is up. */
export function withTimeLimit(effects: Effects, timeLimit: number | undefined): Effects {
  if (timeLimit === undefined) return effects;
  return {
    ...effects,
    timeLimit,
    openModel: (bytes, limits) => effects.openModel(bytes, { timeLimit, ...limits }),
    openTfjs: (modelJson, weights, limits) => effects.openTfjs(modelJson, weights, { timeLimit, ...limits }),
  };
}
