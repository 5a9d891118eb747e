/// <reference lib="webworker" />
import loaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?gz';
import { ortThreads } from '@modelfolio/pages/engine/ort-engine';
import { createAnalyst } from './analyst.ts';
import { serveCalls } from '@modelfolio/pages/worker/serve-calls';
import type { Analysis } from '../analysis/analysis.ts';

const analyst = createAnalyst({
  wasm,
  loaderUrl: new URL(loaderUrl, self.location.href).href,
  threads: ortThreads(self.crossOriginIsolated, navigator.hardwareConcurrency),
});
serveCalls<Analysis>(self, (name) => analyst[name], { subject: 'analysis', newestOnly: true });
