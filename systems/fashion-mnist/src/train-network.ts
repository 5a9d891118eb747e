import { augmentImages } from './augment.ts';
import type { Backend } from '@modelfolio/training/backend';
import type { TrainingOptions } from './candidates.ts';
import type { Checkpoint } from '@modelfolio/training/checkpoint';
import type { CodeVersion } from '@modelfolio/training/code-version';
import { foldNetwork, type FoldedLayer } from './folded-network.ts';
import { crossEntropy } from '@modelfolio/training/loss';
import { measure, type Measured } from './measure.ts';
import { createNetwork, type Network } from './network.ts';
import { imageSide } from './network-spec.ts';
import { NesterovOptimiser } from '@modelfolio/training/optimiser';
import { seededRandom, shuffle } from '@modelfolio/statistics/seeded-random';
import { oneCycle } from '@modelfolio/training/schedule';
import type { Split } from './split.ts';
import type { Tf, Variable } from '@modelfolio/training/tensorflow';

/** Images that a training may see: never the test images. */
export interface TrainingData {
  /** `[N, 28, 28]` unsigned bytes. */
  images: Uint8Array;
  labels: Uint8Array;
  split: Split;
}

/** What is known after an epoch; losses in nats, accuracies as shares. */
export interface EpochResult {
  epoch: number;
  trainLoss: number;
  trainAccuracy: number;
  validationLoss: number;
  validationAccuracy: number;
  learningRate: number;
  /** Milliseconds since 1970. */
  finishedAt: number;
}

/** The JSON part of a checkpoint: with the arrays, all that a training needs to go on as if nothing had happened. */
export interface TrainingState {
  /** The options, so that a checkpoint of another training is not mistaken for this one. */
  options: TrainingOptions;
  /** Code that began the training. */
  source: CodeVersion;
  step: number;
  /** Sums over the current epoch's steps. */
  lossSum: number;
  correct: number;
  /** Time spent training, pauses left out. */
  seconds: number;
  startedAt: number;
  bestEpoch: number;
  history: EpochResult[];
}

/** What a training does to the world. */
export interface TrainingEffects {
  /** Milliseconds since 1970. */
  now(): number;
  source: CodeVersion;
  /** Asked to stop: the training saves a checkpoint and ends early. */
  signal: AbortSignal;
  save(checkpoint: Checkpoint<TrainingState>): Promise<void>;
  progress(step: number, steps: number, state: TrainingState): void;
  epochDone(result: EpochResult): void;
}

/** A training's outcome. `finished` is false when it was asked to stop. */
export interface TrainingResult {
  finished: boolean;
  state: TrainingState;
  /** Network of the best epoch by validation accuracy, as it would be shipped. */
  layers: FoldedLayer[];
}

const averageEvery = 8;
const classes = 10;

/**
 * Trains a network. The result depends on options, data and backend only: each epoch's order and each
 * step's augmentation come from the seed and the step's number, so that a resumed training gives the
 * same weights as an uninterrupted one.
 *
 * @param from checkpoint to go on from
 */
export async function trainNetwork(
  { operations }: Backend,
  data: TrainingData,
  options: TrainingOptions,
  effects: TrainingEffects,
  from: Checkpoint<TrainingState> | null = null,
): Promise<TrainingResult> {
  const { tf } = operations;
  const { batchSize, epochs, seed } = options;
  const network = createNetwork(operations, options.layers, seed);
  const optimiser = new NesterovOptimiser(tf, network.parameters, options);
  const variables = namedVariables(network, optimiser);
  const averages = readWeights(network);
  let best = new Map([...averages].map(([name, values]) => [name, values.slice()]));
  const state: TrainingState = from
    ? structuredClone(from.state)
    : {
        options,
        source: effects.source,
        step: 0,
        lossSum: 0,
        correct: 0,
        seconds: 0,
        startedAt: effects.now(),
        bestEpoch: 0,
        history: [],
      };
  if (from) {
    for (const [name, variable] of variables) assign(tf, variable, arrayOf(from, `now/${name}`));
    for (const [name, values] of averages) values.set(arrayOf(from, `average/${name}`));
    for (const [name, values] of best) values.set(arrayOf(from, `best/${name}`));
  }

  const stepsPerEpoch = Math.floor(data.split.train.length / batchSize);
  if (stepsPerEpoch === 0)
    throw new RangeError(
      `a batch of ${batchSize} needs as many training images, there are ${data.split.train.length}`,
    );
  const steps = stepsPerEpoch * epochs;
  const pixels = new Float32Array(batchSize * imageSide ** 2);
  const secondsBefore = state.seconds;
  const resumedAt = effects.now();
  const checkpoint = (): Checkpoint<TrainingState> => ({
    state,
    arrays: new Map([
      ...[...variables].map(([name, variable]) => [`now/${name}`, variable.dataSync<'float32'>()] as const),
      ...[...averages].map(([name, values]) => [`average/${name}`, values] as const),
      ...[...best].map(([name, values]) => [`best/${name}`, values] as const),
    ]),
  });

  let order: Int32Array = new Int32Array();
  let orderEpoch = -1;
  while (state.step < steps && !effects.signal.aborted) {
    const epoch = Math.floor(state.step / stepsPerEpoch);
    if (epoch !== orderEpoch) {
      order = shuffle(data.split.train.slice(), seededRandom(seed, 2, epoch));
      orderEpoch = epoch;
    }
    const at = (state.step % stepsPerEpoch) * batchSize;
    const rows = order.subarray(at, at + batchSize);
    augmentImages(
      data.images,
      rows,
      imageSide,
      options.augmentation,
      seededRandom(seed, 3, state.step),
      pixels,
    );
    const rate = oneCycle(state.step, steps, options.learningRate, options.warmUp);
    const labels = Uint8Array.from(rows, (row) => data.labels[row] as number);
    tf.tidy(() => {
      const logits = network.forward(tf.tensor4d(pixels, [batchSize, imageSide, imageSide, 1]));
      const { loss, correct, gradient } = crossEntropy(
        logits.dataSync<'float32'>(),
        labels,
        classes,
        options.labelSmoothing,
      );
      optimiser.step(network.backward(tf.tensor2d(gradient, [batchSize, classes])), rate);
      state.lossSum += loss;
      state.correct += correct;
    });
    state.step += 1;
    state.seconds = secondsBefore + (effects.now() - resumedAt) / 1000;
    if (state.step % averageEvery === 0) updateAverages(averages, network, options.averageDecay, state.step);
    effects.progress(state.step, steps, state);

    if (state.step % stepsPerEpoch === 0) {
      const measured = measureValidation(tf, foldNetwork(options.layers, averages), data);
      const result = {
        epoch: epoch + 1,
        trainLoss: state.lossSum / stepsPerEpoch,
        trainAccuracy: state.correct / (stepsPerEpoch * batchSize),
        validationLoss: measured.loss,
        validationAccuracy: measured.accuracy,
        learningRate: rate,
        finishedAt: effects.now(),
      };
      const bestSoFar = Math.max(-1, ...state.history.map(({ validationAccuracy }) => validationAccuracy));
      if (result.validationAccuracy >= bestSoFar) {
        best = new Map([...averages].map(([name, values]) => [name, values.slice()]));
        state.bestEpoch = result.epoch;
      }
      state.history.push(result);
      state.lossSum = 0;
      state.correct = 0;
      state.seconds = secondsBefore + (effects.now() - resumedAt) / 1000;
      await effects.save(checkpoint());
      effects.epochDone(result);
    }
    // Lets signals and timers in: the steps themselves never wait.
    await new Promise((done) => setImmediate(done));
  }
  if (state.step < steps) await effects.save(checkpoint());
  optimiser.dispose();
  network.dispose();
  return { finished: state.step === steps, state, layers: foldNetwork(options.layers, best) };
}

function measureValidation(tf: Tf, layers: FoldedLayer[], data: TrainingData): Measured {
  return measure(tf, layers, data.images, data.labels, data.split.validation);
}

function namedVariables(network: Network, { velocities }: NesterovOptimiser): Map<string, Variable> {
  return new Map([
    ...[...network.parameters, ...network.statistics].map(({ name, variable }) => [name, variable] as const),
    ...network.parameters.map(
      ({ name }, index) => [`velocity/${name}`, velocities[index] as Variable] as const,
    ),
  ]);
}

function readWeights(network: Network): Map<string, Float32Array> {
  const arrays = [...network.parameters, ...network.statistics];
  return new Map(arrays.map(({ name, variable }) => [name, variable.dataSync<'float32'>().slice()]));
}

/** Exponential average of the weights; early on it forgets faster, so that the first weights do not linger. */
function updateAverages(
  averages: Map<string, Float32Array>,
  network: Network,
  decay: number,
  step: number,
): void {
  const updates = step / averageEvery;
  const kept = Math.min(decay, updates / (updates + 9));
  for (const [name, values] of readWeights(network)) {
    const average = averages.get(name) as Float32Array;
    for (let i = 0; i < average.length; i += 1)
      average[i] = kept * (average[i] as number) + (1 - kept) * (values[i] as number);
  }
}

function arrayOf({ arrays }: Checkpoint<TrainingState>, name: string): Float32Array {
  const values = arrays.get(name);
  if (!values) throw new Error(`the checkpoint holds no array ${name}`);
  return values;
}

function assign(tf: Tf, variable: Variable, values: Float32Array): void {
  tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
}
