/// <reference lib="webworker" />
import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?gz';
import { serveEngine } from './serve-engine.ts';
import { createTfjsEngine } from './tfjs-engine.ts';

serveEngine(self, (spec) => createTfjsEngine(spec, wasm));
