import { type Flag, type FlagValues } from '@modelfolio/command-line/flags';
import { choiceFlag, positiveFlag, wholeFlag } from '@modelfolio/command-line/value-flags';
import type { BackendName } from '@modelfolio/training/backend';
import type { TrainerOptions } from '@modelfolio/training/trainer';
import { candidateNames, candidates, type CandidateName, type TrainingOptions } from './candidates.ts';

/** What `npm run train -- fashion-mnist` was asked to do. */
export interface TrainOptions {
  trainings: TrainingOptions[];
  backend: BackendName | 'auto';
  resume: boolean;
}

const backendNames = ['auto', 'wasm', 'tensorflow', 'cpu'] as const;

/** Flags besides those that every trainer takes. */
export const trainFlags = {
  candidate: { type: 'string', value: 'name', description: 'softmax, mlp, cnn or all (default: all)' },
  backend: {
    type: 'string',
    value: 'name',
    description: `${backendNames.join(', ')}; auto is native where @tensorflow/tfjs-node is, else wasm (default: auto)`,
  },
  'batch-size': { type: 'string', value: 'n', description: 'images a step (default: 128)' },
  'learning-rate': {
    type: 'string',
    value: 'x',
    description: "peak of the one-cycle schedule (default: each candidate's own)",
  },
  resume: {
    type: 'boolean',
    description: 'go on from the checkpoint of an interrupted training with the same options',
  },
} as const satisfies Record<string, Flag>;

/**
 * Reads the flags.
 *
 * @throws UsageError
 */
export function trainOptions(
  flags: FlagValues,
  { epochs, seed }: Pick<TrainerOptions, 'epochs' | 'seed'>,
): TrainOptions {
  const candidate = choiceFlag(flags, 'candidate', [...candidateNames, 'all']) ?? 'all';
  const names: readonly CandidateName[] = candidate === 'all' ? candidateNames : [candidate];
  const batchSize = wholeFlag(flags, 'batch-size', { least: 1 });
  const learningRate = positiveFlag(flags, 'learning-rate');
  const changes = {
    ...(epochs !== null && { epochs }),
    ...(batchSize !== null && { batchSize }),
    ...(seed !== null && { seed }),
    ...(learningRate !== null && { learningRate }),
  };
  return {
    trainings: names.map((name) => ({ ...candidates[name], ...changes })),
    backend: choiceFlag(flags, 'backend', backendNames) ?? 'auto',
    resume: flags['resume'] === true,
  };
}

/** The command that repeats a training. */
export function commandFor({ candidate, ...options }: TrainingOptions, backend: BackendName): string {
  const usual = candidates[candidate];
  const flags = [
    options.epochs !== usual.epochs && `--epochs ${options.epochs}`,
    options.batchSize !== usual.batchSize && `--batch-size ${options.batchSize}`,
    options.learningRate !== usual.learningRate && `--learning-rate ${options.learningRate}`,
    options.seed !== usual.seed && `--seed ${options.seed}`,
  ].filter((flag) => flag !== false);
  return [
    'npm run train -- fashion-mnist',
    `--candidate ${candidate}`,
    `--backend ${backend}`,
    ...flags,
  ].join(' ');
}
