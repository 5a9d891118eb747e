import { dispose, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { spread } from '@modelfolio/statistics/mean';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { ExplainabilityError } from '../explainability-error.ts';
import type { Work } from '../model-function.ts';
import { rankSimilarity, structuralSimilarity } from './map-similarity.ts';
import { nextTurn } from './next-turn.ts';

/** A layer as TensorFlow.js has it, e.g. one of a layers model's `layers`. */
export interface WeightLayer {
  readonly name: string;
  getWeights(): Tensor[];
  setWeights(weights: Tensor[]): void;
}

export interface RandomisedWeightsOptions extends Work {
  /** Seed of the weights that are drawn. Default 0. */
  readonly seed?: number | undefined;
  /** Networks that are drawn; the similarities are means over them. Default 3. */
  readonly draws?: number | undefined;
  /** The check is passed when the rank correlation falls below this, in magnitude. Default 0.5. */
  readonly limit?: number | undefined;
}

/** How far an explanation is the same once a layer, and all layers above it, have random weights. */
export interface RandomisedLayer {
  readonly layer: string;
  /** Spearman's rank correlation with the explanation of the trained model. */
  readonly rankCorrelation: number;
  /** Structural similarity with it. */
  readonly structuralSimilarity: number;
}

export interface RandomisedWeights {
  /** Whether the explanation depends on what the model has learnt. */
  readonly passed: boolean;
  readonly limit: number;
  readonly draws: number;
  /** From the top of the network to its bottom; in the last one, everything is random. */
  readonly layers: readonly RandomisedLayer[];
}

/**
 * The model parameter randomisation test (Adebayo et al. 2018, "Sanity Checks for Saliency Maps"): layer by layer from the
 * top, the weights become random, and an explanation that depends on the model must become another one. The weights of
 * each tensor are drawn from the normal distribution with its own mean and standard deviation, so that the numbers that
 * flow through the network keep their size. An explanation that stays alike shows the picture, not the model.
 *
 * The paper shows curves and draws no line; that a correlation below 0.5, thus less than a quarter of the variance of the
 * ranks in common, counts as another explanation is a convention of this function.
 *
 * @param layers bottom first, as a layers model lists them; those without weights are skipped. They get their weights
 *   back, also after a failure
 * @param explain the explanation of the model as it is: `[height, width]`
 * @throws ExplainabilityError `input`, what `explain` throws; the signal's reason when it is aborted
 */
export async function randomisedWeights(
  layers: readonly WeightLayer[],
  explain: () => Float32Array | Promise<Float32Array>,
  shape: { height: number; width: number },
  { seed = 0, draws = 3, limit = 0.5, signal, progress }: RandomisedWeightsOptions = {},
): Promise<RandomisedWeights> {
  const learnt = layers.flatMap((layer) => {
    const weights = layer.getWeights().map(kept);
    return weights.length === 0 ? [] : [{ layer, weights }];
  });
  if (learnt.length === 0) throw new ExplainabilityError('input', 'the model has no weights to randomise');
  if (shape.height < 7 || shape.width < 7)
    throw new ExplainabilityError('input', `maps of ${shape.height}×${shape.width}, expected at least 7×7`);
  const random = new NumpyRandom(seed);
  const downwards = learnt.toReversed();
  const sums = downwards.map(() => ({ rank: 0, structure: 0 }));
  let done = 0;
  const restore = () => learnt.forEach(({ layer, weights }) => setWeights(layer, weights));
  try {
    const original = await explain();
    for (let draw = 0; draw < draws; draw++) {
      restore();
      for (const [place, { layer, weights }] of downwards.entries()) {
        await nextTurn();
        signal?.throwIfAborted();
        setWeights(
          layer,
          weights.map((one) => alike(one, random)),
        );
        const map = await explain();
        const sum = sums[place] as (typeof sums)[number];
        sum.rank += rankSimilarity(original, map);
        sum.structure += structuralSimilarity(original, map, shape);
        progress?.(++done / (draws * downwards.length));
      }
    }
  } finally {
    restore();
  }
  const found = downwards.map(({ layer }, place) => ({
    layer: layer.name,
    rankCorrelation: (sums[place]?.rank ?? 0) / draws,
    structuralSimilarity: (sums[place]?.structure ?? 0) / draws,
  }));
  return { passed: Math.abs(found.at(-1)?.rankCorrelation ?? 1) < limit, limit, draws, layers: found };
}

interface Weights {
  readonly values: Float32Array;
  readonly shape: number[];
}

function kept(weights: Tensor): Weights {
  return { values: Float32Array.from(weights.dataSync<'float32'>()), shape: weights.shape };
}

function setWeights(layer: WeightLayer, weights: readonly Weights[]): void {
  const tensors = tidy(() => weights.map(({ values, shape }) => tensor(values, shape)));
  layer.setWeights(tensors);
  dispose(tensors);
}

function alike({ values, shape }: Weights, random: NumpyRandom): Weights {
  const { mean, standardDeviation } = spread(values);
  return { values: values.map(() => mean + standardDeviation * random.normal()), shape };
}
