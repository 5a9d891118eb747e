import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBackend } from '@modelfolio/training/backend';
import { codeVersion } from '@modelfolio/training/code-version';
import { describeEnvironment } from '@modelfolio/training/describe-environment';
import { recordFile, writeFiles } from '@modelfolio/training/model-folder';
import { FeaturesError } from '../features-error.ts';
import { compile, fit } from '../fit.ts';
import { frameOf, type Frame } from '../frame/frame.ts';
import { joinModel } from '../onnx/join-model.ts';
import { parseRules } from '../rules/rule-set.ts';
import { validate } from '../rules/validate.ts';
import { toText } from '../rules/validation-report.ts';
import { writeState } from '../state-file.ts';
import { writeTable } from '../streaming/write-table.ts';
import { candidateNames, candidates, type CandidateName } from './candidates.ts';
import { censusModel, censusRecord } from './census-record.ts';
import { denseRows, trainNetwork } from './dense-network.ts';
import { loadCensus } from './load-census.ts';
import { measurePredictions } from '@modelfolio/metrics/probability-scores';
import { networkOnnx } from './network-onnx.ts';
import { censusTarget, networkPipeline, treePipeline } from './pipelines.ts';
import { incomeClasses } from './read-census.ts';
import { probabilitiesOfGraph } from './run-graph.ts';
import { evaluationRows, splitCensus, type CensusRows, type CensusSplit } from './split-census.ts';

const help = `Usage: npm run train -- feature-engineering [options]

Checks the census data by its rules, makes features of it, trains a logistic regression and a network in
TypeScript, and writes the features that boosted trees are trained on by the Python script beside this one.

  --candidate <name>  ${candidateNames.join(', ')}, all or none (default all)
  --epochs <n>        passes over the training rows (default: each candidate's own)
  --seed <n>          of weights and order (default 1)
  --out <folder>      where runs/, evaluation/ and the fitted pipeline go (default models/${censusModel})
  --json              print the result as JSON
  --help              show this text

The published training rows are cut in two once: four fifths to learn from, one to choose by. The published
test rows are only used to measure, once, at the end. Ctrl-C ends the training; records of finished
candidates stay.
`;

/** What the command does to the world, besides files under the repository. */
export interface TrainCensusEffects {
  root: string;
  cwd: string;
  signal: AbortSignal;
  now(): number;
  print(text: string): void;
  /** Progress; `transient` text is replaced by what follows. */
  report(text: string, transient?: boolean): void;
}

/** Seed of the cut, the same for all candidates, the Python script's too. */
const splitSeed = 1;

/**
 * `npm run train -- feature-engineering`.
 *
 * @returns exit code: 0, or 130 when it was asked to stop
 * @throws FeaturesError `usage`, `rules-broken`, and what loading throws
 */
export async function trainCensus(args: readonly string[], effects: TrainCensusEffects): Promise<number> {
  const options = optionsOf(args);
  if (options.help) {
    effects.print(help);
    return 0;
  }
  const { root, report, signal } = effects;
  const out = options.out === null ? join(root, 'models', censusModel) : resolve(effects.cwd, options.out);
  const data = await loadCensus({
    root,
    signal,
    progress: (name, received, total) => report(`${name}: ${received} of ${total} bytes`, true),
  });
  report(`UCI Adult: ${data.train.rows} training and ${data.test.rows} test rows (${data.origins.train})`);
  await checkRules(root, { train: data.train, test: data.test });
  const split = splitCensus(data, splitSeed);
  await writeTable(join(await cacheOf(root), 'adult.csv'), [data.train]);
  await writeFeatures(root, out, split, report);

  const backend = await openBackend('auto');
  report(`TensorFlow.js ${backend.version}, backend ${backend.name}`);
  const fitted = fit(networkPipeline, split.train.inputs);
  const { names, run } = compile(fitted);
  const dense = {
    train: denseRows(run(split.train.inputs), split.train.labels),
    validation: denseRows(run(split.validation.inputs), split.validation.labels),
  };
  const done = [];
  for (const name of options.candidates) {
    const settings = { ...candidates[name], ...options.changes };
    const startedAt = effects.now();
    const trained = await trainNetwork(backend.operations, dense, settings, {
      now: effects.now,
      signal,
      epochDone: ({ epoch, trainLoss, validation }) =>
        report(
          `${name}: epoch ${epoch} of ${settings.epochs}: train loss ${trainLoss.toFixed(4)}; validation ` +
            `log loss ${validation.logLoss.toFixed(4)}, accuracy ${(100 * validation.accuracy).toFixed(2)} %, ROC AUC ${validation.rocAuc.toFixed(4)}`,
        ),
    }).catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
    if (!trained) {
      report('Stopped. Records of finished candidates are kept.');
      return 130;
    }
    const graph = joinModel(
      fitted,
      networkOnnx(trained.layers, { width: names.length, classes: incomeClasses }),
      {
        file: name,
      },
    );
    const record = censusRecord({
      name,
      options: settings,
      trained,
      features: names.length,
      test: measurePredictions(await probabilitiesOfGraph(graph, split.test.inputs), split.test.labels),
      startedAt,
      source: await codeVersion(root, ['systems/feature-engineering', 'packages', 'package-lock.json']),
      datasets: datasetsOf(data.digest, split),
      environment: describeEnvironment(root, backend),
      backend: backend.name,
      command: `npm run train -- feature-engineering --candidate ${name}${options.words}`,
    });
    await writeFiles(out, [recordFile(record)]);
    done.push(record);
  }
  const results = done.map(({ id, metrics }) => ({
    id,
    validationLogLoss: metrics['validation/log_loss']?.value,
    testAccuracy: metrics['test/accuracy']?.value,
    testRocAuc: metrics['test/roc_auc']?.value,
  }));
  effects.print(
    options.json
      ? `${JSON.stringify({ out, runs: results }, null, 2)}\n`
      : results
          .map((one) => `${one.id}: test accuracy ${one.testAccuracy}, ROC AUC ${one.testRocAuc}\n`)
          .join(''),
  );
  return 0;
}

/** Nothing is trained on data that break their rules. */
async function checkRules(root: string, parts: Record<string, Frame>): Promise<void> {
  const file = join(root, 'models', censusModel, 'census.rules.json');
  const rules = parseRules(JSON.parse(await readFile(file, 'utf8')), file);
  for (const [part, frame] of Object.entries(parts)) {
    const validation = validate(frame, rules);
    if (!validation.valid)
      throw new FeaturesError('rules-broken', `the ${part} rows break their rules\n${toText(validation)}`, {
        file,
        hint: 'look at the data, or at the rules',
      });
  }
}

/** What can be made again: the rows as published, and the features. */
async function cacheOf(root: string): Promise<string> {
  const folder = join(root, '.cache', censusModel);
  await mkdir(join(folder, 'features'), { recursive: true });
  return folder;
}

/** What boosted trees learn from, the pipeline that made it, and the rows that models are judged on. */
async function writeFeatures(
  root: string,
  out: string,
  split: CensusSplit,
  report: TrainCensusEffects['report'],
): Promise<void> {
  const fitted = fit(treePipeline, split.train.inputs);
  const { run } = compile(fitted);
  const folder = join(await cacheOf(root), 'features');
  const evaluation = join(out, 'evaluation');
  await mkdir(evaluation, { recursive: true });
  for (const [part, rows] of Object.entries(split) as [keyof CensusSplit, CensusRows][])
    await writeTable(join(folder, `${part}.csv`), [withTruth(run(rows.inputs), rows.labels)]);
  await writeFiles(out, [{ name: 'features.json', bytes: Buffer.from(await writeState(fitted)) }]);
  await writeTable(join(evaluation, 'test.csv'), [evaluationRows(split.test)]);
  report(`Features for trees: ${folder}`);
}

const withTruth = (frame: Frame, labels: Uint8Array): Frame =>
  frameOf([
    ...frame.columns,
    {
      name: censusTarget,
      type: 'text',
      values: Array.from(labels, (label) => incomeClasses[label] ?? null),
    },
  ]);

function datasetsOf(digest: string, split: CensusSplit): ReturnType<typeof censusRecord>['datasets'] {
  const source = 'https://archive.ics.uci.edu/dataset/2/adult';
  const cut = `${source}, split seed ${splitSeed}`;
  return (
    [
      ['train', cut],
      ['validation', cut],
      ['test', source],
    ] as const
  ).map(([role, from]) => ({
    name: 'adult',
    digest,
    role,
    source: from,
    rows: split[role].labels.length,
  }));
}

interface TrainCensusOptions {
  candidates: readonly CandidateName[];
  changes: { epochs?: number; seed?: number };
  /** The changes as a person would type them. */
  words: string;
  out: string | null;
  json: boolean;
  help: boolean;
}

function optionsOf(args: readonly string[]): TrainCensusOptions {
  const values = readArgs(args);
  const { candidate } = values;
  const name = candidateNames.find((one) => one === candidate);
  if (!name && candidate !== 'all' && candidate !== 'none')
    throw new FeaturesError('usage', `--candidate ${candidate}`, {
      hint: `expected ${candidateNames.join(', ')}, all or none`,
    });
  const epochs = wholeNumber('epochs', values.epochs, 1);
  const seed = wholeNumber('seed', values.seed, 0);
  return {
    candidates: name ? [name] : candidate === 'all' ? candidateNames : [],
    changes: { ...(epochs !== null && { epochs }), ...(seed !== null && { seed }) },
    words: `${epochs === null ? '' : ` --epochs ${epochs}`}${seed === null ? '' : ` --seed ${seed}`}`,
    out: values.out ?? null,
    json: values.json,
    help: values.help,
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
        epochs: { type: 'string' },
        seed: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (cause) {
    throw new FeaturesError('usage', (cause as Error).message, { hint: 'see --help', cause });
  }
}

function wholeNumber(option: string, text: string | undefined, least: number): number | null {
  if (text === undefined) return null;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new FeaturesError('usage', `--${option} ${text}`, { hint: `expected a whole number from ${least}` });
}
