import { parseArgs } from 'node:util';
import type { BackendName } from '@modelfolio/training/backend';
import { candidateNames, candidates, type CandidateName, type TrainingOptions } from './candidates.ts';
import { FashionMnistError } from './fashion-mnist-error.ts';

/** What `npm run train -- fashion-mnist` was asked to do. */
export interface TrainCommand {
  trainings: TrainingOptions[];
  backend: BackendName | 'auto';
  resume: boolean;
  json: boolean;
  help: boolean;
  /** Folder that receives model, records and evaluation set; `null` is `models/fashion-mnist`. */
  out: string | null;
}

/** Text of `--help`. */
export const trainHelp = `Usage: npm run train -- fashion-mnist [options]

Trains classifiers of Fashion-MNIST, writes a record of each training and ships the best by validation
accuracy that has fewer than 100,000 parameters. The test images are only used to measure, once, at the end.

  --candidate <name>    softmax, mlp, cnn or all (default all)
  --backend <name>      auto, wasm, tensorflow or cpu (default auto: @tensorflow/tfjs-node if it is
                        installed or MODELFOLIO_TFJS_NODE names its folder, else WASM)
  --epochs <n>          passes over the training images (default: each candidate's own)
  --batch-size <n>      images a step (default 128)
  --learning-rate <x>   peak of the one-cycle schedule (default: each candidate's own)
  --seed <n>            of weights, order and augmentation (default 1)
  --resume              go on from the checkpoint of an interrupted training with the same options
  --out <folder>        where model, runs/ and evaluation/ go (default models/fashion-mnist)
  --json                print the result as JSON
  --help                show this text

Ctrl-C saves a checkpoint; the same command with --resume then gives the same model as an uninterrupted
training. The data set is looked for in MODELFOLIO_FASHION_MNIST, .cache/fashion-mnist and
/usr/share/datasets/fashion-mnist, then downloaded.
`;

const backendNames = ['auto', 'wasm', 'tensorflow', 'cpu'] as const;

/**
 * Reads the command line.
 *
 * @throws FashionMnistError `usage`
 */
export function parseTrainCommand(args: readonly string[]): TrainCommand {
  const values = readArgs(args);
  const candidate = oneOf('candidate', values.candidate, [...candidateNames, 'all'] as const);
  const names: readonly CandidateName[] = candidate === 'all' ? candidateNames : [candidate];
  const epochs = number('epochs', values.epochs, 1, true);
  const batchSize = number('batch-size', values['batch-size'], 1, true);
  const seed = number('seed', values.seed, 0, true);
  const learningRate = number('learning-rate', values['learning-rate'], Number.MIN_VALUE, false);
  const changes = {
    ...(epochs !== null && { epochs }),
    ...(batchSize !== null && { batchSize }),
    ...(seed !== null && { seed }),
    ...(learningRate !== null && { learningRate }),
  };
  return {
    trainings: names.map((name) => ({ ...candidates[name], ...changes })),
    backend: oneOf('backend', values.backend, backendNames),
    resume: values.resume,
    json: values.json,
    help: values.help,
    out: values.out ?? null,
  };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        candidate: { type: 'string', default: 'all' },
        backend: { type: 'string', default: 'auto' },
        epochs: { type: 'string' },
        'batch-size': { type: 'string' },
        'learning-rate': { type: 'string' },
        seed: { type: 'string' },
        resume: { type: 'boolean', default: false },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new FashionMnistError('usage', (cause as Error).message, { hint: 'see --help', cause });
  }
}

function oneOf<Name extends string>(option: string, value: string, names: readonly Name[]): Name {
  const name = names.find((known) => known === value);
  if (name === undefined)
    throw new FashionMnistError('usage', `--${option} ${value}`, {
      hint: `expected one of ${names.join(', ')}`,
    });
  return name;
}

function number(option: string, text: string | undefined, least: number, whole: boolean): number | null {
  if (text === undefined) return null;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < least || (whole && !Number.isSafeInteger(value)))
    throw new FashionMnistError('usage', `--${option} ${text}`, {
      hint: whole ? `expected a whole number from ${least}` : 'expected a number above 0',
    });
  return value;
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
