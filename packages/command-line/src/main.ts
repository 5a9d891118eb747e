import { Failure } from '@modelfolio/failures';
import type { Interruption, Terminal } from './effects.ts';
import { runProgram, type Program } from './program.ts';

/** What a program may do to the world: where it has no signal it is not interrupted, but ends by itself. */
export type MainEffects = Terminal & Partial<Interruption>;

/** A program, and how it tells of what goes wrong. */
export interface Main<Effects> extends Program<Effects> {
  /** What heads each line of what went wrong. Default: the name. */
  title?: string;
  /** What `--json` prints of a failure; programs without it print nothing. */
  failureJson?(failure: Failure): object;
  /** An error of the outside world as one that this program foresees; any other as it is. */
  foresee?(error: unknown): unknown;
}

const interrupted = 130;

/**
 * Runs a command line to its exit code. What goes wrong is one line on standard error: an expected failure, a refusal of
 * the system in its own words, or a fault of the program with its trace.
 *
 * @param args what follows the program's name
 * @returns exit code: the command's, 1 when something is wrong, 2 for wrong usage, 130 when interrupted
 */
export async function main<Effects extends MainEffects>(
  program: Main<Effects>,
  args: readonly string[],
  effects: Effects,
): Promise<number> {
  const note = (line: string): void => {
    effects.progress(null);
    effects.note(`${program.title ?? program.name}: ${line}`);
  };
  const stop = (): number => {
    note('interrupted; no file is left half-written');
    return interrupted;
  };
  try {
    const code = await runProgram(program, args, effects);
    effects.progress(null);
    return effects.signal?.aborted ? stop() : code;
  } catch (thrown) {
    if (effects.signal?.aborted) return stop();
    const error = program.foresee?.(thrown) ?? thrown;
    if (!(error instanceof Failure)) {
      note(describeUnexpected(error));
      return 1;
    }
    if (program.failureJson && args.includes('--json'))
      effects.print(JSON.stringify({ error: program.failureJson(error) }, null, 2));
    note(error.message);
    return error.code === 'usage' ? 2 : 1;
  }
}

/** The system's refusals are nobody's fault and say in one line what they are about; the rest needs its trace. */
function describeUnexpected(error: unknown): string {
  if (!(error instanceof Error)) return `unexpected failure, please report it: ${String(error)}`;
  if ('syscall' in error) return error.message;
  return `unexpected failure, please report it: ${error.stack ?? error.message}`;
}
