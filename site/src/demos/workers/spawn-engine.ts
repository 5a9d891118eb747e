import { createFallbackEngine } from '@modelfolio/pages/engine/fallback-engine';
import type { EngineSpec } from '@modelfolio/pages/engine/inference-engine';
import { createWorkerEngine } from '@modelfolio/pages/engine/worker-engine';
import type { DemoCalls, DemoEngine } from './demo-engine.ts';

const spawnTfjs = () =>
  new Worker(new URL('./tfjs.worker.ts', import.meta.url), { type: 'module', name: 'tfjs' });
const spawnOrt = () =>
  new Worker(new URL('./ort.worker.ts', import.meta.url), { type: 'module', name: 'ort' });

/** The engine of `spec`, in a module worker of its own, which is started by `load`. */
export function spawnEngine(spec: EngineSpec): DemoEngine {
  if (spec.runtime === 'tfjs') return createWorkerEngine<DemoCalls>(spec, spawnTfjs);
  const engine = createWorkerEngine<DemoCalls>(spec, spawnOrt);
  if (!crossOriginIsolated) return engine;
  return createFallbackEngine(engine, () =>
    createWorkerEngine<DemoCalls>({ ...spec, oneThread: true }, spawnOrt),
  );
}
