import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that is being answered. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Answers with this instead of what is still being made; without effect when that has begun. */
  cut(answer: Response): void;
  /** What `make` makes, unless it is cut before; then it makes nothing. */
  answer(make: () => Response | Promise<Response>): Promise<Response>;
}

/** A request of which nothing is answered yet. */
export function createExchange(incoming: IncomingMessage, outgoing: ServerResponse): Exchange {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  let isCut = false;
  return {
    incoming,
    outgoing,
    cut: (answer) => {
      isCut = true;
      resolve(answer);
    },
    answer: (make) => {
      if (!isCut) new Promise<Response>((done) => done(make())).then(resolve, reject);
      return promise;
    },
  };
}
