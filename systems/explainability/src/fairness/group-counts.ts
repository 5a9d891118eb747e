import { searchLeft } from '@modelfolio/statistics/search';
import { ExplainabilityError } from '../explainability-error.ts';
import { rowsBelow } from './rows-below.ts';

/** What a model said of rows, what is true of them, and the group that each belongs to. */
export interface ScoredRows {
  /** Probability of the positive class, a number for each row. */
  readonly scores: Float64Array;
  /** 1 for a row that is positive, else 0. */
  readonly actual: Uint8Array;
  /** Place of the row's group in `groupNames`. */
  readonly groups: Uint16Array;
  readonly groupNames: readonly string[];
}

/** How rows are predicted against what they are. */
export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly tn: number;
  readonly fn: number;
}

/** Rows of one group by their score: what is below any threshold is one lookup away. */
export interface ScoreCounts {
  readonly name: string;
  readonly n: number;
  readonly positives: number;
  /** Distinct scores, ascending. */
  readonly scores: Float64Array;
  /** Rows below each of the scores, and at the end all rows: one entry more than there are scores. */
  readonly rowsBelow: Uint32Array;
  /** Positive rows among them. */
  readonly positivesBelow: Uint32Array;
}

/** Counts of every group, and of all rows together. */
export interface GroupCounts {
  readonly groups: readonly ScoreCounts[];
  readonly overall: ScoreCounts;
}

/**
 * Sorts the rows of each group once, so that {@link confusionAt} needs no row any more.
 *
 * @throws ExplainabilityError `not-finite` for a score that is no number, `input` for rows that do not fit together
 */
export function prepareGroups(rows: ScoredRows): GroupCounts {
  checkRows(rows);
  const { scores, actual, groups, groupNames } = rows;
  const positives = groupNames.map((): number[] => []);
  const negatives = groupNames.map((): number[] => []);
  for (let row = 0; row < scores.length; row++)
    (actual[row] === 1 ? positives : negatives)[groups[row] as number]?.push(scores[row] as number);
  const countsOf = (name: string, own: readonly number[], others: readonly number[]): ScoreCounts => ({
    name,
    n: own.length + others.length,
    positives: own.length,
    ...rowsBelow(Float64Array.from(own), Float64Array.from(others)),
  });
  return {
    groups: groupNames.map((name, group) => countsOf(name, positives[group] ?? [], negatives[group] ?? [])),
    overall: countsOf('all rows', positives.flat(), negatives.flat()),
  };
}

/**
 * The confusion matrix of each group: a row is predicted positive when its score is at least the threshold. O(log n) a
 * group.
 *
 * @param thresholds one for all groups, or one for each; `Infinity` predicts nobody positive
 */
export function confusionAt(counts: GroupCounts, thresholds: number | ArrayLike<number>): Confusion[] {
  const all = thresholdsFor(counts.groups.length, thresholds);
  return counts.groups.map((group, at) => confusionOf(group, searchLeft(group.scores, all[at] as number)));
}

/** The confusion matrix when the scores before a place are predicted negative. */
export function confusionOf(
  { n, positives, rowsBelow: below, positivesBelow }: ScoreCounts,
  place: number,
): Confusion {
  const fn = positivesBelow[place] as number;
  const tn = (below[place] as number) - fn;
  return { tp: positives - fn, fp: n - positives - tn, tn, fn };
}

/** Confusion matrices added up. */
export function sumOf(confusions: readonly Confusion[]): Confusion {
  const sum = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const { tp, fp, tn, fn } of confusions) {
    sum.tp += tp;
    sum.fp += fp;
    sum.tn += tn;
    sum.fn += fn;
  }
  return sum;
}

/** A threshold for each group. */
export function thresholdsFor(groups: number, thresholds: number | ArrayLike<number>): Float64Array {
  const all =
    typeof thresholds === 'number'
      ? new Float64Array(groups).fill(thresholds)
      : Float64Array.from(thresholds);
  if (all.length !== groups)
    throw new ExplainabilityError(
      'input',
      `${all.length} thresholds for ${groups} groups: give one threshold, or one for each group`,
    );
  const wrong = all.findIndex(Number.isNaN);
  if (wrong >= 0)
    throw new ExplainabilityError(
      'not-finite',
      `threshold ${wrong + 1} is not a number: give one from 0 to 1`,
    );
  return all;
}

/** @throws ExplainabilityError as {@link prepareGroups} */
export function checkRows({ scores, actual, groups, groupNames }: ScoredRows): void {
  if (scores.length === 0) throw new ExplainabilityError('input', 'there are no rows: give at least one');
  if (actual.length !== scores.length || groups.length !== scores.length)
    throw new ExplainabilityError(
      'input',
      `${scores.length} scores, ${actual.length} actual classes and ${groups.length} groups: give one of each for every row`,
    );
  for (let row = 0; row < scores.length; row++) {
    if (!Number.isFinite(scores[row]))
      throw new ExplainabilityError(
        'not-finite',
        `row ${row + 1}: the score is ${scores[row]}, give a finite number or leave the row out`,
      );
    if ((actual[row] as number) > 1)
      throw new ExplainabilityError(
        'input',
        `row ${row + 1}: the actual class is ${actual[row]}, give 1 for positive and 0 for the rest`,
      );
    if ((groups[row] as number) >= groupNames.length)
      throw new ExplainabilityError(
        'input',
        `row ${row + 1}: group ${groups[row]} has no name, there are ${groupNames.length} names`,
      );
  }
}
