import type * as Core from '@tensorflow/tfjs-core';
import type { Session } from '../session.ts';
import { numbersOf, type Tensor } from '../tensor.ts';

/** What a TensorFlow.js `model.json` holds, as far as it is needed to open the model. */
interface ModelJson {
  readonly format?: string;
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: Core.io.WeightsManifestEntry[] }[];
  readonly signature?: object;
  readonly userDefinedMetadata?: Record<string, object>;
}

/** What layers and graph models have in common. */
interface Loaded {
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: (number | null)[] | undefined;
    readonly dtype: string;
  }[];
  readonly outputs: readonly string[];
  run(tensors: Core.Tensor[]): Promise<Core.Tensor[]>;
  dispose(): void;
}

/**
 * Opens a TensorFlow.js model (layers or graph) in this very process, on the WebAssembly backend with one thread as the
 * page runs it; kernels that it lacks are computed in JavaScript. For the child that `openTfjs` starts.
 *
 * A model may name its inputs and outputs otherwise than its ONNX twin: what has no such name is taken by its place.
 *
 * @param modelJson bytes of `model.json`
 * @param weights bytes of all weight files, in the order that `model.json` names them
 * @throws Error in the words of TensorFlow.js, or that says how to install it
 */
export async function openTfjsHere(modelJson: Uint8Array, weights: Uint8Array): Promise<Session> {
  const core = await startBackend();
  const model = await loadModel(core, JSON.parse(new TextDecoder().decode(modelJson)) as ModelJson, weights);
  return {
    runtime: `@tensorflow/tfjs-core ${core.version_core} (wasm)`,
    inputs: model.inputs.map(({ name }) => name),
    outputs: model.outputs,
    async run(feeds, wanted = model.outputs) {
      const given = Object.values(feeds);
      const tensors = model.inputs.map(({ name, shape, dtype }, place) =>
        tensorFor(core, feeds[name] ?? given[place], shape, dtype, name),
      );
      const found = await withKernels(core, () => model.run(tensors));
      try {
        return Object.fromEntries(
          wanted.flatMap((name, place): [string, Tensor][] => {
            const at = model.outputs.indexOf(name);
            const output = found[at === -1 ? place : at];
            // A network may lack the predicted class that the graph of ONNX has: the probabilities tell it.
            if (!output) return [];
            return [
              [name, { type: 'float32', data: Float32Array.from(output.dataSync()), shape: output.shape }],
            ];
          }),
        );
      } finally {
        core.dispose([...tensors, ...found]);
      }
    },
    close: async () => model.dispose(),
  };
}

async function startBackend(): Promise<typeof Core> {
  let core: typeof Core;
  try {
    core = await import('@tensorflow/tfjs-core');
    await import('@tensorflow/tfjs-backend-cpu');
    await import('@tensorflow/tfjs-backend-wasm');
  } catch (cause) {
    throw missing(cause);
  }
  core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await core.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  return core;
}

async function loadModel(core: typeof Core, json: ModelJson, weights: Uint8Array): Promise<Loaded> {
  const { modelTopology, signature, userDefinedMetadata } = json;
  const artifacts: Core.io.ModelArtifacts = {
    modelTopology,
    weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
    weightData: weights.slice().buffer,
    ...(signature && { signature }),
    ...(userDefinedMetadata && { userDefinedMetadata }),
  };
  const handler = { load: async () => artifacts };
  if (json.format !== 'graph-model') {
    const layers = await import('@tensorflow/tfjs-layers').catch((cause: unknown) =>
      Promise.reject(missing(cause)),
    );
    const model = await layers.loadLayersModel(handler);
    return {
      inputs: model.inputs.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
      outputs: model.outputs.map(({ name }) => name),
      run: async (tensors) => {
        const [first] = tensors;
        if (!first) throw new Error('the model takes nothing');
        const batchSize = first.shape[0] ?? 1;
        return [core.tidy(() => model.predict(tensors.length === 1 ? first : tensors, { batchSize }))].flat();
      },
      dispose: () => void model.dispose(),
    };
  }
  const converter = await import('@tensorflow/tfjs-converter').catch((cause: unknown) =>
    Promise.reject(missing(cause)),
  );
  const model = await converter.loadGraphModel(handler as Core.io.IOHandler);
  return {
    inputs: model.inputs.map(({ name, shape, dtype }) => ({ name: plain(name), shape, dtype })),
    outputs: model.outputNodes.map(plain),
    // Also graphs with loops and conditions, which cannot be run at once.
    run: async (tensors) => [await model.executeAsync(tensors, model.outputNodes)].flat(),
    dispose: () => model.dispose(),
  };
}

/** Runs again without WebAssembly where that has no kernel for an operation. */
async function withKernels<Result>(core: typeof Core, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error) || !/not registered for backend/.test(error.message)) throw error;
    await core.setBackend('cpu');
    try {
      return await act();
    } finally {
      await core.setBackend('wasm');
    }
  }
}

/** Numbers as the model takes them: rows given flat get the shape that it names. */
function tensorFor(
  core: typeof Core,
  feed: Tensor | undefined,
  shape: readonly (number | null)[] | undefined,
  dtype: string,
  name: string,
): Core.Tensor {
  if (!feed || feed.type === 'string') throw new Error(`no numbers for the input ${name}`);
  const numbers = numbersOf(feed);
  const fixed = (shape ?? []).slice(1).filter((size): size is number => size !== null && size >= 0);
  const isWhole = shape !== undefined && shape.length > 0 && fixed.length === shape.length - 1;
  const wanted = isWhole ? [feed.shape[0] ?? 1, ...fixed] : [...feed.shape];
  if (dtype === 'int32') return core.tensor(Int32Array.from(numbers), wanted, 'int32');
  if (dtype === 'bool') return core.tensor(Uint8Array.from(numbers), wanted, 'bool');
  return core.tensor(Float32Array.from(numbers), wanted, 'float32');
}

const packages = ['core', 'layers', 'converter', 'backend-cpu', 'backend-wasm'].map(
  (part) => `@tensorflow/tfjs-${part}`,
);

function missing(cause: unknown): Error {
  return new Error(`TensorFlow.js is not installed here (npm install ${packages.join(' ')})`, { cause });
}

function plain(name: string): string {
  return name.replace(/:0$/, '');
}
