import { createHash } from 'node:crypto';
import { fromNumber, runRecord, type RunRecord } from '@modelfolio/schemas';
import { describeAugmentation } from './augment.ts';
import type { BackendName } from './backend.ts';
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
  const day = new Date(startedAt).toISOString().slice(0, 10).replaceAll('-', '');
  const digest = createHash('sha256')
    .update(JSON.stringify([startedAt, options, history]))
    .digest('hex');
  return `${day}-${options.candidate}-${digest.slice(0, 6)}`;
}

/**
 * A training as a RunRecord. The step of each history is the epoch, from 1.
 *
 * @throws ZodError when the facts do not fit the schema
 */
export function toRunRecord(facts: TrainingFacts): RunRecord {
  const { state, test } = facts;
  const { options, history } = state;
  const counts = countParameters(options.layers);
  const last = history.at(-1);
  if (!last) throw new RangeError('a training without an epoch has no record');
  const histories = Object.fromEntries(
    Object.entries(historyColumns).map(([name, read]) => [
      name,
      {
        steps: history.map(({ epoch }) => epoch),
        values: history.map((result) => fromNumber(read(result))),
        timestamps: history.map(({ finishedAt }) => finishedAt),
      },
    ]),
  );
  const metric = (value: number, step: number | null = null): RunRecord['metrics'][string] => ({
    value: fromNumber(value),
    step,
    timestamp: last.finishedAt,
  });
  const samples = state.step * options.batchSize;
  return runRecord.parse({
    schemaVersion: 1,
    id: runId(state),
    experiment: modelId,
    name: options.candidate,
    status: 'finished',
    startTime: new Date(state.startedAt).toISOString(),
    endTime: new Date(last.finishedAt).toISOString(),
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
      backend: facts.backend,
      teacher: null,
    },
    metrics: {
      ...Object.fromEntries(
        Object.entries(historyColumns).map(([name, read]) => [name, metric(read(last), last.epoch)]),
      ),
      'test/accuracy': metric(test.accuracy),
      'test/loss': metric(test.loss),
      wallTimeSeconds: metric(state.seconds),
      samplesPerSecond: metric(samples / state.seconds),
      bestEpoch: metric(state.bestEpoch),
    },
    histories,
    tags: { 'modelfolio.candidate': options.candidate, 'modelfolio.role': 'candidate' },
    datasets: facts.datasets,
    artifacts: facts.artifacts,
    models: [{ modelId, path: 'model.onnx', step: state.bestEpoch }],
    source: {
      repository: null,
      ...state.source,
      entryPoint: 'systems/fashion-mnist/bin/train.ts',
      command: facts.command,
    },
    environment: facts.environment,
    origin: { tracker: 'run-record', location: `models/${modelId}/runs`, externalId: null },
  });
}

const historyColumns: Record<string, (result: EpochResult) => number> = {
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
