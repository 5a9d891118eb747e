import { isMeasure, type MeasureCheck, type RowCheck } from './check.ts';
import {
  isMissing,
  keptNumbers,
  meanMeasure,
  missingShare,
  quantileMeasure,
  shareOf,
  stdMeasure,
  type Measure,
  type Values,
} from './measure.ts';
import { listOf, numberTest, rangeOf, shown, textTest } from './row-test.ts';
import type { ColumnRule } from './column-rule.ts';
import { tally } from './tally.ts';
import { failureOfAll, ruleOfColumn, type Failure, type RuleOf } from './validation.ts';

/** Judges one rule of a column by its values. */
export interface ValueJudge {
  /** @param before rows of earlier batches */
  add(values: Values, before: number): void;
  finish(rows: number): Failure | null;
}

/** The judges of a column's rules, besides whether it is there and of its type; in the order of the rule set. */
export function valueJudges(name: string, rule: ColumnRule, most: number): ValueJudge[] {
  const judges: ValueJudge[] = [];
  if (!rule.nullable) judges.push(presence(ruleOfColumn(name, 'nullable'), most));
  if (rule.unique) judges.push(uniqueness(ruleOfColumn(name, 'unique'), most));
  const kept = keptNumbers();
  let isKept = false;
  for (const [at, check] of rule.checks.entries()) {
    const of = ruleOfColumn(name, check.kind, `checks/${at}`, check);
    const judge = isMeasure(check) ? measured(of, check, kept.sorted) : rowByRow(of, check, rule.type, most);
    // The numbers are kept once for all quantiles.
    const keeps: boolean = check.kind === 'quantile_between' && !isKept;
    judges.push(keeps ? { ...judge, add: kept.add } : judge);
    isKept ||= keeps;
  }
  return judges;
}

function presence(rule: RuleOf, most: number): ValueJudge {
  const missing = tally(rule, most);
  return {
    add(values, before) {
      for (let at = 0; at < values.length; at++)
        if (isMissing(values[at])) missing.add(before + at + 1, null);
    },
    finish: (rows) => missing.finish(rows, 'missing'),
  };
}

/** Keeps every value that it has seen. */
function uniqueness(rule: RuleOf, most: number): ValueJudge {
  const repeats = repeated(rule, most);
  return {
    add(values, before) {
      for (let at = 0; at < values.length; at++) {
        const value = values[at] as number | string | null;
        repeats.see(value, before + at + 1, () => value);
      }
    },
    finish: repeats.finish,
  };
}

/** Finds rows with a key that another row has; the first of them counts too, as `keep=False` in pandas. */
export function repeated(
  rule: RuleOf,
  most: number,
): {
  see(key: number | string | null, row: number, value: () => number | string | null): void;
  finish(rows: number): Failure | null;
} {
  const found = tally(rule, most);
  // The row of a value that was seen once; 0 once it is told.
  const firsts = new Map<number | string | null, number>();
  return {
    see(key, row, value) {
      const first = firsts.get(key);
      if (first === undefined) {
        firsts.set(key, row);
        return;
      }
      if (first > 0) {
        found.add(first, value);
        firsts.set(key, 0);
      }
      found.add(row, value);
    },
    finish: (rows) => found.finish(rows, 'repeated'),
  };
}

function rowByRow(rule: RuleOf, check: RowCheck, type: ColumnRule['type'], most: number): ValueJudge {
  const broken = tally(rule, most);
  if (type === 'text') {
    const { holds, phrase } = textTest(check);
    return {
      add(values, before) {
        const text = values as readonly (string | null)[];
        for (let at = 0; at < text.length; at++) {
          const value = text[at] ?? null;
          if (value !== null && !holds(value)) broken.add(before + at + 1, value);
        }
      },
      finish: (rows) => broken.finish(rows, phrase),
    };
  }
  const { holds, phrase } = numberTest(check);
  return {
    add(values, before) {
      const numbers = values as Float64Array;
      for (let at = 0; at < numbers.length; at++) {
        const value = numbers[at] as number;
        if (!Number.isNaN(value) && !holds(value)) broken.add(before + at + 1, value);
      }
    },
    finish: (rows) => broken.finish(rows, phrase),
  };
}

function measured(rule: RuleOf, check: MeasureCheck, sorted: () => Float64Array): ValueJudge {
  const [measure, words] = measureOf(check, sorted);
  const { min, max } = { min: undefined, ...check };
  return {
    add: measure.add,
    finish() {
      const { found, values } = measure.result();
      const isRight = (figure: number): boolean =>
        figure >= (min ?? -Infinity) && figure <= (max ?? Infinity);
      // Of no values nothing is measured, so nothing is wrong.
      if (values === 0 || isRight(found)) return null;
      if (Number.isNaN(found)) return failureOfAll(rule, `${words} is no number, not ${rangeOf(min, max)}`);
      const short = Number(found.toPrecision(6));
      const figure = isRight(short) ? found : short;
      return failureOfAll(rule, `${words} is ${figure}, not ${rangeOf(min, max)}`, found);
    },
  };
}

function measureOf(check: MeasureCheck, sorted: () => Float64Array): [Measure, words: string] {
  switch (check.kind) {
    case 'max_missing_share':
      return [missingShare(), 'the share of missing values'];
    case 'mean_between':
      return [meanMeasure(), 'the mean'];
    case 'std_between':
      return [stdMeasure(), 'the standard deviation'];
    case 'quantile_between':
      return [quantileMeasure(sorted, check.q), `the quantile ${check.q}`];
    case 'max_unseen_share': {
      const seen = new Set(check.values);
      return [shareOf((value) => !seen.has(value)), `the share of values not among ${listOf(check.values)}`];
    }
    default:
      return [shareOf((value) => value === check.category), `the share of ${shown(check.category)}`];
  }
}
