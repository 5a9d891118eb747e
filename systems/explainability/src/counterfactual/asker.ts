import { askModel } from '../global/ask-model.ts';
import type { ModelFunction } from '../model-function.ts';

/** Asks a model about rows, and about no row twice. */
export interface Asker {
  ask(rows: readonly Float64Array[]): Promise<Float64Array>;
  /** Rows that the model was asked about up to now. */
  readonly evaluations: number;
}

/** @param signal stops between two questions */
export function askerOf(model: ModelFunction, signal?: AbortSignal): Asker {
  const known = new Map<string, number>();
  let evaluations = 0;
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
        const asked = [...fresh.values()];
        const columns = asked[0]?.length ?? 0;
        const found = await askModel(
          model,
          asked.length,
          columns,
          (at, into) => into.set(asked[at] as Float64Array),
          { signal },
        );
        evaluations += asked.length;
        [...fresh.keys()].forEach((key, at) => known.set(key, found[at] as number));
      }
      return Float64Array.from(keys, (key) => known.get(key) as number);
    },
    get evaluations() {
      return evaluations;
    },
  };
}
