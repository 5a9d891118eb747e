import { setTimeout as sleep } from 'node:timers/promises';
import type { LogEntry } from '@modelfolio/service/request-log';
import { sweptAtOnce, type ScenarioStore } from './scenario-store.ts';

interface SweepOptions {
  readonly log: (entry: LogEntry) => void;
  /** Waits between two sweeps; rejects when the signal is aborted. Default: ten minutes. */
  readonly pause?: (signal: AbortSignal) => Promise<unknown>;
}

const tenMinutes = (signal: AbortSignal): Promise<unknown> => sleep(600_000, null, { signal, ref: false });

/**
 * Deletes what has expired, again and again. A sweep that fails is told in the log, and the next one comes all the same.
 *
 * @returns ends it; resolves when the store is left alone
 */
export function sweepRegularly(
  store: Pick<ScenarioStore, 'sweep'>,
  { log, pause = tenMinutes }: SweepOptions,
): () => Promise<void> {
  const ending = new AbortController();
  const swept = (async () => {
    for (;;) {
      await sweepAll(store, log, ending.signal);
      await pause(ending.signal).catch(() => {});
      if (ending.signal.aborted) return;
    }
  })();
  return async () => {
    ending.abort();
    await swept;
  };
}

async function sweepAll(
  store: Pick<ScenarioStore, 'sweep'>,
  log: SweepOptions['log'],
  signal: AbortSignal,
): Promise<void> {
  try {
    let all = 0;
    for (let some = sweptAtOnce; some === sweptAtOnce && !signal.aborted; all += some)
      some = await store.sweep();
    if (all > 0) log({ severity: 'INFO', message: `deleted ${all} scenarios that had expired` });
  } catch (error) {
    log({ severity: 'WARNING', message: `expired scenarios were not deleted: ${(error as Error).message}` });
  }
}
