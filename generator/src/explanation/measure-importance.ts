import {
  openModelParts,
  permutationImportance,
  rowExplainer,
  sampleRows,
  shapSummary,
  takeRows,
  type FeatureGroup,
  type Matrix,
  type OpenGraph,
  type RowExplainer,
  type TableModel,
} from '@modelfolio/explainability';
import { fromNumber, type Explanation } from '@modelfolio/schemas';
import type { Measured } from './complete-explanation.ts';
import { judgeOf } from './judge-of.ts';
import type { ExplainSettings } from './explain-settings.ts';

/** A model with its rows, and the number of it that is explained. */
export interface Subject {
  readonly model: TableModel;
  readonly bytes: Uint8Array;
  readonly openGraph: OpenGraph;
  readonly rows: Matrix;
  readonly features: readonly FeatureGroup[];
  /** Class or target. */
  readonly place: number;
  /** 1 for a row of the class, else 0; or the value of the target. */
  readonly truth: Float64Array;
  readonly task: 'classification' | 'regression';
}

/** What long work tells, and how it is stopped. */
export interface Steps {
  readonly signal: AbortSignal;
  readonly progress: (doing: string, share: number) => void;
}

/** Rows on which what is read from the file is compared with what the runtime says. */
const comparedRows = 200;
/** Rows explained where the model must be asked for each of them, unless more are wanted: a second or so a row. */
const askedRows = 100;
/** Rows explained between two looks at the signal. */
const rowsAtOnce = 256;
/** Shuffling more rows does not change the order of features, and takes longer. */
const mostShuffled = 5000;

/** Attributions of many rows and the loss by shuffling, feature by feature. */
export async function measureImportance(
  subject: Subject,
  settings: ExplainSettings,
  bootstrap: Explanation['bootstrap'],
  steps: Steps,
): Promise<Pick<Measured, 'attribution' | 'importance'>> {
  const { model, bytes, openGraph, rows, features, place } = subject;
  const { seed } = settings;
  const groups = features.map(({ columns }) => columns);
  const compared = takeRows(rows, sampleRows(rows.rows, comparedRows, seed));
  const parts = await openModelParts(model, bytes, place, compared, openGraph);
  const background = takeRows(rows, sampleRows(rows.rows, settings.background, seed));
  const explainer = rowExplainer({ model, place, background, groups, parts });
  const wanted = settings.rows ?? (explainer.structured ? defaultRows : askedRows);
  const explained = takeRows(rows, sampleRows(rows.rows, wanted, seed + 1));
  const { values, base, method } = await explainRows(explainer, explained, seed, steps);
  const summary = shapSummary(
    { values, rows: explained.rows, columns: features.length },
    { resamples: bootstrap.replicates, level: bootstrap.level, seed: bootstrap.seed },
  );
  const shuffled = await shuffle(subject, settings.shuffle === false ? [] : groups, seed, steps);
  return {
    attribution: {
      method,
      exact: method !== 'kernel',
      unit: explainer.unit,
      because: explainer.because,
      background: { rows: background.rows, seed },
      explained: { rows: explained.rows, seed: seed + 1 },
      base,
      judge: judgeOf(method),
    },
    importance: {
      permutation: shuffled.said,
      features: features.map(({ name, columns }, at) => ({
        name,
        columns: columns.map((column) => model.code.columns[column]?.name ?? ''),
        meanAbsolute: {
          value: fromNumber(summary.means[at] ?? Number.NaN),
          interval: {
            level: bootstrap.level,
            lower: fromNumber(summary.low[at] ?? Number.NaN),
            upper: fromNumber(summary.high[at] ?? Number.NaN),
            method: 'percentile-bootstrap',
          },
          n: explained.rows,
        },
        permutation: shuffled.losses[at] ?? { mean: Number.NaN, standardDeviation: Number.NaN },
      })),
    },
  };
}

/** Rows explained where that takes no question to the model, unless others are wanted. */
export const defaultRows = 1000;

async function explainRows(
  explainer: RowExplainer,
  rows: Matrix,
  seed: number,
  { signal, progress }: Steps,
): Promise<{ values: Float64Array; base: number; method: Explanation['attribution']['method'] }> {
  const parts: Float64Array[] = [];
  let [base, method]: [number, Explanation['attribution']['method']] = [Number.NaN, 'kernel'];
  const step = explainer.structured ? rowsAtOnce : 1;
  for (let from = 0; from < rows.rows; from += step) {
    signal.throwIfAborted();
    const to = Math.min(from + step, rows.rows);
    const part = {
      ...rows,
      rows: to - from,
      values: rows.values.subarray(from * rows.columns, to * rows.columns),
    };
    const found = await explainer.explainMany(part, { seed, signal });
    parts.push(found.values);
    ({ base, method } = found);
    progress('explaining rows', to / rows.rows);
  }
  return { values: Float64Array.from(parts.flatMap((part) => [...part])), base, method };
}

/** Permutation importance by scikit-learn's scorer of the task; accuracy where the rows are all of one class. */
async function shuffle(
  { model, rows, place, truth, task }: Subject,
  groups: readonly (readonly number[])[],
  seed: number,
  { signal, progress }: Steps,
): Promise<{
  said: Explanation['importance']['permutation'];
  losses: { mean: number; standardDeviation: number }[];
}> {
  const kept = sampleRows(rows.rows, mostShuffled, seed);
  const target = Float64Array.from(kept, (row) => truth[row] ?? Number.NaN);
  const ofOneClass = target.every((value) => value === target[0]);
  const metric = task === 'regression' ? 'r2' : ofOneClass ? 'accuracy' : 'roc_auc';
  const repeats = 5;
  const found = await permutationImportance(
    model.output(place),
    takeRows(rows, kept),
    target,
    groups,
    metric,
    { repeats, seed, signal, progress: (share) => progress('shuffling columns', share) },
  );
  return {
    said: { metric, score: found.baseline, repeats, rows: kept.length, seed },
    losses: found.groups.map(({ mean, standardDeviation }) => ({ mean, standardDeviation })),
  };
}
