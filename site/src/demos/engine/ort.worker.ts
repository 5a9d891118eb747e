/// <reference lib="webworker" />
import loaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?gz';
import { createOrtEngine, ortThreads } from './ort-engine.ts';
import { serveEngine, type WorkerScope } from './serve-engine.ts';

const threads = ortThreads(self.crossOriginIsolated, navigator.hardwareConcurrency);

serveEngine(self as unknown as WorkerScope, (spec) =>
  createOrtEngine(spec, { wasm, loaderUrl: new URL(loaderUrl, self.location.href).href, threads }),
);
