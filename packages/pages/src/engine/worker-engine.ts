import { cancelled, DemoError } from '../demo-error.ts';
import type { Calls } from '../worker/calls.ts';
import { WorkerClient, type ClientWorker } from '../worker/worker-client.ts';
import type { EngineCalls } from './engine-calls.ts';
import type { EngineSpec, InferenceEngine } from './inference-engine.ts';

/**
 * An engine in a worker, and what else is answered there.
 *
 * @typeParam More calls beside the engine's own: they are answered where the model is
 */
export interface WorkerEngine<More extends Calls> extends InferenceEngine {
  ask: WorkerClient<More>['ask'];
}

/**
 * An engine that lives in a worker of its own, so that the page never stalls.
 *
 * @param spawn starts the worker; called by `load`, never before
 */
export function createWorkerEngine<More extends Calls>(
  spec: EngineSpec,
  spawn: () => ClientWorker,
): WorkerEngine<More> {
  let client: WorkerClient<EngineCalls> | undefined;
  function stop(): void {
    client?.dispose();
    client = undefined;
  }
  const ask: WorkerClient<EngineCalls>['ask'] = async (name, question, options) => {
    if (!client) throw new DemoError('model', 'The model is not loaded.');
    return client.ask(name, question, options);
  };
  return {
    async load(step, signal) {
      if (signal.aborted) throw cancelled();
      client = new WorkerClient<EngineCalls>(spawn, unstarted);
      try {
        return await ask('load', spec, { step, signal });
      } catch (error) {
        stop();
        throw error;
      }
    },
    predict: (batch) => ask('predict', batch),
    run: (feeds, wanted) => ask('run', { feeds, wanted }),
    // The worker answers these too; which they are is between its program and the page.
    ask: ask as unknown as WorkerClient<More>['ask'],
    async dispose() {
      stop();
    },
  };
}

const unstarted = (cause: unknown): DemoError =>
  new DemoError('download', 'The runtime could not be started.', {
    cause,
    hint: 'Check the connection and try again.',
  });
