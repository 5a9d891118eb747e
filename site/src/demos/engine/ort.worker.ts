/// <reference lib="webworker" />
import loaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?gz';
import { createOrtEngine, ortThreads } from './ort-engine.ts';
import { serveEngine } from './serve-engine.ts';

const threads = ortThreads(self.crossOriginIsolated, navigator.hardwareConcurrency);

serveEngine(self, (spec) =>
  createOrtEngine(spec, {
    wasm,
    loaderUrl: new URL(loaderUrl, self.location.href).href,
    threads: spec.oneThread ? 1 : threads,
  }),
);
