import { askModel } from '../global/ask-model.ts';
import type { ModelFunction } from '../model-function.ts';

/** Asks a model about rows, and about no row twice. */
export interface Asker {
  ask(rows: readonly Float64Array[]): Promise<Float64Array>;
  /**
   * What the model says of a row that is asked about by itself. Runtimes that add up in single precision round one row
   * otherwise than many, in the seventh digit.
   */
  askAlone(row: Float64Array): Promise<number>;
  /** Rows that the model was asked about up to now. */
  readonly evaluations: number;
}

/** @param signal stops between two questions */
export function askerOf(model: ModelFunction, signal?: AbortSignal): Asker {
  const known = new Map<string, number>();
  let evaluations = 0;
  const put = (rows: readonly Float64Array[]): Promise<Float64Array> => {
    evaluations += rows.length;
    return askModel(
      model,
      rows.length,
      rows[0]?.length ?? 0,
      (at, into) => into.set(rows[at] as Float64Array),
      { signal },
    );
  };
  return {
    async ask(rows) {
      signal?.throwIfAborted();
      const keys = rows.map((row) => row.join(' '));
      const fresh = new Map<string, Float64Array>();
      rows.forEach((row, at) => {
        const key = keys[at] as string;
        if (!known.has(key)) fresh.set(key, row);
      });
      if (fresh.size > 0) {
        const found = await put([...fresh.values()]);
        [...fresh.keys()].forEach((key, at) => known.set(key, found[at] as number));
      }
      return Float64Array.from(keys, (key) => known.get(key) as number);
    },
    async askAlone(row) {
      const [found] = await put([row]);
      return found as number;
    },
    get evaluations() {
      return evaluations;
    },
  };
}
