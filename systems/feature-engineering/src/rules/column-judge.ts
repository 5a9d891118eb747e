import { numberOf } from '@modelfolio/inference';
import type { Column } from '../frame/frame.ts';
import { isMissing, type Values } from './measure.ts';
import type { ColumnRule } from './column-rule.ts';
import { tally } from './tally.ts';
import { failureOfAll, ruleOfColumn, type Failure, type Verdict } from './validation.ts';
import { valueJudges } from './value-judges.ts';

/** Rows of some columns, as the judges see them. */
export interface Batch {
  columns: ReadonlyMap<string, Column>;
  rows: number;
  /** Rows of earlier batches. */
  before: number;
}

/** Judges some rules of a set; gives a verdict for each. */
export interface Judge {
  add(batch: Batch): void;
  finish(rows: number): Verdict[];
}

const words = { number: 'not numbers', integer: 'not whole numbers', text: 'numbers, not text' } as const;

/** Judges the rules of one column: it is there, is of its type, and its values are as they must be. */
export function columnJudge(name: string, rule: ColumnRule, most: number): Judge {
  const type = ruleOfColumn(name, 'type');
  const judges = valueJudges(name, rule, most);
  // Cells that are no numbers tell more than all the text of a column; the others count where there are none of those.
  const [unreadable, present, fractions] = [tally(type, most), tally(type, most), tally(type, most)];
  let isAbsent = false;
  return {
    add({ columns, rows, before }) {
      const column = columns.get(name);
      if (!column) {
        isAbsent = true;
        return;
      }
      const values = valuesAs(rule.type === 'text' ? 'text' : 'number', column, rows);
      if (values === null) {
        for (let at = 0; at < rows; at++) {
          const value = column.values[at] ?? null;
          if (isMissing(value)) continue;
          present.add(before + at + 1, value);
          if (numberOf(value) === null) unreadable.add(before + at + 1, value);
        }
        return;
      }
      if (rule.type === 'integer')
        for (const [at, value] of (values as Float64Array).entries())
          if (!Number.isNaN(value) && !Number.isInteger(value)) fractions.add(before + at + 1, value);
      for (const judge of judges) judge.add(values, before);
    },
    finish(rows) {
      const required = rule.required
        ? [
            isAbsent
              ? [failureOfAll(ruleOfColumn(name, 'required'), 'the column is missing')]
              : ('held' as const),
          ]
        : [];
      const skipped = judges.map(() => 'skipped' as const);
      if (isAbsent) return [...required, 'skipped', ...skipped];
      const ofWrong = (unreadable.count > 0 ? unreadable : present).finish(rows, words[rule.type]);
      if (ofWrong) return [...required, [ofWrong], ...skipped];
      const ofFractions = fractions.finish(rows, words.integer);
      return [
        ...required,
        ofFractions ? [ofFractions] : 'held',
        ...judges.map((judge) => verdictOf(judge.finish(rows))),
      ];
    },
  };
}

export const verdictOf = (failure: Failure | null): Verdict => (failure ? [failure] : 'held');

/** The values of a column as another type, which can be had only where it has none; else `null`. */
export function valuesAs(type: Column['type'], column: Column, rows: number): Values | null {
  if (column.type === type) return column.values;
  for (const value of column.values) if (!isMissing(value)) return null;
  return type === 'number' ? new Float64Array(rows).fill(Number.NaN) : Array<null>(rows).fill(null);
}
