import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { aboutRule } from './check.ts';
import { checkFault } from './check-faults.ts';
import { columnRule } from './column-rule.ts';
import { parseExpression, type Expression } from '../expression/parse-expression.ts';
import type { ColumnTypes } from '../expression/parse-term.ts';

/** A condition between the columns of a row, e.g. `capital_gain == 0 or capital_loss == 0`. */
export const expressionRule = z.strictObject({ expression: z.string(), ...aboutRule });
export type ExpressionRule = z.infer<typeof expressionRule>;

/** What data must be like, as a file (`*.rules.json`). */
export const ruleSet = z.strictObject({
  schemaVersion: z.literal(1),
  columns: z.record(z.string(), columnRule),
  /** No columns besides these. */
  strict: z.boolean().default(false),
  /**
   * Columns stand in the order of `columns`, other columns anywhere. Or in that of a list of names: JSON objects put
   * names that are whole numbers first, so such columns need the list.
   */
  ordered: z.union([z.boolean(), z.array(z.string())]).default(false),
  /** Groups of columns of which no two rows have the same values, e.g. `[['site', 'day']]`. */
  unique: z.array(z.array(z.string()).min(1)).default([]),
  minRows: z.int().min(0).optional(),
  maxRows: z.int().min(0).optional(),
  expressions: z.array(expressionRule).default([]),
});
/** With every default in its place. */
export type RuleSet = z.infer<typeof ruleSet>;
/** As people write it. */
export type RuleSetInput = z.input<typeof ruleSet>;

/**
 * A rule set from JSON, checked: fields, ranges, patterns, and that expressions name columns of the set.
 *
 * ```ts
 * parseRules({
 *   schemaVersion: 1,
 *   columns: { age: { type: 'integer', checks: [{ kind: 'in_range', min: 0, max: 120 }] } },
 * });
 * ```
 *
 * @param file for messages
 * @throws FeaturesError `rules-invalid`
 */
export function parseRules(given: unknown, file?: string): RuleSet {
  const { success, data, error } = ruleSet.safeParse(given);
  if (!success) {
    const [issue] = error.issues;
    throw fault(issue?.path ?? [], issue?.message ?? 'wrong', file);
  }
  for (const [name, { type, checks }] of Object.entries(data.columns))
    for (const [at, one] of checks.entries()) {
      const reason = checkFault(one, type);
      if (reason !== null) throw fault(['columns', name, 'checks', at], reason, file);
    }
  checkTable(given as RuleSetInput, data, file);
  for (const rule of data.expressions) compileRule(rule, data, file);
  return data;
}

function checkTable(given: RuleSetInput, rules: RuleSet, file: string | undefined): void {
  const names = Object.keys(rules.columns);
  for (const name of Object.getOwnPropertyNames(given.columns))
    if (!Object.hasOwn(rules.columns, name))
      throw fault(['columns', name], 'no rule set can hold a column of this name', file);
  if (rules.minRows !== undefined && rules.maxRows !== undefined && rules.minRows > rules.maxRows)
    throw fault(['minRows'], `nothing is from ${rules.minRows} to ${rules.maxRows} rows long`, file);
  const number = rules.ordered === true ? names.find((name) => /^(0|[1-9]\d*)$/.test(name)) : undefined;
  if (number !== undefined)
    throw fault(['ordered'], `an object does not keep the place of ${JSON.stringify(number)}`, file, {
      hint: 'give ordered a list of the names',
    });
  const groups: [string, readonly string[]][] = rules.unique.map((group, at) => [`unique/${at}`, group]);
  if (Array.isArray(rules.ordered)) groups.push(['ordered', rules.ordered]);
  for (const [path, group] of groups) {
    const unknown = group.find((name) => !Object.hasOwn(rules.columns, name));
    if (unknown !== undefined)
      throw fault([path], `the rules have no column ${JSON.stringify(unknown)}`, file);
    if (new Set(group).size < group.length) throw fault([path], 'a name stands there twice', file);
  }
}

/** A rule's expression, ready for rows. */
export function compileRule(rule: ExpressionRule, rules: RuleSet, file?: string): Expression {
  const types: ColumnTypes = new Map(
    Object.entries(rules.columns).map(([name, { type }]) => [name, type === 'text' ? 'text' : 'number']),
  );
  return parseExpression(rule.expression, types, rule.name ?? rule.expression, file);
}

const fault = (
  path: readonly PropertyKey[],
  reason: string,
  file: string | undefined,
  more: { hint?: string } = {},
): FeaturesError =>
  new FeaturesError(
    'rules-invalid',
    `${path.length > 0 ? `/${path.map(String).join('/')}: ` : ''}${reason}`,
    {
      file,
      ...more,
    },
  );
