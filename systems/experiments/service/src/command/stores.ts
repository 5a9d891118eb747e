import { UsageError } from '@modelfolio/command-line/usage-error';
import { storePlace, type StorePlace } from '@modelfolio/experiments/store-place';
import type { Effects } from './effects.ts';

/** Names the store that a command of care is about, in its help. */
export const storeWords =
  'The store is a file, sqlite:///file or postgresql://…; the one of MLFLOW_BACKEND_STORE_URI, or mlflow.db, where none is named.';

/** The store that the operands of a command name. @throws UsageError */
export function namedStore(
  operands: readonly string[],
  { environment }: Pick<Effects, 'environment'>,
  command: string,
): StorePlace {
  const [given = environment['MLFLOW_BACKEND_STORE_URI'] || 'mlflow.db', ...more] = operands;
  const hint = `modelfolio-experiments ${command} --help`;
  if (more.length > 0) throw new UsageError(`one store at a time, also given: ${more[0]}`, { hint });
  const place = storePlace(given);
  if (place) return place;
  throw new UsageError(
    `${JSON.stringify(given)} names no store: expected a file, sqlite:///file or postgresql://…`,
    { hint },
  );
}

/** Work that Ctrl-C interrupts. Returns its exit code, or 130. */
export async function untilInterrupted(effects: Effects, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!effects.ending.aborted) throw error;
    effects.note('modelfolio-experiments: interrupted; nothing is left half-written');
    return 130;
  }
}
