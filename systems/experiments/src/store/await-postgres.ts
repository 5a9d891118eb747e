import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

interface Waiting {
  /** Aborted when nobody waits any longer. */
  readonly signal: AbortSignal;
  /** Called once, with why it has to wait. */
  readonly told: (why: string) => void;
  /** Seconds to wait at most (default 60). */
  readonly seconds?: number;
}

/** It does not listen yet, its name is not known yet, it starts or ends. */
const passing = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  '57P03',
  '57P02',
  '57P01',
]);

/** What the driver says without a code: nobody has answered in time, or the answer was the end of the connection. */
const passingWords = /timeout expired|Connection terminated/;

/**
 * Waits for a PostgreSQL that is still being started, as it is beside this server in a compose file. What waiting does not
 * change, such as a wrong password, and what does not pass in time is left to whoever opens the store to say.
 */
export async function awaitPostgres(url: string, { signal, told, seconds = 60 }: Waiting): Promise<void> {
  const end = performance.now() + seconds * 1000;
  let isTold = false;
  for (let pause = 100; ; pause = Math.min(2 * pause, 2000)) {
    const left = Math.max(1, end - performance.now());
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: Math.min(5000, Math.ceil(left)),
    });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      if (!isPassing(error)) return;
      if (!isTold) told((error as Error).message || String((error as { code?: string }).code));
      isTold = true;
      if (signal.aborted || performance.now() + pause > end) return;
    } finally {
      await client.end().catch(() => {});
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

/** Of a name with several addresses there is an error for each. */
const isPassing = (error: unknown): boolean =>
  error instanceof AggregateError
    ? error.errors.every(isPassing)
    : passing.has((error as { code?: string }).code ?? '') || passingWords.test((error as Error).message);
