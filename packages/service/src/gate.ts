import { createPlaces } from './places.ts';
import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/** Lets so many requests compute at the same time, each for so long; a few more may wait for a place. */
export interface Gate {
  /**
   * Does some work when there is a place for it, or refuses it.
   *
   * @param client aborted when nobody waits for the answer any more
   * @param work is to stop soon after its signal is aborted; its place is free again when it has
   * @throws RequestFailure `too-busy`, `deadline`, `client-gone`, `not-ready`, and what the work throws
   */
  pass<Result>(client: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Requests that compute now. */
  readonly busy: number;
  /** Requests that wait for a place. */
  readonly waiting: number;
  /** Requests that were refused or given up so far, by the reason. */
  readonly refused: Readonly<Record<Refusal, number>>;
  /** Aborts what computes now, and refuses what waits or comes. */
  close(): void;
}

/** Why a request got no result: nowhere to wait, no place in time, not done in time, nobody left to answer. */
export type Refusal = 'full' | 'waited' | 'deadline' | 'client-gone';

export interface GateOptions {
  /** Requests that may compute at the same time. */
  readonly concurrent: number;
  /** Requests that may wait for a place, first come, first served. Default: 0. */
  readonly queue?: number;
  /** Seconds that one waits for a place. Default: `seconds`. */
  readonly waitSeconds?: number;
  /** Seconds until one is given up; waiting counts. */
  readonly seconds: number;
  /** What to ask for instead, where a request took too long. */
  readonly deadlineHint?: string | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed?: () => number;
  /**
   * Begins work that has waited. By default after whatever else the process has to do: a queue of short work without a
   * pause would keep it from everything else.
   */
  readonly turn?: (begin: () => void) => void;
}

/** A gate for requests that compute. */
export function createGate({
  concurrent,
  queue = 0,
  seconds,
  waitSeconds = seconds,
  deadlineHint,
  elapsed = () => performance.now(),
  turn = (begin) => void setImmediate(begin),
}: GateOptions): Gate {
  const places = createPlaces({ count: concurrent, queue, turn });
  const refused: Record<Refusal, number> = { full: 0, waited: 0, deadline: 0, 'client-gone': 0 };
  /** Stops each request that waits or computes. */
  const stops = new Set<(reason: RequestFailure) => void>();
  let isClosed = false;
  /** Milliseconds that work takes, a moving average; `null` before the first. */
  let usual: number | null = null;

  /** When whoever comes then finds a place, if work goes on as it has: whole seconds, at least one. */
  function secondsToPlace(): number {
    const expected = ((usual ?? 0) * (places.waiting + 1)) / concurrent / 1000;
    return Math.max(1, Math.ceil(Math.min(expected, seconds)));
  }

  function refusal(reason: Refusal): RequestFailure<CommonProblemCode> {
    refused[reason] += 1;
    if (reason === 'deadline')
      return new RequestFailure<CommonProblemCode>('deadline', `not done within ${seconds} s`, {
        hint: deadlineHint,
      });
    if (reason === 'client-gone')
      return new RequestFailure<CommonProblemCode>('client-gone', 'the client has closed the connection');
    const retryAfter = secondsToPlace();
    return new RequestFailure<CommonProblemCode>(
      'too-busy',
      reason === 'waited'
        ? `no place became free within ${Math.min(waitSeconds, seconds)} s`
        : `${concurrent} requests are being computed and ${places.waiting} wait, as many as may`,
      {
        hint: `try again in ${retryAfter === 1 ? 'a second' : `${retryAfter} seconds`}`,
        headers: { 'Retry-After': String(retryAfter) },
      },
    );
  }

  async function pass<Result>(
    client: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    if (isClosed) throw shuttingDown();
    if (client.aborted) throw refusal('client-gone');
    const { signal, stop, isStopped } = stopping();
    const place = places.take(signal);
    if (!place) throw refusal('full');

    stops.add(stop);
    const leave = (): void => stop(refusal('client-gone'));
    client.addEventListener('abort', leave);
    const deadline = setTimeout(() => stop(refusal('deadline')), seconds * 1000);
    const patience = setTimeout(() => stop(refusal('waited')), Math.min(waitSeconds, seconds) * 1000);
    const settle = (): void => {
      stops.delete(stop);
      client.removeEventListener('abort', leave);
      clearTimeout(deadline);
      clearTimeout(patience);
    };
    try {
      await place;
    } catch (reason) {
      settle();
      throw reason;
    }
    clearTimeout(patience);

    const start = elapsed();
    const done = (async () => {
      signal.throwIfAborted();
      return work(signal);
    })().finally(() => {
      const took = elapsed() - start;
      usual = usual === null ? took : 0.8 * usual + 0.2 * took;
      settle();
      places.leave();
    });
    // The reason comes first: what stops because of the signal may say so in its own words.
    return Promise.race([isStopped, done]);
  }

  return {
    pass,
    refused,
    get busy() {
      return places.taken;
    },
    get waiting() {
      return places.waiting;
    },
    close: () => {
      isClosed = true;
      for (const stop of stops) stop(shuttingDown());
    },
  };
}

/** A signal that the first reason stops, and a promise that rejects with it. */
function stopping(): {
  signal: AbortSignal;
  stop(reason: RequestFailure): void;
  isStopped: Promise<never>;
} {
  const controller = new AbortController();
  const { promise: isStopped, reject } = Promise.withResolvers<never>();
  // Whoever still waits for a place hears of it from the signal.
  isStopped.catch(() => {});
  return {
    signal: controller.signal,
    isStopped,
    stop: (reason) => {
      if (controller.signal.aborted) return;
      reject(reason);
      controller.abort(reason);
    },
  };
}

function shuttingDown(): RequestFailure<CommonProblemCode> {
  return new RequestFailure<CommonProblemCode>('not-ready', 'the service is shutting down', {
    hint: 'send the request again',
    headers: { 'Retry-After': '1' },
  });
}
