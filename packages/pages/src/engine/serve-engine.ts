import type { Calls } from '../worker/calls.ts';
import { serveCalls, type Answers, type WorkerScope } from '../worker/serve-calls.ts';
import type { EngineCalls } from './engine-calls.ts';
import type { EngineSpec, InferenceEngine } from './inference-engine.ts';

/** An engine, and what else is answered where its model is. */
export type OpenedEngine<More extends Calls> = { engine: InferenceEngine; more: Answers<More> };

/**
 * Answers a page's requests with one engine. To cancel a load or a run, the page ends the worker, which frees the memory that
 * WebAssembly never gives back.
 *
 * @param open called by the page's `load`
 */
export function serveEngine<More extends Calls>(
  scope: WorkerScope,
  open: (spec: EngineSpec) => OpenedEngine<More>,
): void {
  const load: Answers<EngineCalls>['load'] = (spec, { step, signal }) => {
    const { engine, more } = open(spec);
    answers = { ...more, ...answersOf(engine), load };
    return engine.load(step, signal);
  };
  // Nothing but a load comes first: the page asks for nothing else before it is answered.
  let answers: Readonly<Record<string, unknown>> = { load };
  serveCalls<EngineCalls>(scope, (name) => answers[name] as never, { subject: 'model' });
}

function answersOf(engine: InferenceEngine): Omit<Answers<EngineCalls>, 'load'> {
  return {
    async predict(batch, { transfer }) {
      const prediction = await engine.predict(batch);
      transfer.push(prediction.probabilities.buffer);
      return prediction;
    },
    run: ({ feeds, wanted }) => engine.run(feeds, wanted),
  };
}
