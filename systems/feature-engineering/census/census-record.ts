import type { RunRecord } from '@modelfolio/schemas';
import type { CodeVersion } from '@modelfolio/training/code-version';
import { trainingRecord } from '@modelfolio/training/training-record';
import type { CandidateName } from './candidates.ts';
import type { EpochResult, NetworkOptions, TrainedNetwork } from './dense-network.ts';
import type { ProbabilityScores } from '@modelfolio/metrics/probability-scores';

/** Everything a training's record is made of. */
export interface CensusFacts {
  name: CandidateName;
  options: NetworkOptions;
  trained: TrainedNetwork;
  /** Columns that the network takes, after the pipeline. */
  features: number;
  /** Measured once, after training, on the exported graph. */
  test: ProbabilityScores;
  startedAt: number;
  source: CodeVersion;
  datasets: RunRecord['datasets'];
  environment: RunRecord['environment'];
  backend: string;
  command: string;
}

export const censusModel = 'census-income';

/** A training as a RunRecord, the metrics being those of the best epoch. */
export function censusRecord(facts: CensusFacts): RunRecord {
  const { name, options, trained, test, startedAt, features, backend } = facts;
  const { history, best, layers } = trained;
  const { hidden, ...numbers } = options;
  return trainingRecord({
    model: censusModel,
    candidate: name,
    startedAt,
    options,
    history,
    best,
    reported: best,
    selectedBy: 'validation/log_loss',
    columns,
    params: {
      model: [features, ...hidden, 2].join(' → '),
      parameters: layers.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0),
      optimizer: 'SGD with Nesterov momentum',
      schedule: 'one-cycle',
      backend,
      ...numbers,
    },
    metrics: {
      'test/accuracy': test.accuracy,
      'test/roc_auc': test.rocAuc,
      'test/log_loss': test.logLoss,
      wallTimeSeconds: ((history.at(-1)?.finishedAt ?? startedAt) - startedAt) / 1000,
    },
    datasets: facts.datasets,
    artifacts: [],
    models: [],
    source: facts.source,
    entryPoint: 'systems/feature-engineering/bin/train.ts',
    environment: facts.environment,
    command: facts.command,
  });
}

const columns: Record<string, (result: EpochResult) => number> = {
  'train/loss': ({ trainLoss }) => trainLoss,
  'validation/log_loss': ({ validation }) => validation.logLoss,
  'validation/accuracy': ({ validation }) => validation.accuracy,
  'validation/roc_auc': ({ validation }) => validation.rocAuc,
};
