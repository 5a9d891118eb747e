import { countProgress } from '@modelfolio/command-line/progress';
import { textFlag } from '@modelfolio/command-line/flags';
import { evaluation as evaluationSchema, type Evaluation } from '@modelfolio/schemas';
import type { Command } from './command.ts';
import { compareEvaluations, type Difference } from '../evaluation/compare-evaluations.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { timeLimitFlag, timeLimitOf, withTimeLimit } from '../model/time-limit.ts';
import { evaluateModel, evaluationPath, readEvaluation, whyStale } from '../evaluation/evaluate-model.ts';
import { forEachModel, tellModels, type FailedModel } from '../model/for-each-model.ts';
import { writeRecord } from '@modelfolio/project/json-file';
import { currentManifest } from '../model/manifest.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, openProject } from '@modelfolio/project';

export interface EvaluateOptions {
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
  const project = await openProject(options.root, withTimeLimit(effects, options.timeLimit));
  const { results, failures } = await forEachModel(project, options.models ?? [], (id) =>
    evaluateOne(project, id, options),
  );
  return { models: results, failures };
}

async function evaluateOne(
  project: Project,
  model: string,
  { force, check }: EvaluateOptions,
): Promise<Evaluated> {
  const { effects } = project;
  const { value: manifest } = await currentManifest(project, model);
  if (manifest.evaluationSet === null)
    return { model, outcome: 'no evaluation set', evaluation: null, seconds: null };
  const path = evaluationPath(model);
  const exists = (await kindOf(project, path)) === 'file';
  if (exists && !force && !check) {
    // One that cannot be read is made again: that is what this command is for.
    const recorded = await readEvaluation(project, model).catch(() => null);
    if (recorded && whyStale(recorded.value, manifest) === null)
      return { model, outcome: 'up to date', evaluation: recorded.value, seconds: null };
  }
  const start = effects.elapsed();
  const evaluation = await evaluateModel(project, manifest, countProgress(effects, model, 'rows'));
  effects.progress(null);
  const seconds = (effects.elapsed() - start) / 1000;
  if (!check) {
    const outcome = await writeRecord(project, path, evaluation, evaluationSchema, {
      code: 'evaluation-invalid',
      by: 'modelfolio evaluate',
    });
    return { model, outcome, evaluation, seconds };
  }
  const [difference] = compareEvaluations((await readEvaluation(project, model)).value, evaluation);
  if (difference) throw disagreement(model, difference);
  return { model, outcome: 'agrees', evaluation, seconds };
}

/** A recorded evaluation that does not come out again. */
export function disagreement(model: string, { pointer, recorded, found }: Difference): ModelfolioError {
  return new ModelfolioError(
    'evaluation-disagrees',
    `recorded ${JSON.stringify(recorded)}, evaluating again gives ${JSON.stringify(found)}`,
    { file: evaluationPath(model), field: pointer, hint: `run modelfolio evaluate ${model} --force` },
  );
}

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'judge what is missing: evaluation.json with metrics, intervals and mistakes',
  operands: '[model…]',
  description: [
    'Runs each model over its evaluation set on the CPU and writes models/<id>/evaluation.json: every metric with',
    'a bootstrap interval and its n, by slices, with a search for the worst ones.',
    'Skips a model whose bytes, rows and metric definitions are those of the record.',
  ].join('\n'),
  flags: {
    ...timeLimitFlag,
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
      force: flags['force'] === true,
      check: flags['check'] === true,
    };
    const result = await evaluate(options, effects);
    return tellModels(effects, flags, result, result.models.map(describe));
  },
};

function describe({ model, outcome, evaluation, seconds }: Evaluated): string {
  const time = seconds === null ? '' : ` in ${seconds.toFixed(1)} s`;
  if (evaluation === null) return `${model}: no evaluation set, nothing is claimed`;
  const rows = `on ${evaluation.dataset.n.toLocaleString('en')} rows`;
  return `${model}: ${headline(evaluation)} ${rows}${secondLine(evaluation)}: ${outcome}${time}`;
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
