import type { Severity } from './check.ts';

export interface FailingRow {
  /** From 1, over all batches. */
  row: number;
  /** `null` where there is none; for a rule between columns their values in words. */
  value: number | string | null;
}

/** A rule that the data breaks. */
export interface Failure {
  /** Its own name, else its kind. */
  rule: string;
  /** `ge`, `nullable`, `expression`, … */
  kind: string;
  /** Where it stands in the rule set, as a JSON pointer: `/columns/age/checks/0`. */
  path: string;
  /** `null` for rules of the whole table. */
  column: string | null;
  severity: Severity;
  /** Rows that break it; `null` for rules that no single row breaks. */
  count: number | null;
  /** `count` of all rows, from 0 to 1. */
  share: number | null;
  /** The first of those rows. */
  sample: readonly FailingRow[];
  /** What was measured (a mean, a share, …), for rules that measure; `null` where that is no number. */
  found: number | null;
  /** What is wrong, without column and sample: `3 of 100 rows are not >= 0`. */
  message: string;
  /** The rule's own. */
  description: string | null;
}

/** What became of a rule set on some data. */
export interface Validation {
  /** Whether no rule of severity `error` is broken. */
  valid: boolean;
  rows: number;
  /** In the order of the rule set: the table's columns, then column after column, then what is between columns. */
  failures: readonly Failure[];
  /** Number of rules that hold. */
  passed: number;
  /** Number of rules that nothing could be said of, because their column is missing or of another type. */
  skipped: number;
}

/** A rule as far as failures repeat it. */
export type RuleOf = Pick<Failure, 'rule' | 'kind' | 'path' | 'column' | 'severity' | 'description'>;

/** What became of one rule. */
export type Verdict = 'held' | 'skipped' | readonly Failure[];

/** The failure of a rule that no single row breaks. */
export const failureOfAll = (rule: RuleOf, message: string, found: number | null = null): Failure => ({
  ...rule,
  count: null,
  share: null,
  sample: [],
  found,
  message,
});

/** A rule of a column. @param place below the column's, where that is not its kind */
export const ruleOfColumn = (
  column: string,
  kind: string,
  place = kind,
  { name, severity = 'error', description }: OwnWords = {},
): RuleOf => ({
  rule: name ?? kind,
  kind,
  path: `/columns/${column.replaceAll('~', '~0').replaceAll('/', '~1')}/${place}`,
  column,
  severity,
  description: description ?? null,
});

/** A rule of the table. */
export const ruleOfTable = (
  kind: string,
  path = `/${kind}`,
  { name, severity = 'error', description }: OwnWords = {},
): RuleOf => ({ rule: name ?? kind, kind, path, column: null, severity, description: description ?? null });

interface OwnWords {
  name?: string | undefined;
  severity?: Severity;
  description?: string | undefined;
}
