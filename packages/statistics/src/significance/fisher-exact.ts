import { logBinomialMass } from '../special/log-binomial-mass.ts';
import type { Alternative, TestResult } from './alternative.ts';

/** Two rows of two counts. */
export type FourFold = readonly [readonly [number, number], readonly [number, number]];

/** Logarithms of probabilities that differ by no more, relative to them, count as equal: well above rounding. */
const margin = 1e-12;

/**
 * Fisher's exact test of a table of two rows and two columns (Fisher 1935): `scipy.stats.fisher_exact`. Two-sided, all
 * tables count that are at most as likely as the observed one.
 *
 * @returns the odds ratio of the sample as the statistic: infinite, or NaN, where it is divided by 0
 * @throws RangeError for a cell that is no whole number from 0
 * @example
 *   fisherExact([[8, 2], [1, 5]], 'greater').pValue; // 0.02447…
 */
export function fisherExact([[a, b], [c, d]]: FourFold, alternative: Alternative = 'two-sided'): TestResult {
  for (const count of [a, b, c, d])
    if (!(Number.isSafeInteger(count) && count >= 0))
      throw new RangeError(`a cell of the table must be a whole number from 0, not ${count}`);
  const tables: Hypergeometric = { drawn: a + b, marked: a + c, all: a + b + c + d };
  return { statistic: (a * d) / (b * c), pValue: Math.min(1, pValueOf(a, tables, alternative)) };
}

/** Tables with the same margins, told apart by their first cell. */
interface Hypergeometric {
  drawn: number;
  marked: number;
  all: number;
}

function pValueOf(observed: number, tables: Hypergeometric, alternative: Alternative): number {
  const [least, most] = [
    Math.max(0, tables.drawn + tables.marked - tables.all),
    Math.min(tables.drawn, tables.marked),
  ];
  if (least === most) return 1;
  const mode = Math.floor(((tables.drawn + 1) * (tables.marked + 1)) / (tables.all + 2));
  if (alternative !== 'two-sided') {
    const step = alternative === 'less' ? -1 : 1;
    // A sum that has the mode to pass may start below the least double: what it leaves of 1 does not.
    const isTail = step * (observed - mode) >= 0;
    return isTail ? sumFrom(observed, step, tables) : 1 - sumFrom(observed - step, -step, tables);
  }
  const bound = logMass(observed, tables) + margin * Math.max(1, Math.abs(logMass(observed, tables)));
  const isAbove = observed > mode;
  // Beyond the mode, probabilities fall: the nearest table there that is no likelier, by halves.
  let [near, far] = isAbove ? [mode, least - 1] : [mode, most + 1];
  if (logMass(mode, tables) <= bound) return 1;
  while (Math.abs(far - near) > 1) {
    const middle = Math.trunc((near + far) / 2);
    if (logMass(middle, tables) <= bound) far = middle;
    else near = middle;
  }
  const other = far < least || far > most ? 0 : sumFrom(far, isAbove ? -1 : 1, tables);
  return sumFrom(observed, isAbove ? 1 : -1, tables) + other;
}

/** Sum of the probabilities of a table and of all on one side of it, each of the one before by the ratio of their counts. */
function sumFrom(start: number, step: number, tables: Hypergeometric): number {
  const { drawn, marked, all } = tables;
  let [sum, term, k] = [0, Math.exp(logMass(start, tables)), start];
  const atLeast = Math.max(0, drawn + marked - all);
  const atMost = Math.min(drawn, marked);
  for (; k >= atLeast && k <= atMost; k += step) {
    sum += term;
    const up = ((drawn - k) * (marked - k)) / ((k + 1) * (all - drawn - marked + k + 1));
    const down = (k * (all - drawn - marked + k)) / ((drawn - k + 1) * (marked - k + 1));
    const ratio = step === 1 ? up : down;
    term *= ratio;
    if (ratio < 1 && term < sum * 1e-18 * (1 - ratio)) break;
  }
  return sum;
}

/** Hypergeometric probability as three binomial ones, which cancel without large logarithms (Loader 2000). */
function logMass(k: number, { drawn, marked, all }: Hypergeometric): number {
  const [p, q] = [drawn / all, (all - drawn) / all];
  return (
    logBinomialMass(k, marked, p, q) +
    logBinomialMass(drawn - k, all - marked, p, q) -
    logBinomialMass(drawn, all, p, q)
  );
}
