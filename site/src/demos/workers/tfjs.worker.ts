/// <reference lib="webworker" />
import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?gz';
import { batchAnswers } from '../auto/batch-answers.ts';
import { serveEngine } from '@modelfolio/pages/engine/serve-engine';
import { createTfjsEngine } from '@modelfolio/pages/engine/tfjs-engine';
import { attributionAnswers } from '../why/tfjs-attribution.ts';
import type { DemoCalls } from './demo-engine.ts';

serveEngine<DemoCalls>(self, (spec) => {
  const engine = createTfjsEngine(spec, wasm);
  return { engine, more: { ...batchAnswers(engine.run), ...attributionAnswers(engine, spec) } };
});
