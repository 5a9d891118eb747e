import type { Frame } from '../frame/frame.ts';
import { columnJudge, type Judge } from './column-judge.ts';
import { parseRules, type RuleSetInput } from './rule-set.ts';
import { expressionJudge, groupJudge, layoutJudge, sizeJudge } from './table-judges.ts';
import type { Validation } from './validation.ts';

export interface ValidateOptions {
  /** Most failing rows to keep of a rule; 10. `Infinity` keeps all. */
  sample?: number;
}

/** Judges data that comes in batches. */
export interface Validator {
  /** The next rows; their columns may stand in any order. */
  add(frame: Frame): void;
  /** The same as {@link validate} says of all batches together. */
  finish(): Validation;
}

/**
 * Judges a frame by a rule set and tells every rule that it breaks. Data is never an error; only a rule set can be.
 *
 * ```ts
 * const { valid, failures } = validate(frame, {
 *   schemaVersion: 1,
 *   columns: { age: { type: 'integer', checks: [{ kind: 'ge', value: 0 }] } },
 *   expressions: [{ expression: 'capital_gain == 0 or capital_loss == 0' }],
 * });
 * ```
 *
 * @throws FeaturesError `rules-invalid`
 */
export function validate(frame: Frame, rules: RuleSetInput, options: ValidateOptions = {}): Validation {
  const batches = validator(rules, options);
  batches.add(frame);
  return batches.finish();
}

/**
 * A validator of data that is too large for one frame. It keeps no rows, but of a column with `unique` (and of a group of
 * such columns) every value that it has seen, and of a column with `quantile_between` every number. A column that
 * has values of another type in any batch, or that a batch lacks, fails as if that were so of the whole.
 *
 * ```ts
 * const batches = validator(rules);
 * for await (const frame of frames) batches.add(frame);
 * const { valid } = batches.finish();
 * ```
 *
 * @throws FeaturesError `rules-invalid`
 */
export function validator(given: RuleSetInput, { sample = 10 }: ValidateOptions = {}): Validator {
  const rules = parseRules(given);
  const judges: Judge[] = [
    layoutJudge(rules),
    sizeJudge(rules),
    ...Object.entries(rules.columns).map(([name, rule]) => columnJudge(name, rule, sample)),
    ...rules.unique.map((_, at) => groupJudge(rules, at, sample)),
    ...rules.expressions.map((rule, at) => expressionJudge(rules, rule, at, sample)),
  ];
  let rows = 0;
  return {
    add(frame) {
      const columns = new Map(frame.columns.map((column) => [column.name, column]));
      for (const judge of judges) judge.add({ columns, rows: frame.rows, before: rows });
      rows += frame.rows;
    },
    finish() {
      const verdicts = judges.flatMap((judge) => judge.finish(rows));
      const failures = verdicts.flatMap((verdict) => (typeof verdict === 'string' ? [] : verdict));
      return {
        valid: failures.every(({ severity }) => severity !== 'error'),
        rows,
        failures,
        passed: verdicts.filter((verdict) => verdict === 'held').length,
        skipped: verdicts.filter((verdict) => verdict === 'skipped').length,
      };
    },
  };
}
