import type { ConnectionLimits } from './connection-limits.ts';
import type { Gate } from './gate.ts';
import { listen, type Fetch } from './listen.ts';
import type { ProblemForm } from './problem.ts';
import type { CommonProblemCode } from './problem-kinds.ts';
import type { LogEntry } from './request-log.ts';

/**
 * Cloud Run kills ten seconds after SIGTERM
 * (https://docs.cloud.google.com/run/docs/container-contract#instance-shutdown); what still computes then is told to stop
 * a little before.
 */
const drainingMs = 8000;

interface Serving {
  readonly fetch: Fetch;
  readonly port: number;
  readonly host: string;
  /** Seconds that an answer may take. */
  readonly seconds: number;
  /** Default: those of {@link ConnectionLimits}. */
  readonly connectionLimits?: Partial<ConnectionLimits>;
  /** Holds what computes: a gate, or lanes of them. */
  readonly gate: Pick<Gate, 'busy' | 'waiting' | 'close'>;
  readonly log: (entry: LogEntry) => void;
  /** How failures are told at some addresses, as `createApp` has it. */
  readonly problemForm?: ProblemForm;
  /** Called for what was refused before the service saw it. */
  readonly refused?: (code: CommonProblemCode) => void;
  /**
   * Makes the service ready; resolves to what it is ready with, in words.
   *
   * @param ending aborted when it is to end before: nobody waits for the rest
   */
  prepare(ending: AbortSignal): Promise<string>;
  /** Called when it takes no more work. */
  stop(): void;
}

/**
 * Listens, makes itself ready, and answers until it is told to end; then answers what it has begun. It listens before it
 * is ready: whoever asks is told to wait instead of being refused.
 */
export async function serveUntil(ending: AbortSignal, serving: Serving): Promise<void> {
  const { fetch, gate, log } = serving;
  const server = await listen(fetch, { vital: ['/healthz', '/readyz'], ...serving });
  try {
    log({ severity: 'INFO', message: `listening on ${server.address}` });
    const prepared = serving.prepare(ending).catch((error: unknown) => {
      // What was given up may fail in its own words, which nobody waits for.
      if (!ending.aborted) throw error;
      return null;
    });
    const words = await Promise.race([prepared, aborted(ending)]);
    if (words !== null) log({ severity: 'INFO', message: `ready with ${words}` });
    await aborted(ending);
  } finally {
    serving.stop();
    await server.stopAccepting();
    log({ severity: 'INFO', message: `ending; ${gate.busy + gate.waiting} requests are being computed` });
    await server.drain(drainingMs, () => gate.close());
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
