import type { Context } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { SentStream } from './sent-stream.ts';
import type { CallerVariables } from './guard.ts';

/** What a handler finds under `rawRest`: what the rest of its path stands for, as it was sent, see `Endpoint`. */
interface RestVariables {
  readonly rawRest?: string;
}

/** What `answerStream` leaves for the log. */
interface StreamVariables {
  readonly sentStream?: SentStream;
}

/** What a handler finds in its context. */
export type Variables = RequestIdVariables & CallerVariables & RestVariables & StreamVariables;
export type ServiceContext = Context<{ Variables: Variables }>;

/**
 * Answers requests for an endpoint.
 *
 * @param pass does the costly part when there is a place for it in the endpoint's lane
 */
export type Handler = (context: ServiceContext, pass: Pass) => Response | Promise<Response>;

/**
 * Does some work in a lane, see {@link Gate}.
 *
 * @param work is to stop soon after its signal is aborted
 * @throws RequestFailure when there is no place, not enough time or nobody who waits any more
 */
export type Pass = <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;
