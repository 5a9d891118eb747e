import { denseLayer, type Layer, type LayerOperations } from '@modelfolio/training/layers';
import { crossEntropy } from '@modelfolio/training/loss';
import { NesterovOptimiser } from '@modelfolio/training/optimiser';
import { seededRandom, shuffle } from '@modelfolio/statistics/seeded-random';
import { oneCycle } from '@modelfolio/training/schedule';
import type { Frame } from '../src/frame/frame.ts';
import { probabilityScores, type ProbabilityScores } from '@modelfolio/metrics/probability-scores';

/** How a network is built and trained. Without hidden units it is a logistic regression. */
export interface NetworkOptions {
  /** Units of each hidden layer, with ReLU. */
  hidden: readonly number[];
  epochs: number;
  batchSize: number;
  /** Peak of the one-cycle schedule. */
  learningRate: number;
  /** Share of the steps in which the rate rises. */
  warmUp: number;
  momentum: number;
  weightDecay: number;
  seed: number;
}

/** Rows of numbers, row after row, and the class of each. */
export interface DenseRows {
  /** `[rows, width]` */
  values: Float32Array;
  width: number;
  labels: Uint8Array;
}

/** Weights of a dense layer: `kernel` is `[inputs, units]`. */
export interface DenseWeights {
  kernel: Float32Array;
  bias: Float32Array;
  relu: boolean;
}

export interface EpochResult {
  epoch: number;
  trainLoss: number;
  validation: ProbabilityScores;
  /** Milliseconds since 1970. */
  finishedAt: number;
}

/** Weights of the epoch with the least validation loss. */
export interface TrainedNetwork {
  layers: DenseWeights[];
  best: number;
  history: EpochResult[];
}

export interface NetworkEffects {
  now(): number;
  /** The training ends after the step that is being made. */
  signal: AbortSignal;
  epochDone(result: EpochResult): void;
}

const classes = 2;

/** The columns of a frame as rows in single precision. */
export function denseRows({ columns, rows }: Frame, labels: Uint8Array): DenseRows {
  const values = new Float32Array(rows * columns.length);
  columns.forEach((column, at) => {
    if (column.type !== 'number') throw new TypeError(`${column.name} is text`);
    for (let row = 0; row < rows; row++) values[row * columns.length + at] = column.values[row] as number;
  });
  return { values, width: columns.length, labels };
}

/**
 * Trains a dense network of two classes by stochastic gradient descent. Options, data and backend decide the result.
 *
 * @throws the signal's reason when it is aborted
 */
export async function trainNetwork(
  operations: LayerOperations,
  { train, validation }: { train: DenseRows; validation: DenseRows },
  options: NetworkOptions,
  effects: NetworkEffects,
): Promise<TrainedNetwork> {
  const { tf } = operations;
  const { batchSize, epochs, seed } = options;
  const units = [...options.hidden, classes];
  const layers = units.map((count, at) =>
    denseLayer(
      operations,
      { kind: 'dense', units: count, relu: at < units.length - 1 },
      `dense${at}`,
      units[at - 1] ?? train.width,
      seededRandom(seed, 1, at),
    ),
  );
  const optimiser = new NesterovOptimiser(
    tf,
    layers.flatMap(({ parameters }) => parameters),
    options,
  );
  const stepsPerEpoch = Math.floor(train.labels.length / batchSize);
  const history: EpochResult[] = [];
  let best: { epoch: number; loss: number; layers: DenseWeights[] } | null = null;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffle(Int32Array.from(train.labels.keys()), seededRandom(seed, 2, epoch));
    let lossSum = 0;
    for (let at = 0; at < stepsPerEpoch; at++) {
      effects.signal.throwIfAborted();
      const batch = batchOf(train, order.subarray(at * batchSize, (at + 1) * batchSize));
      const rate = oneCycle(
        epoch * stepsPerEpoch + at,
        stepsPerEpoch * epochs,
        options.learningRate,
        options.warmUp,
      );
      tf.tidy(() => {
        const input = tf.tensor2d(batch.values, [batchSize, train.width]);
        const logits = layers.reduce((x, layer) => layer.forward(x), input as ReturnType<Layer['forward']>);
        const { loss, gradient } = crossEntropy(logits.dataSync<'float32'>(), batch.labels, classes, 0);
        const gradients = new Map();
        layers.reduceRight<ReturnType<Layer['backward']>>(
          (dy, layer, place) => dy && layer.backward(dy, gradients, place === 0),
          tf.tensor2d(gradient, [batchSize, classes]),
        );
        optimiser.step(gradients, rate);
        lossSum += loss;
      });
    }
    const weights = weightsOf(layers);
    const measured = probabilityScores(validation.labels, probabilitiesOf(weights, validation));
    const result = {
      epoch: epoch + 1,
      trainLoss: lossSum / stepsPerEpoch,
      validation: measured,
      finishedAt: effects.now(),
    };
    if (!best || measured.logLoss < best.loss)
      best = { epoch: result.epoch, loss: measured.logLoss, layers: weights };
    history.push(result);
    effects.epochDone(result);
    // A signal is seen between epochs too.
    await new Promise((next) => setImmediate(next));
  }
  optimiser.dispose();
  for (const { parameters } of layers) for (const { variable } of parameters) variable.dispose();
  if (!best) throw new RangeError('a training needs an epoch');
  return { layers: best.layers, best: best.epoch, history };
}

function batchOf(
  { values, width, labels }: DenseRows,
  rows: Int32Array,
): Pick<DenseRows, 'values' | 'labels'> {
  const batch = new Float32Array(rows.length * width);
  rows.forEach((row, at) => batch.set(values.subarray(row * width, (row + 1) * width), at * width));
  return { values: batch, labels: Uint8Array.from(rows, (row) => labels[row] as number) };
}

const weightsOf = (layers: readonly Layer[]): DenseWeights[] =>
  layers.map(({ parameters: [kernel, bias], spec }) => ({
    kernel: (kernel?.variable.dataSync<'float32'>() ?? new Float32Array()).slice(),
    bias: (bias?.variable.dataSync<'float32'>() ?? new Float32Array()).slice(),
    relu: spec.kind === 'dense' && spec.relu,
  }));

/** Probability of class 1 for each row, in double precision. */
export function probabilitiesOf(
  layers: readonly DenseWeights[],
  { values, width, labels }: DenseRows,
): Float64Array {
  return Float64Array.from(labels.keys(), (row) => {
    let x = Float64Array.from(values.subarray(row * width, (row + 1) * width));
    for (const { kernel, bias, relu } of layers) {
      const next = Float64Array.from(bias);
      const units = bias.length;
      x.forEach((value, input) => {
        if (value === 0) return;
        for (let unit = 0; unit < units; unit++)
          next[unit] = (next[unit] as number) + value * (kernel[input * units + unit] as number);
      });
      x = relu ? next.map((value) => Math.max(0, value)) : next;
    }
    return 1 / (1 + Math.exp((x[0] as number) - (x[1] as number)));
  });
}
