import type { ClassPredictions, Predictions, ValuePredictions } from '@modelfolio/inference';
import { fromNumber, type PredictionGap } from '@modelfolio/schemas';
import { moments } from '@modelfolio/statistics/moments';

/**
 * How far two runtimes, or a model and its export, may differ: between probabilities, and between values in standard
 * deviations of the target. A thousandth: float32 against float64 stays a hundred times below it, a lost step of
 * preprocessing is a hundred times above.
 */
export const predictionTolerance = 1e-3;

/** Rows named one by one in a record. */
const shown = 20;

/** What another source says of the same rows; of a classifier, its probabilities or its classes may be missing. */
export type OtherPredictions =
  | {
      readonly kind: 'classes';
      readonly probabilities: Float64Array | null;
      readonly predicted: Uint32Array | null;
    }
  | { readonly kind: 'values'; readonly values: readonly Float64Array[] };

/**
 * Where another source of predictions says something else than the model.
 *
 * @param rowOf row of the evaluation set that stands at a place
 * @throws RangeError when they are of different kinds
 */
export function predictionGap(
  model: Predictions,
  other: OtherPredictions,
  rowOf: (place: number) => number = (place) => place,
  tolerance: number = predictionTolerance,
): PredictionGap {
  if (model.kind === 'classes' && other.kind === 'classes') return classGap(model, other, rowOf, tolerance);
  if (model.kind === 'values' && other.kind === 'values')
    return valueGap(model, other.values, rowOf, tolerance);
  throw new RangeError('predictions of different kinds');
}

/** Whether a gap is more than rounding explains. */
export function isApart({ beyond, classes }: PredictionGap): boolean {
  return beyond.count > 0 || classes.count > 0;
}

function classGap(
  { classes, probabilities, predicted }: ClassPredictions,
  other: Extract<OtherPredictions, { kind: 'classes' }>,
  rowOf: (place: number) => number,
  tolerance: number,
): PredictionGap {
  const width = classes.length;
  const { probabilities: given } = other;
  const differing: PredictionGap['classes']['rows'] = [];
  let nearTies = 0;
  let count = 0;
  predicted.forEach((mine, place) => {
    const theirs = other.predicted?.[place];
    if (theirs === undefined || theirs === mine) return;
    const between = (probabilities[place * width + mine] ?? 0) - (probabilities[place * width + theirs] ?? 0);
    if (Math.abs(between) <= tolerance) {
      nearTies += 1;
      return;
    }
    count += 1;
    if (differing.length < shown)
      differing.push({ row: rowOf(place), model: classes[mine] ?? '', other: classes[theirs] ?? '' });
  });
  return {
    compared: given ? 'probabilities' : 'classes',
    rows: predicted.length,
    tolerance,
    ...differences(
      given &&
        Float64Array.from(predicted, (_, place) => {
          let largest = 0;
          for (let at = place * width; at < (place + 1) * width; at++)
            largest = larger(largest, apart(probabilities[at] ?? NaN, given[at] ?? NaN));
          return largest;
        }),
      rowOf,
      tolerance,
    ),
    classes: { count, nearTies, rows: differing },
  };
}

function valueGap(
  { values }: ValuePredictions,
  given: readonly Float64Array[],
  rowOf: (place: number) => number,
  tolerance: number,
): PredictionGap {
  const rows = values[0]?.length ?? 0;
  const spreads = values.map((target) => Math.sqrt(moments(target).variance));
  const distances = Float64Array.from({ length: rows }, (_, place) =>
    values.reduce((largest, target, index) => {
      const [mine, theirs] = [target[place] ?? NaN, given[index]?.[place] ?? NaN];
      // A model that says the same of all rows has no spread: its own size is the measure then.
      const unit = spreads[index] || Math.abs(mine) || 1;
      return larger(largest, apart(mine, theirs) / unit);
    }, 0),
  );
  return {
    compared: 'values',
    rows,
    tolerance,
    ...differences(distances, rowOf, tolerance),
    classes: { count: 0, nearTies: 0, rows: [] },
  };
}

function differences(
  distances: Float64Array | null,
  rowOf: (place: number) => number,
  tolerance: number,
): Pick<PredictionGap, 'largest' | 'beyond'> {
  if (distances === null) return { largest: null, beyond: { count: 0, rows: [] } };
  const most = distances.reduce(
    (best, distance, place) => (distance > (distances[best] ?? 0) ? place : best),
    0,
  );
  const beyond = Array.from(distances, (distance, place) => ({ place, distance }))
    .filter(({ distance }) => distance > tolerance)
    .toSorted((a, b) => b.distance - a.distance || a.place - b.place);
  const told = (place: number) => ({ row: rowOf(place), difference: fromNumber(distances[place] ?? 0) });
  return {
    largest: told(most),
    beyond: { count: beyond.length, rows: beyond.slice(0, shown).map(({ place }) => told(place)) },
  };
}

/** What is no number is infinitely far from any, and no distance from itself. */
function apart(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const distance = Math.abs(a - b);
  return Number.isNaN(distance) ? Infinity : distance;
}

const larger = (a: number, b: number): number => (b > a ? b : a);
