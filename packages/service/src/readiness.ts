import { setTimeout as sleep } from 'node:timers/promises';
import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/** Whether one of the things that a service needs is there. */
export interface Check {
  readonly isReady: boolean;
  /** e.g. `7 models` or `the models are being loaded`. */
  readonly words: string;
}

/** The checks of a service by name. They are asked often: what takes long is looked at elsewhere, and kept. */
export type Readiness = () => Checks | Promise<Checks>;
type Checks = Readonly<Record<string, Check>>;

/** Seconds until a check counts as failed. */
const patience = 2;

/**
 * What each check says, when all are fine.
 *
 * @param ending aborted when the service takes no more work
 * @throws RequestFailure `not-ready`, with what each failed check says
 */
export async function readyChecks(
  readiness: Readiness,
  ending: AbortSignal | undefined,
  seconds = patience,
): Promise<Record<string, string>> {
  if (ending?.aborted) throw notReady('the service is shutting down');
  const checks = Object.entries(await inTime(readiness, seconds));
  const failed = checks.filter(([, { isReady }]) => !isReady).map(([name, { words }]) => `${name}: ${words}`);
  if (failed.length > 0) throw notReady(failed.join('; '));
  return Object.fromEntries(checks.map(([name, { words }]) => [name, words]));
}

async function inTime(readiness: Readiness, seconds: number): Promise<Checks> {
  const late = new AbortController();
  try {
    return await Promise.race([
      (async () => readiness())(),
      sleep(seconds * 1000, undefined, { signal: late.signal, ref: false }).then(() => {
        throw notReady(`the checks have not come to an end within ${seconds} s`);
      }),
    ]);
  } finally {
    late.abort();
  }
}

/** That the service cannot be asked now. */
export function notReady(words: string): RequestFailure<CommonProblemCode> {
  return new RequestFailure('not-ready', words, {
    hint: 'try again in a second',
    headers: { 'Retry-After': '1' },
  });
}
