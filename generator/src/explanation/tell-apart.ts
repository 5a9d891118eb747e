import { newcombeInterval } from '@modelfolio/statistics/newcombe-interval';
import { toNumber, type Estimate } from '@modelfolio/schemas';
import type { Known } from './said.ts';

/** A number of one group. */
export interface Compared extends Known {
  readonly name: string;
  readonly n: number;
  /** JSON Pointer to what holds `value`. */
  readonly place: string;
}

/**
 * Interval of a number of one group less that of another; `null` where it is not known.
 *
 * @param level coverage of this interval alone, so that those of all pairs together hold at 95 %
 */
export type DifferenceInterval<Group extends Compared> = (
  one: Group,
  other: Group,
  level: number,
) => Estimate['interval'];

/** What numbers of groups say of each other. */
export interface ToldApart<Group extends Compared = Compared> {
  /** `apart`: the interval of a pair's difference leaves out 0; `alike`: none does; `few`: fewer than two can be compared. */
  readonly verdict: 'apart' | 'alike' | 'few';
  /** The two groups of the verdict: the farthest apart of those that can be told apart, else of all. */
  readonly low: Group | null;
  readonly high: Group | null;
  /** The higher number less the lower; `null` where there are no two. */
  readonly difference: Estimate | null;
  /** Pairs compared: the intervals of all of them hold together. */
  readonly pairs: number;
  /** Groups that have the number, of too few rows to compare. */
  readonly small: readonly Group[];
  /** Groups that do not have it. */
  readonly undefined: readonly Group[];
}

const level = 0.95;

/**
 * Compares groups pair by pair, by the interval of their difference, at a level that makes the intervals of all pairs true
 * together (Bonferroni). Whether the groups' own intervals overlap decides nothing: numbers can differ beyond chance though
 * they do (Schenker and Gentleman 2001).
 *
 * @param smallBelow groups whose number is of fewer rows are left out
 */
export function tellApart<Group extends Compared>(
  groups: readonly Group[],
  smallBelow: number,
  intervalOf: DifferenceInterval<Group>,
): ToldApart<Group> {
  const missing = groups.filter(({ value }) => value === null || value === 'NaN');
  const defined = groups.filter((group) => !missing.includes(group));
  const small = defined.filter(({ n }) => n < smallBelow);
  const sorted = defined.filter(({ n }) => n >= smallBelow).toSorted((a, b) => valueOf(a) - valueOf(b));
  const pairs = (sorted.length * (sorted.length - 1)) / 2;
  const compared = sorted.flatMap((low, at) =>
    sorted
      .slice(at + 1)
      .map((high) => ({ low, high, interval: intervalOf(high, low, 1 - (1 - level) / pairs) })),
  );
  const size = ({ low, high }: (typeof compared)[number]): number => valueOf(high) - valueOf(low);
  const farthest = compared.toSorted((a, b) => size(b) - size(a));
  const apart = farthest.find(({ interval }) => interval !== null && toNumber(interval.lower) > 0);
  const chosen = apart ?? farthest[0];
  return {
    verdict: chosen === undefined ? 'few' : apart ? 'apart' : 'alike',
    low: chosen?.low ?? null,
    high: chosen?.high ?? null,
    difference: chosen
      ? {
          value: size(chosen),
          interval: chosen.interval,
          n: chosen.low.n + chosen.high.n,
        }
      : null,
    pairs,
    small,
    undefined: missing,
  };
}

/**
 * The largest difference between any two groups, told once: where it is that of the two groups told apart, it is told with
 * its own interval, which holds for small groups too.
 *
 * @returns `isSame` where there is nothing more to say of the largest difference
 */
export function withLargest(
  told: ToldApart,
  { value, interval, n }: { value: Estimate['value'] | null; interval: Estimate['interval']; n: number },
): { told: ToldApart; isSame: boolean } {
  const own = told.difference;
  const isSame = own !== null && value !== null && Math.abs(toNumber(own.value) - toNumber(value)) < 1e-12;
  return {
    told:
      isSame && told.verdict === 'apart' ? { ...told, difference: { value: own.value, interval, n } } : told,
    isSame,
  };
}

/** Newcombe's interval of the difference of two shares of rows. */
export const shareDifference: DifferenceInterval<Compared> = (one, other, at) => ({
  level,
  ...newcombeInterval(shareOf(one), shareOf(other), at),
  method: 'newcombe',
});

const shareOf = (group: Compared): { successes: number; trials: number } => ({
  successes: Math.round(valueOf(group) * group.n),
  trials: group.n,
});

const valueOf = ({ value }: Compared): number => (value === null ? Number.NaN : toNumber(value));
