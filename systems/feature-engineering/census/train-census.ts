import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FlagValues } from '@modelfolio/command-line/flags';
import { choiceFlag } from '@modelfolio/command-line/value-flags';
import { openBackend } from '@modelfolio/training/backend';
import { codeVersion } from '@modelfolio/training/code-version';
import { describeEnvironment } from '@modelfolio/training/describe-environment';
import { writeFiles, writeTrainingRecord } from '@modelfolio/training/model-folder';
import { trainerOptions, type Trainer, type TrainerEffects } from '@modelfolio/training/trainer';
import { FeaturesError } from '../src/features-error.ts';
import { compile, fit } from '../src/fit.ts';
import { frameOf, type Frame } from '../src/frame/frame.ts';
import { joinModel } from '../src/onnx/join-model.ts';
import { parseRules } from '../src/rules/rule-set.ts';
import { validate } from '../src/rules/validate.ts';
import { toText } from '../src/rules/validation-report.ts';
import { writeState } from '../src/state-file.ts';
import { writeTable } from '../src/streaming/write-table.ts';
import { candidateNames, candidates, type CandidateName } from './candidates.ts';
import { censusModel, censusRecord } from './census-record.ts';
import { denseRows, trainNetwork } from './dense-network.ts';
import { loadCensus } from './load-census.ts';
import { probabilityScores } from '@modelfolio/metrics/probability-scores';
import { networkOnnx } from './network-onnx.ts';
import { censusTarget, networkPipeline, treePipeline } from './pipelines.ts';
import { incomeClasses } from './read-census.ts';
import { probabilitiesOfGraph } from './run-graph.ts';
import { evaluationRows, splitCensus, type CensusRows, type CensusSplit } from './split-census.ts';

/** Seed of the cut, the same for all candidates, the Python script's too. */
const splitSeed = 1;

/** `npm run train -- feature-engineering`. */
export const censusTrainer: Trainer<TrainerEffects> = {
  system: 'feature-engineering',
  description: `Checks the census data by its rules, makes features of it, trains a logistic regression and a network in
TypeScript, and writes the features that boosted trees are trained on by the Python script beside this one.

The published training rows are cut in two once: four fifths to learn from, one to choose by. The published
test rows are only used to measure, once, at the end. Ctrl-C ends the training; records of finished
candidates stay.`,
  flags: {
    candidate: {
      type: 'string',
      value: 'name',
      description: `${candidateNames.join(', ')}, all or none (default: all)`,
    },
  },
  run: trainCensus,
};

async function trainCensus(flags: FlagValues, effects: TrainerEffects): Promise<number> {
  const { epochs, seed, out, json } = trainerOptions(flags, censusModel, effects);
  const competing = candidatesOf(flags);
  const changes = { ...(epochs !== null && { epochs }), ...(seed !== null && { seed }) };
  const { root, note, signal } = effects;
  const data = await loadCensus({
    root,
    signal,
    progress: (name, received, total) => effects.progress(`${name}: ${received} of ${total} bytes`),
  });
  note(`UCI Adult: ${data.train.rows} training and ${data.test.rows} test rows (${data.origins.train})`);
  await checkRules(root, { train: data.train, test: data.test });
  const split = splitCensus(data, splitSeed);
  await writeTable(join(await cacheOf(root), 'adult.csv'), [data.train]);
  note(`Features for trees: ${await writeFeatures(root, out, split)}`);

  const backend = await openBackend('auto');
  note(`TensorFlow.js ${backend.version}, backend ${backend.name}`);
  const fitted = fit(networkPipeline, split.train.inputs);
  const { names, run } = compile(fitted);
  const dense = {
    train: denseRows(run(split.train.inputs), split.train.labels),
    validation: denseRows(run(split.validation.inputs), split.validation.labels),
  };
  const done = [];
  for (const name of competing) {
    const settings = { ...candidates[name], ...changes };
    const startedAt = effects.now();
    const trained = await trainNetwork(backend.operations, dense, settings, {
      now: effects.now,
      signal,
      epochDone: ({ epoch, trainLoss, validation }) =>
        note(
          `${name}: epoch ${epoch} of ${settings.epochs}: train loss ${trainLoss.toFixed(4)}; validation ` +
            `log loss ${validation.logLoss.toFixed(4)}, accuracy ${(100 * validation.accuracy).toFixed(2)} %, ROC AUC ${validation.rocAuc.toFixed(4)}`,
        ),
    });
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
      test: probabilityScores(split.test.labels, await probabilitiesOfGraph(graph, split.test.inputs)),
      startedAt,
      source: await codeVersion(root, ['systems/feature-engineering', 'packages', 'package-lock.json']),
      datasets: datasetsOf(data.digest, split),
      environment: describeEnvironment(root, backend),
      backend: backend.name,
      command: `npm run train -- feature-engineering --candidate ${name}${changesInWords(changes)}`,
    });
    await writeTrainingRecord(out, record);
    done.push(record);
  }
  const results = done.map(({ id, metrics }) => ({
    id,
    validationLogLoss: metrics['validation/log_loss']?.value,
    testAccuracy: metrics['test/accuracy']?.value,
    testRocAuc: metrics['test/roc_auc']?.value,
  }));
  effects.print(
    json
      ? JSON.stringify({ out, runs: results }, null, 2)
      : results
          .map((one) => `${one.id}: test accuracy ${one.testAccuracy}, ROC AUC ${one.testRocAuc}`)
          .join('\n'),
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

/**
 * What boosted trees learn from, the pipeline that made it, and the rows that models are judged on.
 *
 * @returns the folder of the features
 */
async function writeFeatures(root: string, out: string, split: CensusSplit): Promise<string> {
  const fitted = fit(treePipeline, split.train.inputs);
  const { run } = compile(fitted);
  const folder = join(await cacheOf(root), 'features');
  const evaluation = join(out, 'evaluation');
  await mkdir(evaluation, { recursive: true });
  for (const [part, rows] of Object.entries(split) as [keyof CensusSplit, CensusRows][])
    await writeTable(join(folder, `${part}.csv`), [withTruth(run(rows.inputs), rows.labels)]);
  await writeFiles(out, [{ name: 'features.json', bytes: Buffer.from(await writeState(fitted)) }]);
  await writeTable(join(evaluation, 'test.csv'), [evaluationRows(split.test)]);
  return folder;
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

function candidatesOf(flags: FlagValues): readonly CandidateName[] {
  const choice = choiceFlag(flags, 'candidate', [...candidateNames, 'all', 'none']) ?? 'all';
  if (choice === 'all') return candidateNames;
  return choice === 'none' ? [] : [choice];
}

/** The changes as a person would type them. */
const changesInWords = (changes: { epochs?: number; seed?: number }): string =>
  Object.entries(changes)
    .map(([name, value]) => ` --${name} ${value}`)
    .join('');
