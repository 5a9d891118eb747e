import { createHash } from 'node:crypto';
import { fromNumber, runRecord, type RunRecord } from '@modelfolio/schemas';
import type { CandidateName } from './candidates.ts';
import type { EpochResult, NetworkOptions, TrainedNetwork } from './dense-network.ts';
import type { Measured } from './measure-predictions.ts';

/** Everything a training's record is made of. */
export interface CensusFacts {
  name: CandidateName;
  options: NetworkOptions;
  trained: TrainedNetwork;
  /** Columns that the network takes, after the pipeline. */
  features: number;
  /** Measured once, after training, on the exported graph. */
  test: Measured;
  startedAt: number;
  source: { commit: string | null; dirty: boolean | null };
  datasets: RunRecord['datasets'];
  environment: RunRecord['environment'];
  backend: string;
  command: string;
}

export const censusModel = 'census-income';

/** A training as a RunRecord. The step of each history is the epoch, from 1. */
export function censusRecord(facts: CensusFacts): RunRecord {
  const { name, options, trained, test, startedAt } = facts;
  const { history, best, layers } = trained;
  const chosen = history[best - 1];
  const last = history.at(-1);
  if (!chosen || !last) throw new RangeError('a training without an epoch has no record');
  const metric = (value: number, step: number | null = null): RunRecord['metrics'][string] => ({
    value: fromNumber(value),
    step,
    timestamp: last.finishedAt,
  });
  const { hidden, ...numbers } = options;
  const digest = createHash('sha256')
    .update(JSON.stringify([startedAt, options, history]))
    .digest('hex');
  const day = new Date(startedAt).toISOString().slice(0, 10).replaceAll('-', '');
  return runRecord.parse({
    schemaVersion: 1,
    id: `${day}-${name}-${digest.slice(0, 6)}`,
    experiment: censusModel,
    name,
    status: 'finished',
    startTime: new Date(startedAt).toISOString(),
    endTime: new Date(last.finishedAt).toISOString(),
    params: {
      model: [facts.features, ...hidden, 2].join(' → '),
      parameters: layers.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0),
      optimizer: 'SGD with Nesterov momentum',
      schedule: 'one-cycle',
      backend: facts.backend,
      ...numbers,
    },
    metrics: {
      ...Object.fromEntries(
        Object.entries(columns).map(([key, read]) => [key, metric(read(chosen), chosen.epoch)]),
      ),
      'test/accuracy': metric(test.accuracy),
      'test/roc_auc': metric(test.rocAuc),
      'test/log_loss': metric(test.logLoss),
      bestEpoch: metric(best),
      wallTimeSeconds: metric((last.finishedAt - startedAt) / 1000),
    },
    histories: Object.fromEntries(
      Object.entries(columns).map(([key, read]) => [
        key,
        {
          steps: history.map(({ epoch }) => epoch),
          values: history.map((result) => fromNumber(read(result))),
          timestamps: history.map(({ finishedAt }) => finishedAt),
        },
      ]),
    ),
    tags: { 'modelfolio.candidate': name, 'modelfolio.role': 'candidate' },
    datasets: facts.datasets,
    artifacts: [],
    models: [],
    source: {
      repository: null,
      ...facts.source,
      entryPoint: 'systems/feature-engineering/bin/train.ts',
      command: facts.command,
    },
    environment: facts.environment,
    origin: { tracker: 'run-record', location: `models/${censusModel}/runs`, externalId: null },
  });
}

const columns: Record<string, (result: EpochResult) => number> = {
  'train/loss': ({ trainLoss }) => trainLoss,
  'validation/log_loss': ({ validation }) => validation.logLoss,
  'validation/accuracy': ({ validation }) => validation.accuracy,
  'validation/roc_auc': ({ validation }) => validation.rocAuc,
};
