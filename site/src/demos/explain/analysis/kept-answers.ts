import type { AnalysisClient } from './analysis-client.ts';
import { DemoError } from '@modelfolio/pages/demo-error';
import type { AnalysisStep } from './analysis.ts';

/** Asks one long question; told how to stop and how to say how far it is. */
export type LongQuestion<Value> = (
  client: AnalysisClient,
  how: { signal: AbortSignal; step: (step: AnalysisStep) => void },
) => Promise<Value>;

/** Those who want to be called back at every change. */
class Listeners {
  readonly #all = new Set<() => void>();

  /** Returns how to stop that. */
  add(changed: () => void): () => void {
    this.#all.add(changed);
    return () => this.#all.delete(changed);
  }

  call(): void {
    for (const changed of this.#all) changed();
  }
}

/** A smaller advance is not told: each is drawn. */
const leastAdvance = 0.01;

/** A question on its way. Its progress is told apart from its answer: it comes often, and concerns one bar. */
export class Running {
  readonly abort = new AbortController();
  readonly #listeners = new Listeners();
  #share: number | null = null;

  /** The share that is done, `null` where that is not known. */
  get share(): number | null {
    return this.#share;
  }

  listen(changed: () => void): () => void {
    return this.#listeners.add(changed);
  }

  hear(step: AnalysisStep): void {
    if (!('share' in step) || Math.abs(step.share - (this.#share ?? -1)) < leastAdvance) return;
    this.#share = step.share;
    this.#listeners.call();
  }
}

export type Kept<Value> = { value: Value | null; error: DemoError | null; running: Running | null };

/** Answers that took long, kept as long as the worker that gave them: a tab that is left and opened again still has them. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept<unknown>>();
  readonly #listeners = new Map<string, Listeners>();

  get<Value>(key: string): Kept<Value> {
    return (this.#kept.get(key) as Kept<Value> | undefined) ?? { value: null, error: null, running: null };
  }

  /** Asks, unless the answer is there or on its way. */
  async start<Value>(key: string, client: AnalysisClient, ask: LongQuestion<Value>): Promise<void> {
    const before = this.get<Value>(key);
    if (before.value !== null || before.running) return;
    const running = new Running();
    this.#put(key, { value: null, error: null, running });
    try {
      const value = await ask(client, { signal: running.abort.signal, step: (step) => running.hear(step) });
      this.#put(key, { value, error: null, running: null });
    } catch (error) {
      if (!(error instanceof DemoError)) throw error;
      this.#put(key, { value: null, error: error.code === 'cancelled' ? null : error, running: null });
    }
  }

  /** Calls back when the question is asked, answered, cancelled or fails; returns how to stop that. */
  listen(key: string, changed: () => void): () => void {
    const own = this.#listeners.get(key) ?? new Listeners();
    this.#listeners.set(key, own);
    return own.add(changed);
  }

  #put(key: string, kept: Kept<unknown>): void {
    this.#kept.set(key, kept);
    this.#listeners.get(key)?.call();
  }
}

const answers = new WeakMap<AnalysisClient, KeptAnswers>();

/** The answers of a worker. */
export function keptAnswersOf(client: AnalysisClient): KeptAnswers {
  const known = answers.get(client) ?? new KeptAnswers();
  answers.set(client, known);
  return known;
}
