import { cancelled, DemoError } from '../demo-error.ts';
import type { AnswerOf, CallName, Calls, QuestionOf, StepOf, WorkerReply, WorkerRequest } from './calls.ts';

/** The part of a `Worker` that is used here. */
export type ClientWorker = Pick<Worker, 'terminate' | 'addEventListener'> & {
  postMessage: (request: WorkerRequest) => void;
};

export type AskOptions<Step> = {
  /** Where a newer question replaces an older one of its name, only in this channel. */
  channel?: string | undefined;
  /** Told what happens on the way. */
  step?: ((step: Step) => void) | undefined;
  /** Aborting ends the work; the call rejects with code `cancelled`. */
  signal?: AbortSignal | undefined;
};

type Waiting = {
  step: ((step: never) => void) | undefined;
  resolve: (answer: never) => void;
  reject: (error: DemoError) => void;
};

/** Asks a worker, so that the page never stalls. Every question rejects with a {@link DemoError}. */
export class WorkerClient<C extends Calls> {
  readonly #worker: ClientWorker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended: DemoError | null = null;

  /**
   * @param spawn starts the worker, at once
   * @param unstarted what is told when it cannot start
   */
  constructor(spawn: () => ClientWorker, unstarted: (cause: unknown) => DemoError) {
    this.#worker = spawn();
    this.#worker.addEventListener('message', ({ data }: MessageEvent<WorkerReply>) => this.#hear(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end(unstarted(event.message));
    });
  }

  /** @throws DemoError with the code of what failed, `cancelled` when aborted or replaced */
  ask<Name extends CallName<C>>(
    name: Name,
    question: QuestionOf<C, Name>,
    { channel = '', step, signal }: AskOptions<StepOf<C, Name>> = {},
  ): Promise<AnswerOf<C, Name>> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      if (signal?.aborted) return reject(cancelled());
      this.#waiting.set(id, { step, resolve, reject });
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
      this.#worker.postMessage({ id, kind: 'ask', name, channel, question });
    });
  }

  /** Ends the worker, which frees the memory that WebAssembly never gives back. */
  dispose(): void {
    this.#end(cancelled());
  }

  #cancel(id: number): void {
    const waiter = this.#waiting.get(id);
    if (!waiter) return;
    this.#waiting.delete(id);
    this.#worker.postMessage({ id, kind: 'cancel' });
    waiter.reject(cancelled());
  }

  #hear(reply: WorkerReply): void {
    const waiter = this.#waiting.get(reply.id);
    if (!waiter) return;
    if (reply.kind === 'step') return waiter.step?.(reply.step as never);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'answer') return waiter.resolve(reply.answer as never);
    waiter.reject(new DemoError(reply.code, reply.reason, { ...reply.place, hint: reply.hint }));
  }

  #end(error: DemoError): void {
    this.#worker.terminate();
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
