import { DemoError } from '../demo-error.ts';
import type { Calls } from '../worker/calls.ts';
import type { WorkerEngine } from './worker-engine.ts';

/**
 * An engine that, when its runtime cannot start, is replaced by a more modest one before anybody notices.
 * Only a failing runtime counts: a lost connection or a cancelled load is told as it is.
 *
 * @param modest made at need only
 */
export function createFallbackEngine<More extends Calls>(
  first: WorkerEngine<More>,
  modest: () => WorkerEngine<More>,
): WorkerEngine<More> {
  let engine = first;
  return {
    async load(progress, signal) {
      try {
        return await engine.load(progress, signal);
      } catch (error) {
        if (!(error instanceof DemoError) || error.code !== 'model' || engine !== first) throw error;
        await first.dispose();
        engine = modest();
        return engine.load(progress, signal);
      }
    },
    predict: (batch) => engine.predict(batch),
    run: (feeds, wanted) => engine.run(feeds, wanted),
    ask: (name, question, options) => engine.ask(name, question, options),
    dispose: () => engine.dispose(),
  };
}
