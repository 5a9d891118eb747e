import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { readEngineFiles, type ReadFile } from './engine-files.ts';
import {
  batchRows,
  EngineError,
  type EngineSpec,
  type InferenceEngine,
  type ServedFile,
} from './inference-engine.ts';
import { requireWasm } from './require-wasm.ts';

export type OrtRuntime = {
  /** Where `ort-wasm-simd-threaded.wasm`, gzip-compressed, is served. */
  wasm: ServedFile;
  /** Where its loader is served: threads start from it. `undefined`: the one inside the package. */
  loaderUrl: string | undefined;
  /** 1 where shared memory is not to be had. A runtime that has failed cannot start again in the same worker. */
  threads: number;
};

const threadsTimeoutMs = 20_000;

/** Threads worth trying: ONNX Runtime's own rule, half the cores and at most four. */
export function ortThreads(isolated: boolean, cores: number): number {
  return isolated ? Math.max(1, Math.min(4, Math.ceil(cores / 2))) : 1;
}

/** ONNX Runtime on WebAssembly, without its WebGPU and WebNN parts. */
export function createOrtEngine(spec: EngineSpec, runtime: OrtRuntime, read?: ReadFile): InferenceEngine {
  let session: InferenceSession | undefined;

  async function open(model: Uint8Array<ArrayBuffer>): Promise<void> {
    env.wasm.numThreads = runtime.threads;
    // Some browsers hang when a runtime starts threads (onnxruntime#11679): then it counts as failed.
    env.wasm.initTimeout = runtime.threads > 1 ? threadsTimeoutMs : 0;
    try {
      session = await InferenceSession.create(model, { executionProviders: ['wasm'] });
    } catch (cause) {
      throw new EngineError('model', `${spec.entry}: ONNX Runtime could not open the model`, { cause });
    }
  }

  async function predict(batch: Uint8Array<ArrayBuffer>) {
    if (!session) throw new EngineError('model', 'The model is not loaded.');
    const { height, width, name } = spec.input;
    const rows = batchRows(batch, spec.input);
    const start = performance.now();
    const input = new Tensor('uint8', batch, [rows, height, width]);
    const output = (await session.run({ [name]: input }, [spec.probabilities]))[spec.probabilities];
    if (!output) throw new EngineError('model', `${spec.entry}: no output named ${spec.probabilities}`);
    const probabilities = new Float32Array(output.data as Float32Array);
    output.dispose();
    return { probabilities, latencyMs: performance.now() - start };
  }

  return {
    async load(progress, signal) {
      requireWasm();
      const files = await readEngineFiles(spec, runtime.wasm, progress, signal, read);
      const model = files.model.get(spec.entry);
      if (!model) throw new EngineError('model', `${spec.entry} is not among the files of the model`);
      env.wasm.wasmBinary = files.wasm.buffer;
      if (runtime.loaderUrl) env.wasm.wasmPaths = { mjs: runtime.loaderUrl };
      await open(model);
      const { threads } = runtime;
      await predict(new Uint8Array(spec.input.height * spec.input.width));
      return {
        description: `ONNX Runtime ${env.versions.web ?? ''}, WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        sha256: files.sha256,
        bytes: files.bytes,
      };
    },
    predict,
    async dispose() {
      await session?.release();
      session = undefined;
    },
  };
}
