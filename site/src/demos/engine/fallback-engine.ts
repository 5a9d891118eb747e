import { EngineError, type InferenceEngine } from './inference-engine.ts';

/**
 * An engine that, when its runtime cannot start, is replaced by a more modest one before anybody notices.
 * Only a failing runtime counts: a lost connection or a cancelled load is told as it is.
 *
 * @param modest made at need only
 */
export function createFallbackEngine(first: InferenceEngine, modest: () => InferenceEngine): InferenceEngine {
  let engine = first;
  return {
    async load(progress, signal) {
      try {
        return await engine.load(progress, signal);
      } catch (error) {
        if (!(error instanceof EngineError) || error.code !== 'model' || engine !== first) throw error;
        await first.dispose();
        engine = modest();
        return engine.load(progress, signal);
      }
    },
    predict: (batch) => engine.predict(batch),
    run: (feeds, wanted) => engine.run(feeds, wanted),
    batch: (request, progress) => engine.batch(request, progress),
    attribute: (request, signal) => engine.attribute(request, signal),
    checkAttribution: (request, progress, signal) => engine.checkAttribution(request, progress, signal),
    dispose: () => engine.dispose(),
  };
}
