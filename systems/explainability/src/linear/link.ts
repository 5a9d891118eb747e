import { matrixOf, type Matrix } from '../matrix.ts';

/** What a model's output is made of: a sum of a target, times a factor, and an offset. It is additive itself. */
export interface Score {
  readonly target: number;
  readonly factor: number;
  readonly offset: number;
}

/** What is done to the scores of a row: σ or e^ of each, softmax, or each divided by the sum of their sizes. */
export type LinkStep = 'logistic' | 'exponential' | 'softmax' | 'share';

/** How sums become a model's outputs: a score for each output, then the steps one after the other. */
export interface Link {
  readonly scores: readonly Score[];
  readonly steps: readonly LinkStep[];
}

/** In what units a score is. */
export type ScoreUnit = 'log-odds' | 'probability' | 'value' | 'margin';

/** The score of one output, before the steps. */
export function scoreOf({ factor, offset }: Score, sum: number): number {
  return factor * sum + offset;
}

/**
 * A model's outputs of its sums.
 *
 * @param sums `[rows, targets]`
 * @returns `[rows, outputs]`
 */
export function linked({ scores, steps }: Link, sums: Matrix): Matrix {
  const out = matrixOf(sums.rows, scores.length);
  for (let row = 0; row < sums.rows; row++) {
    const values = out.values.subarray(row * scores.length, (row + 1) * scores.length);
    scores.forEach((score, at) => {
      values[at] = scoreOf(score, sums.values[row * sums.columns + score.target] ?? Number.NaN);
    });
    for (const step of steps) apply(step, values);
  }
  return out;
}

function apply(step: LinkStep, values: Float64Array): void {
  if (step === 'logistic') {
    for (let at = 0; at < values.length; at++) values[at] = 1 / (1 + Math.exp(-(values[at] as number)));
    return;
  }
  if (step === 'exponential') {
    for (let at = 0; at < values.length; at++) values[at] = Math.exp(values[at] as number);
    return;
  }
  const most = values.reduce((one, other) => Math.max(one, other), -Infinity);
  if (step === 'softmax')
    for (let at = 0; at < values.length; at++) values[at] = Math.exp((values[at] as number) - most);
  // ONNX's Normalizer by L1 leaves a row of zeros as it is.
  const sum = values.reduce((total, value) => total + Math.abs(value), 0) || 1;
  for (let at = 0; at < values.length; at++) (values[at] as number) /= sum;
}

/** The scores when a constant is multiplied and another one added behind: a number each, or one for all. */
export function affine(
  scores: readonly Score[],
  factors: Float64Array | null,
  offsets: Float64Array | null,
): Score[] {
  const at = (values: Float64Array | null, place: number, without: number): number =>
    values ? ((values.length === 1 ? values[0] : values[place]) ?? Number.NaN) : without;
  return scores.map(({ target, factor, offset }, place) => ({
    target,
    factor: factor * at(factors, place, 1),
    offset: offset * at(factors, place, 1) + at(offsets, place, 0),
  }));
}

/** A score for each of so many targets, as they are. */
export function plainScores(targets: number): Score[] {
  return Array.from({ length: targets }, (_, target) => ({ target, factor: 1, offset: 0 }));
}

/** Outputs of two classes, of which the model gives one alone: `1 - p` beside `p`, or `p` beside it. */
export function paired({ scores, steps }: Link, positive: 0 | 1): Link | null {
  const [one] = scores;
  if (!one || scores.length !== 1 || (steps.length > 0 && steps.join() !== 'logistic')) return null;
  // 1 - σ(s) is σ(-s).
  const other = { target: one.target, factor: -one.factor, offset: (steps.length > 0 ? 0 : 1) - one.offset };
  return { scores: positive === 1 ? [other, one] : [one, other], steps };
}

/** Two outputs of one sum: `[-s, s]`, or `[1 - s, s]`. */
export function pairOfScores(first: 'negative' | 'complement'): Score[] {
  return [
    { target: 0, factor: -1, offset: first === 'negative' ? 0 : 1 },
    { target: 0, factor: 1, offset: 0 },
  ];
}
