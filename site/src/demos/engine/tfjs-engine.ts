import { env, ready, setBackend, tensor4d, tidy, version_core, type Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { readEngineFiles, type EngineFiles, type ReadFile } from './engine-files.ts';
import {
  batchRows,
  EngineError,
  type EngineSpec,
  type InferenceEngine,
  type ServedFile,
} from './inference-engine.ts';
import { requireWasm } from './require-wasm.ts';

/** The wasm backend takes its bytes from a URL only: for one start, the platform's fetch answers with them. */
async function startBackend(wasm: Uint8Array<ArrayBuffer>): Promise<void> {
  const environment = env();
  // Threads would start a worker from a blob: URL, which the site's Content-Security-Policy forbids.
  environment.set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths('', true);
  const { platform } = environment;
  const platformFetch = platform.fetch.bind(platform);
  platform.fetch = async () => new Response(wasm);
  try {
    if (!(await setBackend('wasm'))) throw new Error('the backend did not start');
    await ready();
  } finally {
    platform.fetch = platformFetch;
  }
}

async function readLayersModel(spec: EngineSpec, files: EngineFiles): Promise<LayersModel> {
  const bytesOf = (path: string) => {
    const bytes = files.model.get(path);
    if (!bytes) throw new Error(`${path} is not among the files of the model`);
    return bytes;
  };
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(bytesOf(spec.entry))) as {
    modelTopology: object;
    weightsManifest: { paths: string[]; weights: [] }[];
  };
  const folder = spec.entry.slice(0, spec.entry.lastIndexOf('/') + 1);
  const parts = weightsManifest.flatMap((group) => group.paths.map((path) => bytesOf(folder + path)));
  return loadLayersModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: await new Blob(parts).arrayBuffer(),
    }),
  });
}

/**
 * TensorFlow.js on its WebAssembly backend, one thread.
 *
 * @param wasm where `tfjs-backend-wasm-simd.wasm`, gzip-compressed, is served
 */
export function createTfjsEngine(spec: EngineSpec, wasm: ServedFile, read?: ReadFile): InferenceEngine {
  let model: LayersModel | undefined;
  const predict = (batch: Uint8Array<ArrayBuffer>) => {
    const loaded = model;
    if (!loaded) throw new EngineError('model', 'The model is not loaded.');
    const { height, width } = spec.input;
    const rows = batchRows(batch, spec.input);
    const start = performance.now();
    const probabilities = tidy(() => {
      const images = tensor4d(new Float32Array(batch), [rows, height, width, 1]);
      const output = loaded.predict(images, { batchSize: rows }) as Tensor;
      return new Float32Array(output.dataSync<'float32'>());
    });
    return { probabilities, latencyMs: performance.now() - start };
  };
  return {
    async load(progress, signal) {
      requireWasm();
      const files = await readEngineFiles(spec, wasm, progress, signal, read);
      try {
        await startBackend(files.wasm);
        model = await readLayersModel(spec, files);
        // Kernels compile at first use: a blank image takes that out of the visitor's first prediction.
        predict(new Uint8Array(spec.input.height * spec.input.width));
      } catch (cause) {
        throw new EngineError('model', `${spec.entry}: TensorFlow.js could not open the model`, { cause });
      }
      return {
        description: `TensorFlow.js ${version_core}, WebAssembly, 1 thread`,
        sha256: files.sha256,
        bytes: files.bytes,
      };
    },
    predict: async (batch) => predict(batch),
    async dispose() {
      model?.dispose();
      model = undefined;
    },
  };
}
