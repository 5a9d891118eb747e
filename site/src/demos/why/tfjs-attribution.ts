import {
  integratedGradients,
  logitsTopology,
  occlusion,
  randomisedWeights,
  saliency,
  strongestRegions,
  type Logits,
} from '@modelfolio/explainability/image';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type {
  AttributionCalls,
  AttributionCheck,
  AttributionRequest,
  ImageAttribution,
} from './attribution.ts';
import type { Answers } from '@modelfolio/pages/worker/serve-calls';
import type { TfjsEngine } from '@modelfolio/pages/engine/tfjs-engine';
import { DemoError } from '@modelfolio/pages/demo-error';
import {
  batchRows,
  imageShape,
  type EngineSpec,
  type ImageShape,
} from '@modelfolio/pages/engine/inference-engine';
import { newestOnly } from '@modelfolio/pages/worker/newest-only';

/** Side of the square that occlusion covers, and how far it moves. */
const covered = { window: 4, stride: 2 };

const regionSide = 4;

type Found = Omit<ImageAttribution, 'latencyMs' | 'class' | 'method' | 'regions'>;

/** Explains images by the gradients of a loaded model, up to its logits. */
export function attributionAnswers(
  engine: Pick<TfjsEngine, 'copy'>,
  spec: EngineSpec,
): Answers<AttributionCalls> {
  let opened: Promise<LayersModel> | undefined;
  const start = newestOnly();
  const logitsOf =
    (model: LayersModel): Logits =>
    (images) =>
      model.apply(images) as Tensor;

  async function explain(
    model: LayersModel,
    image: ImageShape,
    request: AttributionRequest,
    signal: AbortSignal,
  ): Promise<Found> {
    if (batchRows(request.pixels, image) !== 1) throw new DemoError('input', 'expected one image');
    const { height, width } = image;
    const input = { values: Float32Array.from(request.pixels), height, width, channels: 1 };
    const logits = logitsOf(model);
    if (request.method === 'saliency')
      return { ...alone, values: own(saliency(logits, input, request.class)), steps: 1 };
    if (request.method === 'occlusion') {
      const { values, windows, logit } = await occlusion(logits, input, request.class, {
        ...covered,
        signal,
      });
      return { ...alone, values: own(values), steps: windows, logit };
    }
    const { steps, mostSteps } = request;
    const found = await integratedGradients(logits, input, request.class, { steps, mostSteps, signal });
    return {
      values: own(found.values),
      steps: found.steps,
      logit: found.logit,
      baselineLogit: found.baselineLogit,
      relativeResidual: found.relativeResidual,
    };
  }

  /** Opened once; after a failure, the next request tries again. */
  async function openOnce(): Promise<LayersModel> {
    // A copy of its own: the check puts random weights into it for a while.
    opened ??= engine.copy(logitsTopology);
    try {
      return await opened;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  }

  return {
    attribute: (request, { signal, transfer }) =>
      start(async (stop): Promise<ImageAttribution> => {
        const image = imageShape(spec);
        const model = await openOnce();
        const began = performance.now();
        const found = await explain(model, image, request, stop);
        const regions = strongestRegions(found.values, image, { side: regionSide });
        const { method } = request;
        transfer.push(found.values.buffer);
        return { ...found, regions, method, class: request.class, latencyMs: performance.now() - began };
      }, signal),
    check: (request, { signal, step }) =>
      start(async (stop): Promise<AttributionCheck> => {
        const image = imageShape(spec);
        const model = await openOnce();
        const map = async () => (await explain(model, image, request, stop)).values;
        return randomisedWeights(model.layers, map, image, { progress: step, signal: stop });
      }, signal),
  };
}

const alone = { logit: null, baselineLogit: null, relativeResidual: null };

function own(values: Float32Array): Float32Array<ArrayBuffer> {
  return new Float32Array(values);
}
