import { AnalysisError, type Analysis, type AnalysisStep } from './analysis.ts';
import type { AnalysisName, AnalysisReply, AnalysisRequest } from './analysis-messages.ts';

/** The part of a `Worker` that is used here. */
export type AnalysisWorker = Pick<Worker, 'terminate' | 'addEventListener'> & {
  postMessage: (request: AnalysisRequest) => void;
};

export type AskOptions = {
  /** Only a newer question of the same name and channel replaces this one. */
  channel?: string;
  step?: (step: AnalysisStep) => void;
  signal?: AbortSignal;
};

type Waiting = {
  name: AnalysisName;
  step: ((step: AnalysisStep) => void) | undefined;
  resolve: (answer: never) => void;
  reject: (error: AnalysisError) => void;
};

/** Asks the worker that holds model and data; nothing is computed on the page. */
export class AnalysisClient {
  readonly #worker: AnalysisWorker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended = false;

  constructor(spawn: () => AnalysisWorker) {
    this.#worker = spawn();
    this.#worker.addEventListener('message', ({ data }: MessageEvent<AnalysisReply>) => this.#hear(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end(
        new AnalysisError('worker', 'The analysis could not be started.', {
          hint: 'Check the connection and reload the page.',
          cause: event.message,
        }),
      );
    });
  }

  /**
   * Asks one question. A newer one of the same name (and channel) replaces it.
   *
   * @throws AnalysisError `cancelled` when replaced or aborted
   */
  ask<Name extends AnalysisName>(
    name: Name,
    question: Parameters<Analysis[Name]>[0],
    { channel = '', step, signal }: AskOptions = {},
  ): Promise<ReturnType<Analysis[Name]>> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      if (signal?.aborted || this.#ended) return reject(cancelled());
      this.#waiting.set(id, { name, step, resolve, reject });
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
      this.#worker.postMessage({ id, name, channel, question } as AnalysisRequest);
    });
  }

  /** Ends the worker, which frees the memory that WebAssembly never gives back. */
  dispose(): void {
    this.#worker.terminate();
    this.#end(cancelled());
  }

  #cancel(id: number): void {
    const waiter = this.#waiting.get(id);
    if (!waiter) return;
    this.#waiting.delete(id);
    this.#worker.postMessage({ id, name: 'cancel' });
    waiter.reject(cancelled());
  }

  #hear(reply: AnalysisReply): void {
    const waiter = this.#waiting.get(reply.id);
    if (!waiter) return;
    if (reply.kind === 'step') return waiter.step?.(reply.step);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'failed')
      waiter.reject(new AnalysisError(reply.code, reply.message, { hint: reply.hint }));
    else waiter.resolve(reply.answer as never);
  }

  #end(error: AnalysisError): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

const cancelled = () => new AnalysisError('cancelled', 'Cancelled.');
