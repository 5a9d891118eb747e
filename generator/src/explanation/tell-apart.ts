import { toNumber } from '@modelfolio/schemas';
import type { Known } from './said.ts';

/** A number of one group. */
export interface Compared extends Known {
  readonly name: string;
  readonly n: number;
  /** JSON Pointer to what holds `value`. */
  readonly place: string;
}

/** What numbers of groups say of each other. */
export interface ToldApart {
  /** `apart`: the intervals of two groups do not overlap; `alike`: all overlap; `few`: fewer than two can be compared. */
  readonly verdict: 'apart' | 'alike' | 'few';
  /** The two groups of the verdict: the farthest apart of those that can be told apart, else of all. */
  readonly low: Compared | null;
  readonly high: Compared | null;
  /** Groups that have the number, of too few rows to compare. */
  readonly small: readonly Compared[];
  /** Groups that do not have it. */
  readonly undefined: readonly Compared[];
}

/**
 * Compares groups pair by pair. Two intervals of 95 % that do not overlap belong to numbers that differ beyond chance (it is
 * stricter than a test at 5 %: Schenker and Gentleman 2001); where they overlap, the data do not tell the groups apart.
 *
 * @param smallBelow groups whose number is of fewer rows are left out
 */
export function tellApart(groups: readonly Compared[], smallBelow: number): ToldApart {
  const missing = groups.filter(({ value }) => value === null || value === 'NaN');
  const defined = groups.filter((group) => !missing.includes(group));
  const small = defined.filter(({ n }) => n < smallBelow);
  const sorted = defined.filter(({ n }) => n >= smallBelow).toSorted((a, b) => valueOf(a) - valueOf(b));
  const [low, high] = farthestApart(sorted) ?? [sorted[0] ?? null, sorted.at(-1) ?? null];
  const verdict = sorted.length < 2 ? 'few' : low && high && areApart(low, high) ? 'apart' : 'alike';
  return { verdict, low, high, small, undefined: missing };
}

/** The pair with the largest difference among those whose intervals do not overlap. */
function farthestApart(sorted: readonly Compared[]): [Compared, Compared] | null {
  let found: [Compared, Compared] | null = null;
  for (const [at, low] of sorted.entries())
    for (const high of sorted.slice(at + 1))
      if (
        areApart(low, high) &&
        (found === null || valueOf(high) - valueOf(low) > valueOf(found[1]) - valueOf(found[0]))
      )
        found = [low, high];
  return found;
}

function areApart(low: Compared, high: Compared): boolean {
  return (
    low.interval !== null &&
    high.interval !== null &&
    toNumber(low.interval.upper) < toNumber(high.interval.lower)
  );
}

const valueOf = ({ value }: Compared): number => (value === null ? Number.NaN : toNumber(value));
