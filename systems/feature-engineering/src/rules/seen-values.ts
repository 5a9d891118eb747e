import type { Column } from '../frame/frame.ts';

/** What rules are learnt from: the values of a column over all batches. */
export interface SeenColumn {
  readonly type: Column['type'];
  readonly rows: number;
  readonly present: number;
  /** Whether no value is there twice. */
  readonly isDistinct: boolean;
  /** Those that are there, in the order in which they came; none of a column of text. */
  readonly numbers: Float64Array;
  /** How often each text is there; `null` where there are more than are looked for. */
  readonly counts: ReadonlyMap<string, number> | null;
}

/** Collects the values of a column that comes in batches. */
export interface ValueCollector {
  add(column: Column): void;
  seen(): SeenColumn;
}

/** @param most different texts that are counted once one is there twice */
export const collectorOf = (type: Column['type'], most: number): ValueCollector =>
  type === 'number' ? numberCollector() : textCollector(most);

/** Keeps every number: quantiles need them all. */
function numberCollector(): ValueCollector {
  const parts: Float64Array[] = [];
  let [rows, present] = [0, 0];
  return {
    add({ values }) {
      const own = (values as Float64Array).filter((value) => !Number.isNaN(value));
      rows += values.length;
      present += own.length;
      parts.push(own);
    },
    seen() {
      const numbers = new Float64Array(present);
      let at = 0;
      for (const part of parts) {
        numbers.set(part, at);
        at += part.length;
      }
      parts.splice(0, parts.length, numbers);
      return { type: 'number', rows, present, isDistinct: areDistinct(numbers), numbers, counts: null };
    },
  };
}

/** Zero and minus zero are one number. */
function areDistinct(numbers: Float64Array): boolean {
  const sorted = numbers.toSorted();
  return sorted.every((value, at) => at === 0 || value !== sorted[at - 1]);
}

/** Keeps the different texts while all differ, or while they are few. */
function textCollector(most: number): ValueCollector {
  let counts: Map<string, number> | null = new Map();
  let [rows, present, isDistinct] = [0, 0, true];
  return {
    add({ values }) {
      rows += values.length;
      for (const value of values as readonly (string | null)[]) {
        if (value === null) continue;
        present++;
        if (!counts) continue;
        const count = (counts.get(value) ?? 0) + 1;
        if (count > 1) isDistinct = false;
        counts.set(value, count);
        if (!isDistinct && counts.size > most) counts = null;
      }
    },
    seen: () => ({ type: 'text', rows, present, isDistinct, numbers: new Float64Array(0), counts }),
  };
}
