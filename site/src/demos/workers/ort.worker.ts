/// <reference lib="webworker" />
import loaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?gz';
import { batchAnswers } from '../auto/batch-answers.ts';
import { createOrtEngine, ortThreads } from '@modelfolio/pages/engine/ort-engine';
import { serveEngine } from '@modelfolio/pages/engine/serve-engine';
import { noGradients } from '../why/no-gradients.ts';
import type { DemoCalls } from './demo-engine.ts';

const threads = ortThreads(self.crossOriginIsolated, navigator.hardwareConcurrency);

serveEngine<DemoCalls>(self, (spec) => {
  const engine = createOrtEngine(spec, {
    wasm,
    loaderUrl: new URL(loaderUrl, self.location.href).href,
    threads: spec.oneThread ? 1 : threads,
  });
  return { engine, more: { ...batchAnswers(engine.run), ...noGradients } };
});
