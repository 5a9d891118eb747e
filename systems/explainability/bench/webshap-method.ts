import type * as core from '@tensorflow/tfjs-core';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { binomialCoefficient } from '@modelfolio/statistics/binomial-coefficient';
import type { CoalitionGame } from '../src/shapley/coalition-game.ts';
import { unrankCombination } from '../src/shapley/unrank-combination.ts';

export interface WebshapOptions {
  readonly seed: number;
  readonly coalitions: number;
  /** Whether complements are what they should be. WebSHAP's are not. Default: false. */
  readonly complements?: boolean;
}

interface Sample {
  readonly mask: Uint8Array;
  weight: number;
}

/**
 * KernelSHAP as WebSHAP (github.com/poloclub/webshap, `src/explainer/kernel.ts` and `lstsq.ts`) does it, written anew to
 * measure against. Reproduced are
 * - its sampling: sizes that fit into the budget are complete, the rest is drawn by the kernel's weight, and each draw is
 *   meant to be followed by its complement, where WebSHAP adds the same set again;
 * - its solver: the weights as a dense n×n diagonal matrix in single precision in TensorFlow.js, (X′WX)⁻¹X′Wy, the tensors
 *   never disposed of by WebSHAP (here they are, so that runs do not slow each other down).
 *
 * The model is asked as by our own estimator, which is faster than WebSHAP's nested lists.
 */
export async function webshapMethod(
  tf: typeof core,
  game: CoalitionGame,
  { seed, coalitions, complements = false }: WebshapOptions,
): Promise<Float64Array> {
  const size = game.players.length;
  const samples = drawSamples(size, seed, coalitions, complements);
  const masks = new Uint8Array(samples.length * size);
  samples.forEach(({ mask }, at) => masks.set(mask, at * size));
  const worth = await game.values(masks);
  const total = game.prediction - game.base;
  const last = (at: number): number => masks[at * size + size - 1] as number;

  const scope = tf.tidy(() => {
    const design = tf.tensor2d(
      Float32Array.from({ length: samples.length * (size - 1) }, (_, place) => {
        const at = Math.floor(place / (size - 1));
        return (masks[at * size + (place % (size - 1))] as number) - last(at);
      }),
      [samples.length, size - 1],
    );
    const target = tf.tensor2d(
      Float32Array.from(worth, (value, at) => value - game.base - last(at) * total),
      [samples.length, 1],
    );
    const weights = tf.diag(tf.tensor1d(Float32Array.from(samples, ({ weight }) => weight)));
    const weighted = tf.matMul(tf.transpose(design), weights) as core.Tensor2D;
    return [tf.matMul(weighted, design).dataSync(), tf.matMul(weighted, target).dataSync()] as const;
  });
  const inverse = invert(Float32Array.from(scope[0]), size - 1);
  const values = new Float64Array(size);
  let left = total;
  for (let one = 0; one < size - 1; one++) {
    let value = 0;
    for (let other = 0; other < size - 1; other++)
      value = Math.fround(
        value + (inverse[one * (size - 1) + other] as number) * (scope[1][other] as number),
      );
    values[one] = value;
    left -= value;
  }
  values[size - 1] = left;
  return values;
}

function drawSamples(size: number, seed: number, coalitions: number, complements: boolean): Sample[] {
  const random = new NumpyRandom(seed);
  const samples: Sample[] = [];
  const wanted = Math.min(coalitions, 2 ** size - 2);
  const sizes = Math.ceil((size - 1) / 2);
  const paired = Math.floor((size - 1) / 2);
  const raw = Array.from({ length: sizes }, (_, at) => (size - 1) / ((at + 1) * (size - 1 - at)));
  const doubled = raw.map((weight, at) => (at < paired ? 2 * weight : weight));
  const sum = doubled.reduce((total, weight) => total + weight, 0);
  const weights = doubled.map((weight) => weight / sum);

  let full = 0;
  let massLeft = 1;
  for (; full < sizes; full++) {
    const one = binomialCoefficient(size, full + 1);
    const all = full < paired ? 2 * one : one;
    const share = (weights[full] as number) / massLeft;
    if (all > (wanted - samples.length) * share * (1 + 1e-8)) break;
    massLeft -= weights[full] as number;
    for (let rank = 0; rank < one; rank++) {
      const mask = maskOf(size, unrankCombination(rank, size, full + 1));
      samples.push({ mask, weight: (weights[full] as number) / all });
      if (full < paired) samples.push({ mask: flip(mask), weight: (weights[full] as number) / all });
    }
  }
  if (full === sizes) return samples;

  const fixed = samples.length;
  const chances = weights.slice(full).map((weight, at) => (at + full < paired ? weight / 2 : weight));
  const all = chances.reduce((total, chance) => total + chance, 0);
  const used = new Map<string, Sample>();
  const add = (key: string, mask: Uint8Array): void => {
    const before = used.get(key);
    if (before) {
      before.weight++;
      return;
    }
    const sample = { mask, weight: 1 };
    used.set(key, sample);
    samples.push(sample);
  };
  for (let draws = 0; samples.length < wanted && draws < 4 * wanted; draws++) {
    let at = random.share() * all;
    let chosen = 0;
    while (chosen < chances.length - 1 && at >= (chances[chosen] as number))
      at -= chances[chosen++] as number;
    const order = Int32Array.from({ length: size }, (_, player) => player);
    random.shuffle(order);
    const mask = maskOf(size, order.subarray(0, full + chosen + 1));
    add(mask.join(), mask);
    const complement = flip(mask);
    if (samples.length < wanted && full + chosen < paired)
      add(complement.join(), complements ? complement : mask);
  }
  const drawn = samples.slice(fixed);
  const scale = massLeft / drawn.reduce((total, { weight }) => total + weight, 0);
  for (const sample of drawn) sample.weight *= scale;
  return samples;
}

function maskOf(size: number, members: Iterable<number>): Uint8Array {
  const mask = new Uint8Array(size);
  for (const member of members) mask[member] = 1;
  return mask;
}

const flip = (mask: Uint8Array): Uint8Array => mask.map((bit) => 1 - bit);

/** Gauss and Jordan's inverse in single precision, in place. */
function invert(values: Float32Array, size: number): Float32Array {
  const inverse = new Float32Array(size * size);
  for (let at = 0; at < size; at++) inverse[at * size + at] = 1;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(values[row * size + column] as number) > Math.abs(values[pivot * size + column] as number))
        pivot = row;
    for (const matrix of [values, inverse])
      for (let at = 0; at < size; at++) {
        const kept = matrix[column * size + at] as number;
        matrix[column * size + at] = matrix[pivot * size + at] as number;
        matrix[pivot * size + at] = kept;
      }
    const scale = values[column * size + column] as number;
    for (const matrix of [values, inverse])
      for (let at = 0; at < size; at++)
        matrix[column * size + at] = (matrix[column * size + at] as number) / scale;
    for (let row = 0; row < size; row++) {
      const factor = values[row * size + column] as number;
      if (row === column || factor === 0) continue;
      for (const matrix of [values, inverse])
        for (let at = 0; at < size; at++)
          matrix[row * size + at] =
            (matrix[row * size + at] as number) - factor * (matrix[column * size + at] as number);
    }
  }
  return inverse;
}
