import { FeaturesError } from '../features-error.ts';
import type { Frame } from '../frame/frame.ts';
import type { CheckInput } from './check.ts';
import { categoryBounds, missingBound, numberBounds, type Margins } from './infer-bounds.ts';
import type { ColumnRuleInput } from './column-rule.ts';
import { parseRules, type RuleSet } from './rule-set.ts';
import { collectorOf, type SeenColumn, type ValueCollector } from './seen-values.ts';

export interface InferOptions {
  /** Text with no more different values than this, each there twice on average, is categories; 50. */
  maxCategories?: number;
  /** Columns with fewer values are not taken for unique, and their distribution is left alone; 20. */
  leastValues?: number;
  /** How far a range reaches beyond what was seen, as a share of its width; 0.1. */
  rangeMargin?: number;
  /** Standard errors that a mean, a deviation, a quantile or a share may be off; 4. */
  deviations?: number;
  /** Rows of the data to be judged, which sets those standard errors; as many as there are here. */
  batchRows?: number;
}

/**
 * Rules learnt from data that is taken to be right; that data always satisfies them.
 *
 * Errors are: the type (`integer` where all numbers are whole); a null in a column that had none; a value twice in a column
 * of whole numbers or text that had none twice; a text that is none of the categories; a number outside the range seen,
 * widened by a margin on both sides but not across 0. Warnings are: more missing values, other means, deviations,
 * quantiles, and shares of the ten commonest categories than chance explains. A unique column is a name of its row: it gets no range and no
 * distribution. A column without any value may be anything of its type.
 *
 * Bounds are k · s · √(1/n + 1/m) around what was found, for n values seen and m to come: s is the standard deviation for
 * a mean, √(p (1 − p)) for a share p, √(m₄ − s⁴) / 2s for a deviation; a quantile q lies between the quantiles
 * q ∓ k √(q (1 − q) (1/n + 1/m)), which holds for any distribution.
 *
 * @throws FeaturesError `rules-invalid` for the one name that no rule set can hold, `__proto__`
 */
export function inferRules(frame: Frame, options: InferOptions = {}): RuleSet {
  const learner = rulesLearner(options);
  learner.add(frame);
  return learner.finish();
}

/** Learns rules from data that comes in batches. */
export interface RulesLearner {
  /** The next rows; the columns are those of the first batch, in any order. */
  add(frame: Frame): void;
  /** What {@link inferRules} learns from all batches together. */
  finish(): RuleSet;
}

/**
 * A learner of rules from data that is too large for one frame. Of a column of numbers it keeps all numbers, eight bytes
 * each; of a column of text the different ones as long as no text is there twice, or they could be categories.
 *
 * ```ts
 * const learner = rulesLearner();
 * for await (const frame of rows.batches()) learner.add(frame);
 * const rules = learner.finish();
 * ```
 */
export function rulesLearner(options: InferOptions = {}): RulesLearner {
  const { maxCategories = 50 } = options;
  let collectors: Map<string, ValueCollector> | null = null;
  return {
    add({ columns }) {
      collectors ??= new Map(columns.map(({ name, type }) => [name, collectorOf(type, maxCategories)]));
      for (const column of columns) {
        if (column.name === '__proto__')
          throw new FeaturesError('rules-invalid', 'no rule set can hold a column of this name', {
            column: '__proto__',
          });
        collectors.get(column.name)?.add(column);
      }
    },
    finish() {
      const columns = Array.from(collectors ?? [], ([name, collector]) => [
        name,
        columnRuleOf(collector.seen(), options),
      ]);
      return parseRules({ schemaVersion: 1, columns: Object.fromEntries(columns) });
    },
  };
}

function columnRuleOf(seen: SeenColumn, options: InferOptions): ColumnRuleInput {
  const { maxCategories = 50, leastValues = 20, rangeMargin = 0.1, deviations = 4 } = options;
  const { type, rows, present, numbers, counts } = seen;
  if (present === 0) return { type, nullable: true };
  const missing = rows - present;
  const isInteger = type === 'number' && numbers.every(Number.isInteger);
  const isKnown = present >= leastValues;
  const unique = isKnown && missing === 0 && (isInteger || type === 'text') && seen.isDistinct;
  const margins: Margins = {
    deviations,
    rangeMargin,
    isKnown,
    batchShare: (options.batchRows ?? rows) / rows,
  };
  const checks: CheckInput[] = [];
  if (missing > 0 && isKnown) checks.push(missingBound(missing, rows, margins));
  if (type === 'number' && !unique) checks.push(...numberBounds(numbers, isInteger, margins));
  if (counts && counts.size <= Math.min(maxCategories, present / 2))
    checks.push(...categoryBounds(counts, present, margins));
  return { type: isInteger ? 'integer' : type, nullable: missing > 0, unique, checks };
}
