import { Failure } from '@modelfolio/failures';
import type { AnswerOf, CallName, Calls, QuestionOf, StepOf, WorkerReply, WorkerRequest } from './calls.ts';

/** What an answer is given on its way. */
export type Calling<Step> = {
  /** Aborted when nobody waits any more: the work must end soon. */
  signal: AbortSignal;
  step: (step: Step) => void;
  /** Buffers of the answer that need not be copied; they are lost here. */
  transfer: Transferable[];
};

/** The calls where they are answered. */
export type Answers<C extends Calls> = {
  [Name in CallName<C>]: (
    question: QuestionOf<C, Name>,
    calling: Calling<StepOf<C, Name>>,
  ) => Promise<AnswerOf<C, Name>>;
};

/** The part of a dedicated worker's global scope that is used here. */
export type WorkerScope = {
  addEventListener: (kind: 'message', listener: (event: MessageEvent<WorkerRequest>) => void) => void;
  postMessage: (reply: WorkerReply, options: { transfer: Transferable[] }) => void;
};

export type ServeOptions = {
  /** What has stopped working when an error comes that is not meant for a visitor: `model`. */
  subject: string;
  /** Whether a newer question ends an older one of its name and channel. */
  newestOnly?: boolean;
};

/**
 * Answers a page's questions.
 *
 * @param answerOf finds who answers the calls of a name
 */
export function serveCalls<C extends Calls>(
  scope: WorkerScope,
  answerOf: <Name extends CallName<C>>(name: Name) => Answers<C>[Name],
  { subject, newestOnly = false }: ServeOptions,
): void {
  const running = new Map<number, { key: string; abort: AbortController }>();
  const send = (reply: WorkerReply, transfer: Transferable[] = []) => scope.postMessage(reply, { transfer });

  async function answer<Name extends CallName<C>>(
    id: number,
    name: Name,
    channel: string,
    question: QuestionOf<C, Name>,
  ): Promise<void> {
    const key = `${name} ${channel}`;
    if (newestOnly) for (const other of running.values()) if (other.key === key) other.abort.abort();
    const abort = new AbortController();
    running.set(id, { key, abort });
    const step = (taken: StepOf<C, Name>) => {
      if (!abort.signal.aborted) send({ id, kind: 'step', step: taken });
    };
    const transfer: Transferable[] = [];
    try {
      const found = await answerOf(name)(question, { signal: abort.signal, step, transfer });
      if (abort.signal.aborted) send({ id, ...stopped });
      else send({ id, kind: 'answer', answer: found }, transfer);
    } catch (error) {
      send({ id, ...(abort.signal.aborted ? stopped : failed(error, subject)) });
    } finally {
      running.delete(id);
    }
  }

  scope.addEventListener('message', ({ data: request }) => {
    if (request.kind === 'cancel') running.get(request.id)?.abort.abort();
    else void answer(request.id, request.name as CallName<C>, request.channel, request.question as never);
  });
}

type Failed = Omit<Extract<WorkerReply, { kind: 'failed' }>, 'id'>;

const stopped: Failed = { kind: 'failed', code: 'cancelled', reason: 'Cancelled.', place: {}, hint: null };

/** Only a failure is meant for a visitor; the console of the worker keeps the rest. */
function failed(error: unknown, subject: string): Failed {
  if (!(error instanceof Failure) || error.cause !== undefined) console.warn(error);
  if (error instanceof Failure) {
    const { code, reason, place, hint } = error;
    return { kind: 'failed', code, reason, place, hint };
  }
  return {
    kind: 'failed',
    code: 'model',
    reason: `The ${subject} stopped working in this browser.`,
    place: {},
    hint: 'Reload the page to try again.',
  };
}
