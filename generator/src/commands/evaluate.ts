import { countProgress } from '@modelfolio/command-line/progress';
import { textFlag } from '@modelfolio/command-line/flags';
import {
  evaluation as evaluationSchema,
  type Evaluation,
  type Evidence,
  type ModelManifest,
} from '@modelfolio/schemas';
import { UsageError } from '@modelfolio/command-line/usage-error';
import type { Command } from './command.ts';
import { compareEvaluations, type Difference } from '../evaluation/compare-evaluations.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { timeLimitFlag, timeLimitOf, withTimeLimit } from '../model/time-limit.ts';
import { evaluateModel, evaluationPath, readEvaluation, whyStale } from '../evaluation/evaluate-model.ts';
import { hasEvidence, readEvidence } from '../evidence/evidence-file.ts';
import { evidenceLines } from '../evidence/evidence-lines.ts';
import { agreeWithRecord, writeEvidence } from '../evidence/keep-evidence.ts';
import { isEvidenceCurrent, makeEvidence, type GivenSources } from '../evidence/make-evidence.ts';
import { forEachModel, tellModels, type FailedModel } from '../model/for-each-model.ts';
import { writeRecord } from '@modelfolio/project/json-file';
import { currentManifest } from '../model/manifest.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, openProject } from '@modelfolio/project';
import { sealOf } from '@modelfolio/project/sealed-record';

export interface EvaluateOptions extends GivenSources {
  root?: string | undefined;
  /** Ids of models; all when empty. */
  models?: readonly string[];
  /** Seconds for opening a model, and for each run of it over a batch of rows. */
  timeLimit?: number | undefined;
  /** Evaluates even what is up to date. */
  force?: boolean;
  /** Evaluates, compares with the record and writes nothing. */
  check?: boolean;
}

interface Evaluated {
  model: string;
  outcome: 'written' | 'unchanged' | 'up to date' | 'agrees' | 'no evaluation set';
  /** `null` for a model without rows to judge it on. */
  evaluation: Evaluation | null;
  /** What was held against it; `null` where nothing was. */
  evidence: Evidence | null;
  /** Time it took; `null` when nothing was run. */
  seconds: number | null;
}

export interface EvaluateResult {
  models: Evaluated[];
  failures: FailedModel[];
}

/**
 * Runs models over their evaluation sets and writes `models/<id>/evaluation.json`.
 * A model is skipped when its bytes, its rows and the metrics' code are those of the record.
 */
export async function evaluate(
  options: EvaluateOptions = {},
  effects: Effects = realEffects(),
): Promise<EvaluateResult> {
  const isGiven = options.predictions !== undefined || options.trainingData !== undefined;
  if (isGiven && options.models?.length !== 1)
    throw new UsageError('--predictions and --training-data are of one model: name it');
  const project = await openProject(options.root, withTimeLimit(effects, options.timeLimit));
  const { results, failures } = await forEachModel(project, options.models ?? [], (id) =>
    evaluateOne(project, id, options),
  );
  return { models: results, failures };
}

async function evaluateOne(
  project: Project,
  model: string,
  { force, check, predictions, trainingData }: EvaluateOptions,
): Promise<Evaluated> {
  const { effects } = project;
  const { value: manifest } = await currentManifest(project, model);
  if (manifest.evaluationSet === null) return compareFormatsAlone(project, manifest, { force, check });
  const path = evaluationPath(model);
  const exists = (await kindOf(project, path)) === 'file';
  const isGiven = predictions !== undefined || trainingData !== undefined;
  if (exists && !force && !check && !isGiven && (await isEvidenceCurrent(project, manifest))) {
    // One that cannot be read is made again: that is what this command is for.
    const recorded = await readEvaluation(project, model).catch(() => null);
    const asWritten = (await sealOf(project, path)) === 'as written';
    if (recorded && asWritten && whyStale(recorded.value, manifest) === null)
      return {
        model,
        outcome: 'up to date',
        evaluation: recorded.value,
        evidence: (await readEvidence(project, model))?.value ?? null,
        seconds: null,
      };
  }
  const start = effects.elapsed();
  const { evaluation, ...rows } = await evaluateModel(
    project,
    manifest,
    countProgress(effects, model, 'rows'),
  );
  effects.progress(null);
  const { evidence, keepPredictions } = await makeEvidence(project, manifest, rows, {
    predictions,
    trainingData,
    replaces: !check,
  });
  const seconds = (effects.elapsed() - start) / 1000;
  if (!check) {
    const outcome = await writeRecord(project, path, evaluation, evaluationSchema, {
      code: 'evaluation-invalid',
      by: 'modelfolio evaluate',
    });
    await keepPredictions();
    const second = await writeEvidence(project, evidence);
    return {
      model,
      outcome: second === 'written' ? second : outcome,
      evaluation,
      evidence,
      seconds,
    };
  }
  const [difference] = compareEvaluations((await readEvaluation(project, model)).value, evaluation);
  if (difference) throw disagreement(model, difference);
  await agreeWithRecord(project, evidence);
  return { model, outcome: 'agrees', evaluation, evidence, seconds };
}

/** A recorded evaluation that does not come out again. */
export function disagreement(model: string, { pointer, recorded, found }: Difference): ModelfolioError {
  return new ModelfolioError(
    'evaluation-disagrees',
    `recorded ${JSON.stringify(recorded)}, evaluating again gives ${JSON.stringify(found)}`,
    { file: evaluationPath(model), field: pointer, hint: `run modelfolio evaluate ${model} --force` },
  );
}

/** A model that is judged on no rows: nothing is claimed of it, but its formats must say the same. */
async function compareFormatsAlone(
  project: Project,
  manifest: ModelManifest,
  { force, check }: { force: boolean | undefined; check: boolean | undefined },
): Promise<Evaluated> {
  const none: Evaluated = {
    model: manifest.id,
    outcome: 'no evaluation set',
    evaluation: null,
    evidence: null,
    seconds: null,
  };
  if (!hasEvidence(manifest)) return none;
  if (!force && !check && (await isEvidenceCurrent(project, manifest)))
    return { ...none, evidence: (await readEvidence(project, manifest.id))?.value ?? null };
  const { evidence } = await makeEvidence(project, manifest, null);
  if (check) await agreeWithRecord(project, evidence);
  else await writeEvidence(project, evidence);
  return { ...none, evidence };
}

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'judge what is missing: evaluation.json with metrics, intervals and mistakes',
  operands: '[model…]',
  description: [
    'Runs each model over its evaluation set on the CPU and writes models/<id>/evaluation.json: every metric with',
    'an interval and its n, by slices, with a search for the worst ones.',
    'Skips a model whose bytes, rows and metric definitions are those of the record.',
    '',
    'What speaks against an evaluation is looked for too, and written to evidence.json: rows that repeat, columns that',
    'tell the label, other formats of the model that say something else; with --predictions, what the original model says',
    'of the same rows; with --training-data, rows that it was trained on.',
  ].join('\n'),
  flags: {
    ...timeLimitFlag,
    predictions: {
      type: 'string',
      value: 'file',
      description:
        'predictions of the original model for the rows: CSV, Parquet or NPZ; kept beside the model',
    },
    'training-data': {
      type: 'string',
      value: 'file',
      description:
        'rows it was trained on (CSV, Parquet, NPZ, IDX): looked for among the evaluation rows, not kept',
    },
    force: { type: 'boolean', description: 'evaluate even what is up to date' },
    check: {
      type: 'boolean',
      description: 'evaluate, compare with the record, write nothing; fail if they disagree',
    },
  },
  async run(operands, flags, effects) {
    const options = {
      root: textFlag(flags, 'root'),
      models: operands,
      timeLimit: timeLimitOf(flags),
      predictions: textFlag(flags, 'predictions'),
      trainingData: textFlag(flags, 'training-data'),
      force: flags['force'] === true,
      check: flags['check'] === true,
    };
    const result = await evaluate(options, effects);
    return tellModels(effects, flags, result, result.models.flatMap(describe));
  },
};

function describe({ model, outcome, evaluation, evidence, seconds }: Evaluated): string[] {
  const time = seconds === null ? '' : ` in ${seconds.toFixed(1)} s`;
  const held = evidence ? evidenceLines(evidence).map((line) => `${model}: ${line}`) : [];
  if (evaluation === null) return [`${model}: no evaluation set, nothing is claimed`, ...held];
  const rows = `on ${evaluation.dataset.n.toLocaleString('en')} rows`;
  return [`${model}: ${headline(evaluation)} ${rows}${secondLine(evaluation)}: ${outcome}${time}`, ...held];
}

function headline(evaluation: Evaluation): string {
  if (evaluation.task !== 'regression') {
    const { value, interval } = evaluation.metrics.accuracy;
    const range = interval ? ` (${percent(interval.lower)} to ${percent(interval.upper)})` : '';
    return `accuracy ${percent(value)} %${range}`;
  }
  const [{ name, unit, metrics } = { name: '', unit: null, metrics: null }] = evaluation.targets;
  return `${name}: mean absolute error ${Number(metrics?.mae.value).toPrecision(4)}${unit === null ? '' : ` ${unit}`}`;
}

function secondLine(evaluation: Evaluation): string {
  if (evaluation.task !== 'regression')
    return `, log loss ${Number(evaluation.metrics.logLoss.value).toFixed(4)}`;
  return `, R² ${Number(evaluation.targets[0]?.metrics.r2.value).toFixed(4)}`;
}

function percent(value: unknown): string {
  return (100 * Number(value)).toFixed(2);
}
