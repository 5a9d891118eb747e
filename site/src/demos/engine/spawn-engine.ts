import { createFallbackEngine } from './fallback-engine.ts';
import type { EngineSpec, InferenceEngine } from './inference-engine.ts';
import { createWorkerEngine } from './worker-engine.ts';

const spawnTfjs = () =>
  new Worker(new URL('./tfjs.worker.ts', import.meta.url), { type: 'module', name: 'tfjs' });
const spawnOrt = () =>
  new Worker(new URL('./ort.worker.ts', import.meta.url), { type: 'module', name: 'ort' });

/** The engine of `spec`, in a module worker of its own, which is started by `load`. */
export function spawnEngine(spec: EngineSpec): InferenceEngine {
  if (spec.runtime === 'tfjs') return createWorkerEngine(spec, spawnTfjs);
  const engine = createWorkerEngine(spec, spawnOrt);
  if (!crossOriginIsolated) return engine;
  return createFallbackEngine(engine, () => createWorkerEngine({ ...spec, oneThread: true }, spawnOrt));
}
