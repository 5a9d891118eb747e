import { median } from '@modelfolio/statistics/quantiles';
import type * as core from '@tensorflow/tfjs-core';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import type { Matrix } from '../src/matrix.ts';
import { singleColumns } from '../src/model-function.ts';
import { coalitionGame, type CoalitionGame } from '../src/shapley/coalition-game.ts';
import { enumerate } from '../src/shapley/enumerate.ts';
import { kernelShap } from '../src/shapley/kernel-shap.ts';
import { webshapMethod } from './webshap-method.ts';

/** An estimator at one budget: medians over the set-ups. */
export interface CurvePoint {
  /** Coalitions that it may ask for. */
  readonly coalitions: number;
  /** Rows that the model was asked about. */
  readonly evaluations: number;
  /** ‖values − truth‖ / ‖truth‖. */
  readonly error: number;
  readonly seconds: number;
  /** Of these, inside the model. */
  readonly modelSeconds: number;
}

/** A row to explain: the same in Python by numpy's `RandomState(seed)`. */
export interface KernelSetUp {
  readonly seed: number;
  readonly row: Float64Array;
  readonly background: Matrix;
  /** By enumeration of all coalitions. */
  readonly truth: Float64Array;
}

/** An estimator: values of a game within a budget. */
export type Estimate = (game: CoalitionGame, seed: number, coalitions: number) => Promise<Float64Array>;

/**
 * σ(Σ sin(i+1)·xᵢ + Σ 2·xᵢ·xᵢ₊₁ + 1.5·#{i: xᵢ > 0 ∧ xᵢ₊₂ > 0}), i from 0: single columns, pairs and thresholds, bent by the
 * logistic function.
 */
export function pairsAndThresholds({ values, rows, columns }: Matrix): Float64Array {
  const slopes = Float64Array.from({ length: columns }, (_, column) => Math.sin(column + 1));
  const out = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const first = row * columns;
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const value = values[first + column] as number;
      sum += (slopes[column] as number) * value;
      if (column + 1 < columns) sum += 2 * value * (values[first + column + 1] as number);
      if (column + 2 < columns && value > 0 && (values[first + column + 2] as number) > 0) sum += 1.5;
    }
    out[row] = 1 / (1 + Math.exp(-sum));
  }
  return out;
}

/** Row and background rows, uniform from −1 to 1, and the exact values. */
export async function kernelSetUp(seed: number, columns = 16, backgroundRows = 10): Promise<KernelSetUp> {
  const random = new NumpyRandom(seed);
  const uniform = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => -1 + 2 * random.share());
  const row = uniform(columns);
  const background = { values: uniform(backgroundRows * columns), rows: backgroundRows, columns };
  const game = await coalitionGame(pairsAndThresholds, row, background, singleColumns(columns));
  return { seed, row, background, truth: (await enumerate(game, { most: columns })).values };
}

/** Our estimator, with no error to stop at. */
export const ownEstimate: Estimate = async (game, seed, coalitions) => {
  let values = new Float64Array(game.groups);
  for await (const estimate of kernelShap(game, { seed, coalitions, targetError: 0 }))
    values = Float64Array.from(estimate.values);
  return values;
};

/** WebSHAP's, with its fault or, with `complements`, without. */
export function webshapEstimate(tf: typeof core, complements: boolean): Estimate {
  return (game, seed, coalitions) => webshapMethod(tf, game, { seed, coalitions, complements });
}

/** Error and time of an estimator at each budget, after one run that only warms up. */
export async function errorCurve(
  estimate: Estimate,
  setUps: readonly KernelSetUp[],
  budgets: readonly number[],
): Promise<CurvePoint[]> {
  const curve: CurvePoint[] = [];
  const [warm] = setUps;
  if (warm) await measure(estimate, warm, Math.min(...budgets));
  for (const coalitions of budgets) {
    const runs: Omit<CurvePoint, 'coalitions'>[] = [];
    for (const setUp of setUps) runs.push(await measure(estimate, setUp, coalitions));
    const middle = (key: keyof (typeof runs)[number]): number => median(runs.map((run) => run[key]));
    curve.push({
      coalitions,
      evaluations: middle('evaluations'),
      error: middle('error'),
      seconds: middle('seconds'),
      modelSeconds: middle('modelSeconds'),
    });
  }
  return curve;
}

/**
 * Seconds until an error is reached, between the points of a curve by their logarithms; `null` where no point reaches it.
 *
 * @param secondsPerRow what the model takes for a row; without it, what it took
 */
export function timeToError(
  curve: readonly CurvePoint[],
  error: number,
  secondsPerRow?: number,
): number | null {
  const timeOf = ({ seconds, modelSeconds, evaluations }: CurvePoint): number =>
    secondsPerRow === undefined ? seconds : seconds - modelSeconds + evaluations * secondsPerRow;
  const at = curve.findIndex((point) => point.error <= error);
  if (at === -1) return null;
  const reached = curve[at] as CurvePoint;
  const before = curve[at - 1];
  if (before === undefined) return timeOf(reached);
  const share = Math.log(before.error / error) / Math.log(before.error / reached.error);
  return timeOf(before) * (timeOf(reached) / timeOf(before)) ** share;
}

async function measure(
  estimate: Estimate,
  { seed, row, background, truth }: KernelSetUp,
  coalitions: number,
): Promise<Omit<CurvePoint, 'coalitions'>> {
  let modelSeconds = 0;
  const model = (rows: Matrix): Float64Array => {
    const start = performance.now();
    const values = pairsAndThresholds(rows);
    modelSeconds += (performance.now() - start) / 1000;
    return values;
  };
  const start = performance.now();
  const game = await coalitionGame(model, row, background, singleColumns(row.length));
  const values = await estimate(game, seed, coalitions);
  const seconds = (performance.now() - start) / 1000;
  const off = Math.hypot(...values.map((value, at) => value - (truth[at] as number)));
  return { evaluations: game.evaluations(), error: off / Math.hypot(...truth), seconds, modelSeconds };
}
