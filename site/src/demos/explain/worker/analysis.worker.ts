/// <reference lib="webworker" />
import loaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?gz';
import { ortThreads } from '../../engine/ort-engine.ts';
import { createAnalyst } from './analyst.ts';
import { serveAnalysis } from '../analysis/serve-analysis.ts';

serveAnalysis(
  self,
  createAnalyst({
    wasm,
    loaderUrl: new URL(loaderUrl, self.location.href).href,
    threads: ortThreads(self.crossOriginIsolated, navigator.hardwareConcurrency),
  }),
);
