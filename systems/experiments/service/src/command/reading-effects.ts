import { realDisk, realNetwork } from '@modelfolio/command-line/effects';
import type { SourceEffects } from '@modelfolio/runs/sources/source';
import type { Effects } from './effects.ts';
import { printable } from './printable.ts';

/**
 * What a command may do to read runs of other people's stores.
 *
 * @param timeLimit seconds for each answer of a database; `null` for the usual ones
 */
export const readingEffects = (
  { ending: signal, note }: Pick<Effects, 'ending' | 'note'>,
  timeLimit: number | null = null,
): SourceEffects => ({
  ...realDisk(signal),
  ...realNetwork,
  signal,
  note: (line) => note(`modelfolio-experiments: ${printable(line)}`),
  ...(timeLimit !== null && { timeLimit }),
});
