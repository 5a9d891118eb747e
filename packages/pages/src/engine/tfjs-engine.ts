import {
  env,
  ready,
  setBackend,
  tensor,
  tensor4d,
  tidy,
  version_core,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { numbersOf } from '@modelfolio/inference';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { readEngineFiles, type EngineFiles, type ReadFile } from './engine-files.ts';
import { DemoError } from '../demo-error.ts';
import {
  batchRows,
  imageShape,
  type EngineSpec,
  type InferenceEngine,
  type NamedTensors,
  type RunResult,
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

/** @param ending what becomes of the topology before the model is made */
async function readLayersModel(
  spec: EngineSpec,
  files: Pick<EngineFiles, 'model'>,
  ending: (topology: object) => object = (topology) => topology,
): Promise<LayersModel> {
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
      modelTopology: ending(modelTopology),
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: await new Blob(parts).arrayBuffer(),
    }),
  });
}

export interface TfjsEngine extends InferenceEngine {
  /**
   * The loaded model once more, for who changes it.
   *
   * @param ending what becomes of the topology before the model is made
   */
  copy(ending: (topology: object) => object): Promise<LayersModel>;
}

/**
 * TensorFlow.js on its WebAssembly backend, one thread.
 *
 * @param wasm where `tfjs-backend-wasm-simd.wasm`, gzip-compressed, is served
 */
export function createTfjsEngine(spec: EngineSpec, wasm: ServedFile, read?: ReadFile): TfjsEngine {
  let model: LayersModel | undefined;
  let bytes: Pick<EngineFiles, 'model'> | undefined;
  const predict = (batch: Uint8Array<ArrayBuffer>) => {
    const loaded = model;
    if (!loaded) throw new DemoError('model', 'The model is not loaded.');
    const image = imageShape(spec);
    const { height, width } = image;
    const rows = batchRows(batch, image);
    const start = performance.now();
    const probabilities = tidy(() => {
      const images = tensor4d(new Float32Array(batch), [rows, height, width, 1]);
      const output = loaded.predict(images, { batchSize: rows }) as Tensor;
      return new Float32Array(output.dataSync<'float32'>());
    });
    return { probabilities, latencyMs: performance.now() - start };
  };
  async function run(feeds: NamedTensors, wanted: readonly string[]): Promise<RunResult> {
    const loaded = model;
    if (!loaded) throw new DemoError('model', 'The model is not loaded.');
    const start = performance.now();
    // Every kernel of the backend computes in float32, whatever the types at the edges.
    const outputs = tidy(() => {
      const inputs = loaded.inputs.map(({ name, shape }, place) => {
        const feed = feeds[name] ?? Object.values(feeds)[place];
        if (!feed || feed.type === 'string')
          throw new DemoError('input', `${spec.entry}: no numbers for the input ${name}`);
        return tensor(Float32Array.from(numbersOf(feed)), fitted(feed.shape, shape));
      });
      const rows = inputs[0]?.shape[0] ?? 1;
      const found = loaded.predict(inputs.length === 1 ? (inputs[0] as Tensor) : inputs, { batchSize: rows });
      const tensors = Array.isArray(found) ? found : [found as Tensor];
      return Object.fromEntries(
        wanted.flatMap((name, place) => {
          const at = loaded.outputNames.indexOf(name);
          const output = tensors[at >= 0 ? at : place];
          // A layers model may lack the predicted class that the graph of ONNX has: the probabilities tell it.
          if (!output) return [];
          return [
            [
              name,
              { type: 'float32', data: Float32Array.from(output.dataSync()), shape: output.shape } as const,
            ] as const,
          ];
        }),
      );
    });
    return { outputs, latencyMs: performance.now() - start };
  }
  return {
    async load(progress, signal) {
      requireWasm();
      const files = await readEngineFiles(spec, wasm, progress, signal, read);
      try {
        await startBackend(files.wasm);
        model = await readLayersModel(spec, files);
        bytes = { model: files.model };
        // Kernels compile at first use: a blank image takes that out of the visitor's first prediction.
        if (spec.image) predict(new Uint8Array(spec.image.height * spec.image.width));
      } catch (cause) {
        throw new DemoError('model', `${spec.entry}: TensorFlow.js could not open the model`, { cause });
      }
      return {
        description: `TensorFlow.js ${version_core}, WebAssembly, 1 thread`,
        sha256: files.sha256,
        bytes: files.bytes,
      };
    },
    predict: async (batch) => predict(batch),
    run,
    async copy(ending) {
      if (!bytes) throw new DemoError('model', 'The model is not loaded.');
      return readLayersModel(spec, bytes, ending);
    },
    async dispose() {
      model?.dispose();
      model = undefined;
      bytes = undefined;
    },
  };
}

/** Rows given flat, in the shape that the layer takes, e.g. with a channel more. */
function fitted(given: readonly number[], wanted: readonly (number | null)[]): number[] {
  const fixed = wanted.slice(1);
  return fixed.includes(null) ? [...given] : [given[0] ?? 1, ...fixed.map((size) => size ?? 1)];
}
