import type { Gate } from './gate.ts';
import { listen } from './listen.ts';
import type { LogEntry } from './request-log.ts';

/**
 * Cloud Run kills ten seconds after SIGTERM
 * (https://docs.cloud.google.com/run/docs/container-contract#instance-shutdown); what still computes then is told to stop
 * a little before.
 */
const drainingMs = 8000;

interface Serving {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly port: number;
  readonly host: string;
  /** Seconds that an answer may take. */
  readonly seconds: number;
  /** Holds what computes. */
  readonly gate: Gate;
  readonly log: (entry: LogEntry) => void;
  /** Makes the service ready; resolves to what it is ready with, in words. */
  prepare(): Promise<string>;
  /** Called when it takes no more work. */
  stop(): void;
}

/**
 * Listens, makes itself ready, and answers until it is told to end; then answers what it has begun. It listens before it
 * is ready: whoever asks is told to wait instead of being refused.
 */
export async function serveUntil(ending: AbortSignal, serving: Serving): Promise<void> {
  const { fetch, gate, log } = serving;
  const server = await listen(fetch, serving);
  try {
    log({ severity: 'INFO', message: `listening on ${server.address}` });
    log({ severity: 'INFO', message: `ready with ${await serving.prepare()}` });
    await aborted(ending);
  } finally {
    serving.stop();
    log({ severity: 'INFO', message: `ending; ${gate.busy} requests are being computed` });
    await server.drain(drainingMs, () => gate.close());
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
