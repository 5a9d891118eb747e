import type { FlagValues } from '@modelfolio/command-line/flags';
import { runTrainer, type Trainer, type TrainerEffects } from '../src/trainer.ts';

/** A trainer's effects that keep what it says. */
export interface RecordedTrainer extends TrainerEffects {
  printed: string[];
  noted: string[];
}

/** Effects of a trainer in a folder of its own, where no time passes. */
export function recordedTrainer(root: string, signal = new AbortController().signal): RecordedTrainer {
  const printed: string[] = [];
  const noted: string[] = [];
  return {
    root,
    cwd: root,
    signal,
    now: () => 0,
    print: (text) => void printed.push(text),
    note: (text) => void noted.push(text),
    progress: () => {},
    printed,
    noted,
  };
}

/**
 * What a command line makes of a trainer's flags, or in what words it is refused.
 *
 * @param read from the flags to options
 */
export async function readArguments<Options>(
  { system, flags }: Pick<Trainer<TrainerEffects>, 'system' | 'flags'>,
  args: readonly string[],
  read: (flags: FlagValues, effects: TrainerEffects) => Options,
): Promise<{ code: number; options: Options | null; said: string[] }> {
  const effects = recordedTrainer('/nowhere');
  let options: Options | null = null;
  const run = (given: FlagValues): Promise<number> => {
    options = read(given, effects);
    return Promise.resolve(0);
  };
  const code = await runTrainer({ system, description: '', flags, run }, args, effects);
  return { code, options, said: effects.noted };
}
