import { quantile } from '@modelfolio/statistics/quantiles';

/** The values of a column: numbers with NaN, or text with `null`, where there is none. */
export type Values = Float64Array | readonly (string | null)[];

export const isMissing = (value: number | string | null | undefined): boolean =>
  value == null || Number.isNaN(value);

/** A figure of a column that comes in batches; it does not depend on where they are cut. */
export interface Measure {
  add(values: Values): void;
  /** NaN where no figure can be had of so few values; `values` is their number. */
  result(): { found: number; values: number };
}

/** The values that are there, in the order in which they come. */
function eachValue(take: (value: number) => void): { add(values: Values): void; readonly count: number } {
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(values) {
      for (const value of values as Float64Array)
        if (!Number.isNaN(value)) {
          count++;
          take(value);
        }
    },
  };
}

/** The mean, by Neumaier's compensated sum. */
export function meanMeasure(): Measure {
  let sum = 0;
  let lost = 0;
  const values = eachValue((value) => {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  });
  return {
    add: values.add,
    // After an infinity what was lost is no number.
    result: () => ({
      found: (Number.isFinite(lost) ? sum + lost : sum) / values.count,
      values: values.count,
    }),
  };
}

/** The standard deviation, divided by the number of values less one, by Welford's running form. */
export function stdMeasure(): Measure {
  let mean = 0;
  let squares = 0;
  let count = 0;
  const values = eachValue((value) => {
    const away = value - mean;
    mean += away / ++count;
    squares += away * (value - mean);
  });
  return {
    add: values.add,
    result: () => ({
      found: count > 1 ? Math.sqrt(squares / (count - 1)) : Number.NaN,
      values: Math.max(count - 1, 0),
    }),
  };
}

/** Every number of a column, sorted once for all its quantiles. */
export function keptNumbers(): { add(values: Values): void; sorted(): Float64Array } {
  const parts: Float64Array[] = [];
  let all: Float64Array | null = null;
  return {
    add(values) {
      parts.push((values as Float64Array).filter((value) => !Number.isNaN(value)));
      all = null;
    },
    sorted() {
      if (all) return all;
      all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      parts.splice(0, parts.length, all);
      return all.sort();
    },
  };
}

/** A quantile of numbers that someone else keeps. */
export const quantileMeasure = (sorted: () => Float64Array, q: number): Measure => ({
  add: () => {},
  result: () => ({ found: quantile(sorted(), q), values: sorted().length }),
});

/** Share of the rows without a value. */
export function missingShare(): Measure {
  let missing = 0;
  let rows = 0;
  return {
    add(values) {
      rows += values.length;
      for (const value of values) if (isMissing(value)) missing++;
    },
    result: () => ({ found: missing / rows, values: rows }),
  };
}

/** Share, among the values that are there, of those that are wanted. */
export function shareOf(isWanted: (value: number | string) => boolean): Measure {
  let wanted = 0;
  let present = 0;
  return {
    add(values) {
      for (const value of values as readonly (number | string | null)[])
        if (value !== null && !Number.isNaN(value)) {
          present++;
          if (isWanted(value)) wanted++;
        }
    },
    result: () => ({ found: wanted / present, values: present }),
  };
}
