import { FeaturesError } from '../features-error.ts';
import type { Column, Frame } from '../frame/frame.ts';
import type { CheckInput } from './check.ts';
import { categoryBounds, missingBound, numberBounds, type Margins } from './infer-bounds.ts';
import type { Values } from './measure.ts';
import { parseRules, type ColumnRuleInput, type RuleSet } from './rule-set.ts';

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
  const columns = frame.columns.map((column) => [column.name, columnRuleOf(column, options)] as const);
  if (columns.some(([name]) => name === '__proto__'))
    throw new FeaturesError('rules-invalid', 'no rule set can hold a column of this name', {
      column: '__proto__',
    });
  return parseRules({ schemaVersion: 1, columns: Object.fromEntries(columns) });
}

function columnRuleOf(column: Column, options: InferOptions): ColumnRuleInput {
  const { maxCategories = 50, leastValues = 20, rangeMargin = 0.1, deviations = 4 } = options;
  const { type, values } = column;
  const counts = countsOf(values);
  const present = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (present === 0) return { type, nullable: true };
  const missing = values.length - present;
  const isInteger =
    column.type === 'number' &&
    column.values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  const isKnown = present >= leastValues;
  const unique = isKnown && missing === 0 && (isInteger || type === 'text') && counts.size === present;
  const margins: Margins = {
    deviations,
    rangeMargin,
    isKnown,
    batchShare: (options.batchRows ?? values.length) / values.length,
  };
  const checks: CheckInput[] = [];
  if (missing > 0 && isKnown) checks.push(missingBound(missing, values.length, margins));
  if (column.type === 'number' && !unique) checks.push(...numberBounds(column.values, isInteger, margins));
  if (type === 'text' && counts.size <= Math.min(maxCategories, present / 2))
    checks.push(...categoryBounds(counts as Map<string, number>, present, margins));
  return { type: isInteger ? 'integer' : type, nullable: missing > 0, unique, checks };
}

/** How often each value is there. */
function countsOf(values: Values): Map<number | string, number> {
  const counts = new Map<number | string, number>();
  for (const value of values as readonly (number | string | null)[])
    if (value !== null && !Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
