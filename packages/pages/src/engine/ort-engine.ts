import { InferenceError } from '@modelfolio/inference';
import { runOrtSession } from '@modelfolio/inference/ort-session';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { readEngineFiles, type ReadFile } from './engine-files.ts';
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
      throw new DemoError('model', `${spec.entry}: ONNX Runtime could not open the model`, { cause });
    }
  }

  async function predict(batch: Uint8Array<ArrayBuffer>) {
    if (!session) throw new DemoError('model', 'The model is not loaded.');
    const image = imageShape(spec);
    const { height, width, name } = image;
    const rows = batchRows(batch, image);
    const start = performance.now();
    const input = new Tensor('uint8', batch, [rows, height, width]);
    const output = (await session.run({ [name]: input }, [image.probabilities]))[image.probabilities];
    if (!output) throw new DemoError('model', `${spec.entry}: no output named ${image.probabilities}`);
    const probabilities = new Float32Array(output.data as Float32Array);
    output.dispose();
    return { probabilities, latencyMs: performance.now() - start };
  }

  async function run(feeds: NamedTensors, wanted: readonly string[]): Promise<RunResult> {
    if (!session) throw new DemoError('model', 'The model is not loaded.');
    const absent = [
      ...Object.keys(feeds).filter((name) => !session?.inputNames.includes(name)),
      ...wanted.filter((name) => !session?.outputNames.includes(name)),
    ];
    if (absent.length > 0)
      throw new DemoError('model', `${spec.entry}: no input or output named ${absent.join(', ')}`);
    const start = performance.now();
    try {
      const outputs = await runOrtSession({ Tensor }, session, feeds, wanted);
      return { outputs, latencyMs: performance.now() - start };
    } catch (cause) {
      if (cause instanceof InferenceError) throw new DemoError('model', cause.reason, { cause });
      throw new DemoError('input', `The model refuses this input: ${firstLine(cause)}`, { cause });
    }
  }

  return {
    async load(progress, signal) {
      requireWasm();
      const files = await readEngineFiles(spec, runtime.wasm, progress, signal, read);
      const model = files.model.get(spec.entry);
      if (!model) throw new DemoError('model', `${spec.entry} is not among the files of the model`);
      env.wasm.wasmBinary = files.wasm.buffer;
      if (runtime.loaderUrl) env.wasm.wasmPaths = { mjs: runtime.loaderUrl };
      await open(model);
      const { threads } = runtime;
      // The first run allocates: a blank image takes that out of the visitor's first prediction.
      if (spec.image) await predict(new Uint8Array(spec.image.height * spec.image.width));
      return {
        description: `ONNX Runtime ${env.versions.web ?? ''}, WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        sha256: files.sha256,
        bytes: files.bytes,
      };
    },
    predict,
    run,
    async dispose() {
      await session?.release();
      session = undefined;
    },
  };
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
