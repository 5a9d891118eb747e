import { listed } from '@modelfolio/failures/listed';
import type { Check, Severity } from '../rules/check.ts';
import type { ColumnRule } from '../rules/column-rule.ts';
import { compileRule, type RuleSet } from '../rules/rule-set.ts';
import { ruleOfColumn } from '../rules/validation.ts';
import type { JudgedRules } from './feature-set.ts';

/** A rule in words, and what became of it. */
export interface RuleResult {
  /** `null` for rules of the whole table. */
  readonly column: string | null;
  readonly rule: string;
  readonly severity: Severity;
  /** `held`, `not judged`, or what is wrong. */
  readonly result: string;
}

interface Rule extends Omit<RuleResult, 'result'> {
  path: string;
  /** Columns without whose values nothing can be said of it. */
  needs: readonly string[];
}

/**
 * Every rule of a set with its result, in the order of the set.
 *
 * @param present names of the columns that the data has
 */
export function ruleResults({ rules, validation, present }: JudgedRules): RuleResult[] {
  const broken = new Map<string, string[]>();
  for (const { path, message, kind, column } of validation.failures) {
    const words = kind === 'strict' ? `${column ?? ''}: ${message}` : message;
    broken.set(path, [...(broken.get(path) ?? []), words]);
  }
  const isUnread = (name: string): boolean =>
    !present.includes(name) || broken.has(ruleOfColumn(name, 'type').path);
  return rulesIn(rules).map(({ path, needs, ...rule }) => ({
    ...rule,
    result: broken.get(path)?.join('; ') ?? (needs.some(isUnread) ? 'not judged' : 'held'),
  }));
}

function rulesIn(rules: RuleSet): Rule[] {
  const ofTable = (path: string, rule: string, needs: readonly string[] = []): Rule => ({
    column: null,
    rule,
    severity: 'error',
    path,
    needs,
  });
  return [
    ...(rules.strict ? [ofTable('/strict', 'no other columns')] : []),
    ...(rules.ordered === false ? [] : [ofTable('/ordered', 'columns in this order')]),
    ...(rules.minRows === undefined ? [] : [ofTable('/minRows', `at least ${rules.minRows} rows`)]),
    ...(rules.maxRows === undefined ? [] : [ofTable('/maxRows', `at most ${rules.maxRows} rows`)]),
    ...Object.entries(rules.columns).flatMap(([name, rule]) => columnRules(name, rule)),
    ...rules.unique.map((group, at) =>
      ofTable(`/unique/${at}`, `unique together: ${group.join(', ')}`, group),
    ),
    ...rules.expressions.map((rule, at) => ({
      ...ofTable(`/expressions/${at}`, rule.name ?? rule.expression, [...compileRule(rule, rules).columns]),
      severity: rule.severity,
    })),
  ];
}

function columnRules(name: string, { type, required, nullable, unique, checks }: ColumnRule): Rule[] {
  const own = (kind: string, words: string, needs: readonly string[]): Rule => ({
    column: name,
    rule: words,
    severity: 'error',
    path: ruleOfColumn(name, kind).path,
    needs,
  });
  return [
    ...(required ? [own('required', 'is there', [])] : []),
    own('type', `type ${type}`, [name]),
    ...(nullable ? [] : [own('nullable', 'never missing', [name])]),
    ...(unique ? [own('unique', 'no value twice', [name])] : []),
    ...checks.map((check, at) => ({
      ...own(`checks/${at}`, check.name ?? checkWords(check), [name]),
      severity: check.severity,
    })),
  ];
}

/** A check as its kind and params: `in_range min 17, max 90`. */
export function checkWords({
  kind,
  severity: _severity,
  name: _name,
  description: _description,
  ...params
}: Check): string {
  const words = Object.entries(params)
    .filter(([, value]) => value !== true)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? listed(value.map(String), 5) : String(value)}`);
  return [kind, words.join(', ')].filter(Boolean).join(' ');
}
