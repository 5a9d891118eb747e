import type { FailingRow, Failure, RuleOf } from './validation.ts';

type Value = FailingRow['value'];

/** Counts the rows that break a rule, and keeps the first. */
export interface Tally {
  /** Rows may come in any order, but each only once. */
  add(row: number, value: Value | (() => Value)): void;
  readonly count: number;
  /** @param phrase what such rows are: `not >= 0`; `null` when there are none */
  finish(rows: number, phrase: string, verb?: readonly [one: string, many: string]): Failure | null;
}

/** @param most rows to keep as a sample */
export function tally(rule: RuleOf, most: number): Tally {
  let count = 0;
  let kept: FailingRow[] = [];
  const first = (): FailingRow[] => kept.sort((one, other) => one.row - other.row).slice(0, most);
  return {
    get count() {
      return count;
    },
    add(row, given) {
      count++;
      if (kept.length >= 2 * most + 16) kept = first();
      const last = kept[most - 1];
      // Full of earlier rows, as it is when rows come in order.
      if (most === 0 || (kept.length === most && last !== undefined && last.row < row)) return;
      // Words for a row are made only where they are kept.
      const value = typeof given === 'function' ? given() : given;
      kept.push({ row, value: typeof value === 'number' && Number.isNaN(value) ? null : value });
    },
    finish(rows, phrase, [one, many] = ['is', 'are']) {
      if (count === 0) return null;
      const message = `${count} of ${rows} ${rows === 1 ? 'row' : 'rows'} ${count === 1 ? one : many} ${phrase}`;
      return { ...rule, count, share: count / rows, sample: first(), found: null, message };
    },
  };
}
