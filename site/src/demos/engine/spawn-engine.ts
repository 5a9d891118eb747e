import type { EngineSpec, InferenceEngine } from './inference-engine.ts';
import { createWorkerEngine } from './worker-engine.ts';

/** The engine of `spec`, in a module worker of its own, which is started by `load`. */
export function spawnEngine(spec: EngineSpec): InferenceEngine {
  return createWorkerEngine(spec, () =>
    spec.runtime === 'tfjs'
      ? new Worker(new URL('./tfjs.worker.ts', import.meta.url), { type: 'module', name: 'tfjs' })
      : new Worker(new URL('./ort.worker.ts', import.meta.url), { type: 'module', name: 'ort' }),
  );
}
