import type { WorkerReply, WorkerRequest } from '../src/worker/calls.ts';
import type { WorkerScope } from '../src/worker/serve-calls.ts';
import type { ClientWorker } from '../src/worker/worker-client.ts';

/** A worker in this thread: messages are cloned and arrive later, as a real one's do. */
export class PairedWorker extends EventTarget implements ClientWorker {
  terminated = false;
  readonly #inside = new EventTarget();

  /** @param serve answers in the scope, as the worker's own program does */
  constructor(serve: (scope: WorkerScope) => void) {
    super();
    serve({
      addEventListener: (kind, listener) =>
        this.#inside.addEventListener(kind, (event) => listener(event as MessageEvent<WorkerRequest>)),
      postMessage: (reply, options) => this.#deliver(this, structuredClone(reply, options)),
    });
  }

  postMessage(request: WorkerRequest): void {
    this.#deliver(this.#inside, structuredClone(request));
  }

  terminate(): void {
    this.terminated = true;
  }

  #deliver(target: EventTarget, data: WorkerRequest | WorkerReply): void {
    setTimeout(() => {
      if (!this.terminated) target.dispatchEvent(new MessageEvent('message', { data }));
    });
  }
}
