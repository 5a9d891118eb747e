import type { Estimate, Evaluation, LoggedMetric, RunRecord } from '@modelfolio/schemas';
import { isWithin } from '@modelfolio/statistics/is-close';

/** What a part of a data set is for, whatever it is called. */
export type Role = 'train' | 'validation' | 'test';

const roleWords: Readonly<Record<string, Role>> = {
  train: 'train',
  training: 'train',
  fit: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  tune: 'validation',
  tuning: 'validation',
  test: 'test',
  testing: 'test',
  eval: 'test',
  evaluation: 'test',
  holdout: 'test',
};

/** What a word, or the first telling word of a name, says a part is for; `null` where it does not. */
export function roleOf(name: string): Role | null {
  for (const word of wordsOf(name)) if (roleWords[word]) return roleWords[word];
  return null;
}

type Names = Readonly<Record<string, string>>;
/** Of any classifier, by the names that trackers and libraries give them. */
const classNames: Names = {
  accuracy: 'accuracy',
  accuracy_score: 'accuracy',
  acc: 'accuracy',
  balanced_accuracy: 'balancedAccuracy',
  balanced_accuracy_score: 'balancedAccuracy',
  log_loss: 'logLoss',
  logloss: 'logLoss',
  cross_entropy: 'logLoss',
  mcc: 'mcc',
  matthews_corrcoef: 'mcc',
  kappa: 'kappa',
  cohen_kappa: 'kappa',
  cohen_kappa_score: 'kappa',
  f1_macro: 'macroF1',
  macro_f1: 'macroF1',
  f1_weighted: 'weightedF1',
  weighted_f1: 'weightedF1',
  precision_macro: 'macroPrecision',
  macro_precision: 'macroPrecision',
  recall_macro: 'macroRecall',
  macro_recall: 'macroRecall',
};
/** Of two classes only: of more, they may be any of several averages. */
const binaryNames: Names = {
  f1: 'f1',
  f1_score: 'f1',
  precision: 'precision',
  precision_score: 'precision',
  recall: 'recall',
  recall_score: 'recall',
  sensitivity: 'recall',
  specificity: 'specificity',
  roc_auc: 'rocAuc',
  roc_auc_score: 'rocAuc',
  auc: 'rocAuc',
  auroc: 'rocAuc',
  average_precision: 'averagePrecision',
};
const valueNames: Names = {
  mae: 'mae',
  mean_absolute_error: 'mae',
  rmse: 'rmse',
  root_mean_squared_error: 'rmse',
  r2: 'r2',
  r2_score: 'r2',
  max_error: 'maxError',
  median_absolute_error: 'medianAbsoluteError',
};
/** In percent, some trackers log shares. */
const shares = new Set([
  'accuracy',
  'balancedAccuracy',
  'f1',
  'macroF1',
  'macroPrecision',
  'macroRecall',
  'precision',
  'recall',
  'specificity',
  'weightedF1',
]);
/** Relative; what is nearer was rounded on the way. */
const rounding = 1e-6;

/**
 * The metrics that a run logged on the split it was evaluated on, beside what evaluating gives. A metric counts when its name
 * says the split (`test/accuracy`, `eval_f1`) or it was logged on a data set of that role; a name that can mean several
 * things (`loss`, `f1` of many classes) is left out. Nothing is compared where the run counts other rows than the evaluation.
 */
export function loggedMetrics(run: RunRecord, evaluation: Evaluation): LoggedMetric[] {
  const role = roleOf(evaluation.dataset.split);
  if (role === null || countsOtherRows(run, role, evaluation.dataset.n)) return [];
  const found = new Map<string, number>();
  for (const { key, value, dataset } of run.models.flatMap(({ metrics }) => metrics)) {
    const input = run.datasets.find(
      ({ name, digest }) => name === dataset?.name && digest === (dataset?.digest ?? null),
    );
    if ((roleOf(key) ?? roleOf(input?.role ?? '')) === role) found.set(key, Number(value));
  }
  // The run's own come last: where both are there, its summary is what people read.
  for (const [key, { value }] of Object.entries(run.metrics))
    if (roleOf(key) === role) found.set(key, Number(value));
  return [...found].flatMap(([key, logged]) => {
    const own = measuredOf(key, evaluation);
    if (own === null || !Number.isFinite(logged) || !Number.isFinite(Number(own.estimate.value))) return [];
    return [{ key, ...compared(logged, own) }];
  });
}

function countsOtherRows({ datasets }: RunRecord, role: Role, rows: number): boolean {
  const counted = datasets.filter((one) => one.rows !== null && roleOf(one.role ?? '') === role);
  return counted.length > 0 && !counted.some((one) => one.rows === rows);
}

interface Measured {
  metric: string;
  estimate: Estimate;
}

/** What evaluating says of the metric that a key names; `null` where it names none, or several. */
function measuredOf(key: string, evaluation: Evaluation): Measured | null {
  const words = wordsOf(key).filter((word) => !Object.hasOwn(roleWords, word));
  if (evaluation.task !== 'regression') {
    const names =
      evaluation.task === 'binary-classification' ? { ...classNames, ...binaryNames } : classNames;
    const metric = named(names, words.join('_'));
    const estimate = metric && Reflect.get(evaluation.metrics, metric);
    return metric && estimate ? { metric, estimate } : null;
  }
  const { targets } = evaluation;
  const target =
    targets.find(({ name }) => endsWith(words, wordsOf(name))) ?? (targets.length === 1 ? targets[0] : null);
  if (!target) return null;
  const own = wordsOf(target.name);
  const metric = named(valueNames, (endsWith(words, own) ? words.slice(0, -own.length) : words).join('_'));
  const estimate = metric && Reflect.get(target.metrics, metric);
  if (!metric || !estimate) return null;
  return { metric: targets.length === 1 ? metric : `${metric} of ${target.name}`, estimate };
}

function compared(raw: number, { metric, estimate }: Measured): Omit<LoggedMetric, 'key'> {
  const { value: measured, interval, n } = estimate;
  const isPercent = shares.has(metric) && raw > 1 && raw <= 100;
  const logged = isPercent ? raw / 100 : raw;
  const isInside = interval && logged >= Number(interval.lower) && logged <= Number(interval.upper);
  const isEqual = isPercent ? agrees(raw, 100 * Number(measured)) : agrees(raw, Number(measured));
  return {
    logged,
    metric,
    measured,
    interval,
    n,
    verdict: isEqual ? 'equal' : isInside ? 'within' : 'beyond',
  };
}

/** Equal as far as the logged digits go, at least three of them behind the point: people and trackers round. */
function agrees(logged: number, measured: number): boolean {
  if (isWithin(measured, logged, rounding)) return true;
  const decimals = /\.(\d+)$/.exec(String(logged))?.[1]?.length ?? 0;
  return decimals >= 3 && Math.abs(logged - measured) <= 0.5 * 10 ** -decimals;
}

function named(names: Names, name: string): string | null {
  return Object.hasOwn(names, name) ? (names[name] ?? null) : null;
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  return end.length > 0 && words.length > end.length && words.slice(-end.length).join() === end.join();
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
