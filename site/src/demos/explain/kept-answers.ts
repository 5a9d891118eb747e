import type { AnalysisClient } from './analysis-client.ts';
import { AnalysisError, type AnalysisStep } from './analysis.ts';

/** Asks one long question; told how to stop and how to say how far it is. */
export type LongQuestion<Value> = (
  client: AnalysisClient,
  how: { signal: AbortSignal; step: (step: AnalysisStep) => void },
) => Promise<Value>;

export type Kept<Value> = {
  value: Value | null;
  error: AnalysisError | null;
  /** While it is computed: the share that is done, `null` where that is not known. */
  running: { share: number | null; abort: AbortController } | null;
};

/** Answers that took long, kept as long as the worker that gave them: a tab that is left and opened again still has them. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept<unknown>>();
  readonly #listeners = new Set<() => void>();

  get<Value>(key: string): Kept<Value> {
    return (this.#kept.get(key) as Kept<Value> | undefined) ?? { value: null, error: null, running: null };
  }

  /** Asks, unless the answer is there or on its way. */
  async start<Value>(key: string, client: AnalysisClient, ask: LongQuestion<Value>): Promise<void> {
    const before = this.get<Value>(key);
    if (before.value !== null || before.running) return;
    const abort = new AbortController();
    this.#put(key, { value: null, error: null, running: { share: null, abort } });
    try {
      const value = await ask(client, {
        signal: abort.signal,
        step: (step) =>
          'share' in step && this.#put(key, { value: null, error: null, running: { share: step.share, abort } }),
      });
      this.#put(key, { value, error: null, running: null });
    } catch (error) {
      if (!(error instanceof AnalysisError)) throw error;
      this.#put(key, { value: null, error: error.code === 'cancelled' ? null : error, running: null });
    }
  }

  /** Calls back at every change; returns how to stop that. */
  listen(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  #put(key: string, kept: Kept<unknown>): void {
    this.#kept.set(key, kept);
    for (const changed of this.#listeners) changed();
  }
}

const answers = new WeakMap<AnalysisClient, KeptAnswers>();

/** The answers of a worker. */
export function keptAnswersOf(client: AnalysisClient): KeptAnswers {
  const known = answers.get(client) ?? new KeptAnswers();
  answers.set(client, known);
  return known;
}
