import { createRequire } from 'node:module';
import util from 'node:util';
import { composedNormalise } from './batch-normalisation.ts';
import { registerConvolutionGradients } from './convolution-gradients.ts';
import { Failure } from '@modelfolio/failures';
import type { LayerOperations } from './layers.ts';
import { nativeNormalise } from './native-normalise.ts';
import type { Tf } from './tensorflow.ts';
import { builtInUnpool, composedUnpool } from './unpool.ts';

/** Where the arithmetic is done: `tensorflow` is the native library behind `@tensorflow/tfjs-node`. */
export type BackendName = 'wasm' | 'tensorflow' | 'cpu';

/** An open backend. */
export interface Backend {
  name: BackendName;
  /** Exact version of TensorFlow.js. */
  version: string;
  operations: LayerOperations;
}

/**
 * Opens a backend. `auto` is the native one if `@tensorflow/tfjs-node` resolves (or the folder in the
 * environment variable `MODELFOLIO_TFJS_NODE` does), else WASM.
 *
 * @throws Failure `backend-missing`
 */
export async function openBackend(
  name: BackendName | 'auto',
  env: Record<string, string | undefined> = process.env,
): Promise<Backend> {
  if (name === 'auto' || name === 'tensorflow') {
    const tf = loadNative(env['MODELFOLIO_TFJS_NODE'], name === 'tensorflow');
    if (tf) {
      await tf.ready();
      const operations = { tf, normalise: nativeNormalise(tf), unpool: builtInUnpool(tf) };
      return { name: 'tensorflow', version: versionOf(tf), operations };
    }
  }
  const portable = name === 'cpu' ? 'cpu' : 'wasm';
  // Loaded here: copies of TensorFlow.js share one registry, and the native one brings its own.
  const core = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-backend-cpu');
  await import('@tensorflow/tfjs-backend-wasm');
  if (portable === 'wasm') registerConvolutionGradients(core);
  if (!(await core.setBackend(portable)))
    throw new Failure('backend-missing', `the ${portable} backend of TensorFlow.js did not start`, {
      hint: 'try --backend cpu',
    });
  await core.ready();
  const unpool = portable === 'wasm' ? composedUnpool(core) : builtInUnpool(core);
  const operations = { tf: core, normalise: composedNormalise(core), unpool };
  return { name: portable, version: versionOf(core), operations };
}

function loadNative(folder: string | undefined, required: boolean): Tf | null {
  const require = createRequire(import.meta.url);
  // tfjs-node 4.22 calls functions that Node 23 took out of node:util (tensorflow/tfjs#8425).
  for (const [name, test] of Object.entries(removedTests))
    if (!(name in util)) Object.assign(util, { [name]: test });
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  const name = folder || '@tensorflow/tfjs-node';
  try {
    return require(name) as Tf;
  } catch (cause) {
    if (!required && !folder) return null;
    throw new Failure('backend-missing', `${name} cannot be loaded (${firstLine(cause)})`, {
      hint: 'install @tensorflow/tfjs-node, or name its folder in MODELFOLIO_TFJS_NODE, or use --backend wasm',
      cause,
    });
  }
}

const removedTests = {
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isArray: (value: unknown): boolean => Array.isArray(value),
  isString: (value: unknown): boolean => typeof value === 'string',
};

function versionOf(tf: Tf): string {
  return tf.version_core;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}
