import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/** Lets so many requests compute at the same time, each for so long. */
export interface Gate {
  /**
   * Does some work, or refuses it.
   *
   * @param client aborted when nobody waits for the answer any more
   * @param work is to stop soon after its signal is aborted; its place is free again when it has
   * @throws RequestFailure `too-busy`, `deadline`, `client-gone`, `not-ready`, and what the work throws
   */
  pass<Result>(client: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Requests that compute now. */
  readonly busy: number;
  /** Aborts what computes now, and refuses what comes. */
  close(): void;
}

interface GateOptions {
  /** Requests that may compute at the same time. */
  readonly concurrent: number;
  /** Seconds until one is given up. */
  readonly seconds: number;
  /** What to ask for instead, where a request took too long. */
  readonly deadlineHint?: string;
}

/** A gate for requests that compute. */
export function createGate({ concurrent, seconds, deadlineHint }: GateOptions): Gate {
  const closing = new AbortController();
  let busy = 0;

  async function pass<Result>(
    client: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    closing.signal.throwIfAborted();
    if (busy >= concurrent)
      throw new RequestFailure<CommonProblemCode>(
        'too-busy',
        `${concurrent} requests are being computed, as many as may`,
        {
          hint: 'try again in a second',
          headers: { 'Retry-After': '1' },
        },
      );
    busy += 1;
    const deadline = new AbortController();
    const timer = setTimeout(
      () =>
        deadline.abort(
          new RequestFailure<CommonProblemCode>('deadline', `not done within ${seconds} s`, {
            hint: deadlineHint,
          }),
        ),
      seconds * 1000,
    );
    const left = new AbortController();
    const leave = (): void =>
      left.abort(
        new RequestFailure<CommonProblemCode>('client-gone', 'the client has closed the connection'),
      );
    if (client.aborted) leave();
    client.addEventListener('abort', leave);
    const signal = AbortSignal.any([deadline.signal, left.signal, closing.signal]);
    const { promise: givenUp, reject } = Promise.withResolvers<never>();
    const giveUp = (): void => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
    const done = work(signal).finally(() => {
      busy -= 1;
      clearTimeout(timer);
      client.removeEventListener('abort', leave);
      signal.removeEventListener('abort', giveUp);
    });
    // The reason comes first: what stops because of the signal may say so in its own words.
    return Promise.race([done, givenUp]);
  }

  return {
    pass,
    get busy() {
      return busy;
    },
    close: () =>
      closing.abort(
        new RequestFailure<CommonProblemCode>('not-ready', 'the service is shutting down', {
          hint: 'send the request again',
          headers: { 'Retry-After': '1' },
        }),
      ),
  };
}
