import type { RunRecord } from '@modelfolio/schemas';
import type { BackendName } from '@modelfolio/training/backend';
import { trainingId, trainingRecord } from '@modelfolio/training/training-record';
import { describeAugmentation } from './augment.ts';
import type { Measured } from './measure.ts';
import { countParameters, describeNetwork } from './network-spec.ts';
import type { EpochResult, TrainingState } from './train-network.ts';

/** Everything a training's record is made of. */
export interface TrainingFacts {
  state: TrainingState;
  backend: BackendName;
  /** Measured once, after training, on the exported ONNX file. */
  test: Measured;
  datasets: RunRecord['datasets'];
  environment: RunRecord['environment'];
  artifacts: RunRecord['artifacts'];
  /** Command that remakes the run. */
  command: string;
}

const modelId = 'fashion-mnist';

/** The id of a finished training, e.g. `20261123-cnn-3f09ac`: the same whenever it is asked for. */
export function runId({ startedAt, options, history }: TrainingState): string {
  return trainingId({ candidate: options.candidate, startedAt, options, history });
}

/**
 * A training as a RunRecord, the metrics being those of the last epoch.
 *
 * @throws ZodError when the facts do not fit the schema
 */
export function toRunRecord({ state, backend, test, ...facts }: TrainingFacts): RunRecord {
  const { options, startedAt, history, source, bestEpoch, seconds } = state;
  const counts = countParameters(options.layers);
  const samples = state.step * options.batchSize;
  return trainingRecord({
    ...facts,
    model: modelId,
    candidate: options.candidate,
    startedAt,
    options,
    history,
    best: bestEpoch,
    reported: history.length,
    // By `chooseRun`.
    selectedBy: 'validation/accuracy',
    columns,
    params: {
      model: describeNetwork(options.layers),
      parameters: counts.exported,
      trainableParameters: counts.trained,
      nonTrainableParameters: counts.statistics,
      epochs: options.epochs,
      batchSize: options.batchSize,
      optimizer: 'SGD with Nesterov momentum',
      momentum: options.momentum,
      learningRate: options.learningRate,
      schedule: `one-cycle, ${Math.round(options.warmUp * 100)} % linear warm-up, cosine to 0`,
      weightDecay: options.weightDecay,
      labelSmoothing: options.labelSmoothing,
      augmentation: describeAugmentation(options.augmentation),
      weightAveraging: `exponential, ${options.averageDecay} every 8 steps`,
      seed: options.seed,
      backend,
      teacher: null,
    },
    metrics: {
      'test/accuracy': test.accuracy,
      'test/loss': test.loss,
      wallTimeSeconds: seconds,
      samplesPerSecond: samples / seconds,
    },
    models: [{ path: 'model.onnx', step: bestEpoch }],
    source,
    entryPoint: 'systems/fashion-mnist/bin/train.ts',
  });
}

const columns: Record<string, (result: EpochResult) => number> = {
  'train/loss': ({ trainLoss }) => trainLoss,
  'train/accuracy': ({ trainAccuracy }) => trainAccuracy,
  'validation/loss': ({ validationLoss }) => validationLoss,
  'validation/accuracy': ({ validationAccuracy }) => validationAccuracy,
  learningRate: ({ learningRate }) => learningRate,
};

/** Validation accuracy of the epoch whose weights a record's model holds; `null` where it does not say. */
export function chosenValidationAccuracy({ histories, metrics }: RunRecord): number | null {
  const history = histories['validation/accuracy'];
  const index = history?.steps.indexOf(Number(metrics['bestEpoch']?.value)) ?? -1;
  return index === -1 ? null : Number(history?.values[index]);
}
