import { OutputError, TableError, type Predictions, type Table } from '@modelfolio/inference';
import { EngineError, type InferenceEngine } from '../engine/inference-engine.ts';
import type { SessionState } from '../engine-session.ts';
import type { ModelSides } from '@modelfolio/inference';
import { predictRows } from './predict-rows.ts';

/** Something to predict: the row in front of the visitor, and the rows of a curve. */
export type Question<Key> = { key: Key; row: Table; curve: Table | null };
export type ModelAnswer<Key> = {
  key: Key;
  row: Predictions;
  curve: Predictions | null;
  latencyMs: number;
};

/**
 * One engine and any model, seen from a page: loads at the first question, and while questions come faster than
 * answers, only the latest is asked.
 */
export class ModelSession<Key> {
  state: SessionState = { phase: 'idle' };
  answer: ModelAnswer<Key> | null = null;
  /** Why the latest question has no answer although the engine runs, e.g. a value that the model refuses. */
  refusal: string | null = null;
  readonly #create: () => InferenceEngine;
  readonly #sides: ModelSides;
  readonly #changed: () => void;
  #engine: InferenceEngine | undefined;
  #abort = new AbortController();
  #wanted: (() => Question<Key>) | null = null;
  #busy = false;

  constructor(create: () => InferenceEngine, sides: ModelSides, changed: () => void) {
    this.#create = create;
    this.#sides = sides;
    this.#changed = changed;
  }

  /** Asks instead of any question that has not begun. It may throw a TableError: that is the answer then. */
  ask(question: () => Question<Key>): void {
    this.#wanted = question;
    if (this.state.phase === 'idle') void this.#load();
    else if (this.state.phase === 'ready') void this.#answer();
  }

  retry(): void {
    if (this.state.phase === 'failed') void this.#load();
  }

  cancel(): void {
    this.#abort.abort();
  }

  dispose(): void {
    this.#wanted = null;
    this.#abort.abort();
    void this.#engine?.dispose();
    this.#engine = undefined;
    this.state = { phase: 'idle' };
  }

  #set(state: SessionState): void {
    this.state = state;
    this.#changed();
  }

  async #load(): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    const engine = (this.#engine = this.#create());
    this.#set({ phase: 'loading', loaded: 0, total: 0 });
    try {
      const loaded = await engine.load((progress) => {
        if (!signal.aborted) this.#set({ phase: 'loading', ...progress });
      }, signal);
      this.#set({ phase: 'ready', engine: loaded });
      await this.#answer();
    } catch (error) {
      if (this.#engine === engine) this.#fail(error);
    }
  }

  async #answer(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#wanted && this.#engine) {
        const wanted = this.#wanted;
        this.#wanted = null;
        await this.#answerOne(wanted, this.#engine);
        this.#changed();
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
    }
  }

  async #answerOne(wanted: () => Question<Key>, engine: InferenceEngine): Promise<void> {
    const run: InferenceEngine['run'] = (feeds, names) => engine.run(feeds, names);
    try {
      const { key, row, curve } = wanted();
      const { predictions, latencyMs } = await predictRows(run, this.#sides, row);
      const answer = { key, row: predictions, latencyMs, curve: null };
      this.refusal = null;
      // The answer first: a curve of many rows may take longer.
      this.answer = { ...answer, curve: this.answer?.key === key ? this.answer.curve : null };
      if (!curve || curve.rows === 0) return;
      this.#changed();
      this.answer = { ...answer, curve: (await predictRows(run, this.#sides, curve)).predictions };
    } catch (error) {
      const refused =
        error instanceof TableError ||
        error instanceof OutputError ||
        (error instanceof EngineError && error.code === 'input');
      if (!refused) throw error;
      this.answer = null;
      this.refusal =
        error instanceof TableError ? `${error.column ?? error.file}: ${error.reason}` : error.message;
    }
  }

  #fail(error: unknown): void {
    void this.#engine?.dispose();
    this.#engine = undefined;
    if (error instanceof EngineError && error.code === 'cancelled') {
      this.#wanted = null;
      this.#set({ phase: 'idle' });
      return;
    }
    const known = error instanceof EngineError;
    this.#set({
      phase: 'failed',
      message: known ? error.message : 'The model stopped working in this browser.',
      hint: known ? error.hint : undefined,
    });
  }
}
