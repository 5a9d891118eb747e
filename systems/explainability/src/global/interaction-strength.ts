import { mean } from '@modelfolio/statistics/mean';
import { ExplainabilityError } from '../explainability-error.ts';
import { matrixOf, rowOf, type Matrix } from '../matrix.ts';
import type { Groups, ModelFunction, Work } from '../model-function.ts';
import { askModel } from './ask-model.ts';
import { checkColumns, checkRows } from './check-rows.ts';
import { averages } from './partial-dependence.ts';
import { sampleRows, takeRows } from './sample-rows.ts';

export interface InteractionOptions extends Work {
  /** So many rows are drawn; the model is asked about their square, for each pair. Default: 50. */
  readonly sample?: number | undefined;
  /** Default: 0. */
  readonly seed?: number | undefined;
}

/** How much of the model's answers comes from features working together. */
export interface InteractionStrength {
  /** H² of each group with all others: 0 for none, NaN where the model does not vary. */
  readonly overall: Float64Array;
  /** H² of each pair, `[groups, groups]`; NaN on the diagonal and where a pair has no effect at all. */
  readonly pairs: Matrix;
  /**
   * Root mean square of what a pair adds beyond its two parts, in the units of the model. H² is a share, and great for
   * a pair that hardly matters; this is not.
   */
  readonly sizes: Matrix;
  /** The rows that were drawn. */
  readonly rows: Int32Array;
}

/** A partial dependence that varies by a smaller share of the model's greatest answer is constant. */
const negligible = 1e-8;

/**
 * Friedman and Popescu's H² (2008, equations 44 and 45) on drawn rows: with partial dependences F of mean zero at
 * those rows, Σ(F_jk − F_j − F_k)² ÷ ΣF_jk² for a pair, Σ(F − F_j − F_rest)² ÷ ΣF² for one against all others.
 *
 * @throws ExplainabilityError `input` for fewer than two groups or rows, and what {@link askModel} throws
 */
export async function interactionStrength(
  model: ModelFunction,
  rows: Matrix,
  groups: Groups,
  { sample = 50, seed = 0, signal, progress }: InteractionOptions = {},
): Promise<InteractionStrength> {
  checkRows(rows);
  for (const group of groups) checkColumns(group, rows.columns);
  const places = sampleRows(rows.rows, sample, seed);
  if (groups.length < 2 || places.length < 2)
    throw new ExplainabilityError('input', 'interactions need two groups and two rows at least');
  const drawn = takeRows(rows, places);
  const count = groups.length;
  const steps = 1 + 2 * count + (count * (count - 1)) / 2;
  let done = 0;
  const dependence = async (columns: readonly number[]): Promise<Float64Array> => {
    signal?.throwIfAborted();
    const found = await dependenceAtRows(model, drawn, columns, signal);
    progress?.(++done / steps);
    return found;
  };

  const every = Array.from({ length: rows.columns }, (_, column) => column);
  const predicted = await askModel(model, drawn.rows, drawn.columns, (at, into) =>
    into.set(rowOf(drawn, at)),
  );
  progress?.(++done / steps);
  const whole = centred(predicted);
  const scale = Math.max(...predicted.map(Math.abs));
  const single: Float64Array[] = [];
  for (const group of groups) single.push(await dependence(group));

  const overall = new Float64Array(count);
  for (const [at, group] of groups.entries()) {
    const rest = await dependence(every.filter((column) => !group.includes(column)));
    overall[at] = shareBeyond(whole, [single[at] as Float64Array, rest], scale).share;
  }
  const pairs = matrixOf(count, count);
  const sizes = matrixOf(count, count);
  pairs.values.fill(Number.NaN);
  for (let one = 0; one < count; one++)
    for (let other = one + 1; other < count; other++) {
      const both = await dependence([...(groups[one] ?? []), ...(groups[other] ?? [])]);
      const parts = [single[one] as Float64Array, single[other] as Float64Array];
      const { share, size } = shareBeyond(both, parts, scale);
      for (const place of [one * count + other, other * count + one]) {
        pairs.values[place] = share;
        sizes.values[place] = size;
      }
    }
  return { overall, pairs, sizes, rows: places };
}

/** Partial dependence at each row's own values, less its mean. Rows that share the values are asked about once. */
async function dependenceAtRows(
  model: ModelFunction,
  rows: Matrix,
  columns: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  const places = new Map<string, number>();
  const firsts: number[] = [];
  const points = Array.from({ length: rows.rows }, (_, row) => {
    const key = columns.map((column) => rows.values[row * rows.columns + column]).join(' ');
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, firsts.length);
    return firsts.push(row) - 1;
  });
  const predicted = await askModel(
    model,
    firsts.length * rows.rows,
    rows.columns,
    (at, into) => {
      into.set(rowOf(rows, at % rows.rows));
      const held = rowOf(rows, firsts[Math.floor(at / rows.rows)] as number);
      for (const column of columns) into[column] = held[column] as number;
    },
    { signal },
  );
  const means = averages(predicted, rows.rows);
  return centred(Float64Array.from(points, (point) => means[point] as number));
}

function centred(values: Float64Array): Float64Array {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

function shareBeyond(
  whole: Float64Array,
  parts: readonly Float64Array[],
  scale: number,
): { share: number; size: number } {
  let [beyond, all] = [0, 0];
  whole.forEach((value, row) => {
    const rest = parts.reduce((left, part) => left - (part[row] as number), value);
    beyond += rest * rest;
    all += value * value;
  });
  const isConstant = all <= whole.length * (negligible * scale) ** 2;
  return { share: isConstant ? Number.NaN : beyond / all, size: Math.sqrt(beyond / whole.length) };
}
