import { Failure } from '@modelfolio/failures';
import { DemoError, errorWords, isCancelled } from '../demo-error.ts';
import type { InferenceEngine, LoadedEngine, LoadProgress } from '../engine/inference-engine.ts';

export type SessionState =
  | { phase: 'idle' }
  | ({ phase: 'loading' } & LoadProgress)
  | { phase: 'ready'; engine: LoadedEngine }
  | { phase: 'failed'; message: string; hint: string | null };

/** How a model answers a question of the page. */
export type Answering<Engine, Question, Answer> = (
  engine: Engine,
  question: Question,
  /** Shows a part of the answer while the rest is on its way. */
  show: (part: Answer) => void,
  /** The answer shown until now. */
  before: Answer | null,
) => Promise<Answer>;

/**
 * One engine seen from a page: it loads at the first question, and while questions come faster than answers, only the latest
 * is answered.
 *
 * @example
 * const session = new ModelSession(() => spawnEngine(spec), (engine, pixels) => engine.predict(pixels), draw);
 * session.ask(pixels);
 */
export class ModelSession<Engine extends InferenceEngine, Question, Answer> {
  state: SessionState = { phase: 'idle' };
  answer: Answer | null = null;
  /** Why the latest question has no answer although the engine runs, e.g. a value that the model refuses. */
  refusal: string | null = null;
  readonly #create: () => Engine;
  readonly #answerOf: Answering<Engine, Question, Answer>;
  readonly #changed: () => void;
  #engine: Engine | undefined;
  #abort = new AbortController();
  #wanted: { question: Question } | null = null;
  /** Whether there is a question at all: an answer that comes after the last one was cleared is late. */
  #asking = false;
  #busy = false;
  #loading: Promise<void> | undefined;

  /** @param changed called after `state`, `answer` or `refusal` has changed */
  constructor(create: () => Engine, answerOf: Answering<Engine, Question, Answer>, changed: () => void) {
    this.#create = create;
    this.#answerOf = answerOf;
    this.#changed = changed;
  }

  /** Asks instead of any question that has not begun. `null`: there is nothing to ask. */
  ask(question: Question | null): void {
    this.#asking = question !== null;
    this.#wanted = question === null ? null : { question };
    if (question === null) {
      this.answer = null;
      this.refusal = null;
      this.#changed();
    } else if (this.state.phase === 'idle') void this.#start();
    else if (this.state.phase === 'ready') void this.#work();
  }

  /** Starts again after a failure. */
  retry(): void {
    if (this.state.phase === 'failed') void this.#start();
  }

  /**
   * The engine, for what a page wants beyond the latest answer; loads it if nothing has yet.
   *
   * @throws DemoError where it cannot be loaded
   */
  async engine(): Promise<Engine> {
    if (this.state.phase === 'idle') void this.#start();
    await this.#loading;
    if (this.#engine && this.state.phase === 'ready') return this.#engine;
    if (this.state.phase !== 'failed') throw new DemoError('model', 'The model is not loaded.');
    throw new DemoError('model', this.state.message, { hint: this.state.hint });
  }

  /** Stops loading; the next question starts it anew. */
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

  #start(): Promise<void> {
    return (this.#loading = this.#load());
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
      await this.#work();
    } catch (error) {
      if (this.#engine === engine) this.#fail(error);
    }
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#wanted && this.#engine) {
        const { question } = this.#wanted;
        this.#wanted = null;
        await this.#answer(question, this.#engine);
        if (this.#asking) this.#changed();
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
    }
  }

  async #answer(question: Question, engine: Engine): Promise<void> {
    const keep = (answer: Answer) => {
      if (!this.#asking) return;
      this.refusal = null;
      this.answer = answer;
    };
    const show = (part: Answer) => {
      keep(part);
      this.#changed();
    };
    try {
      keep(await this.#answerOf(engine, question, show, this.answer));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.answer = null;
      this.refusal = refusalWords(error);
    }
  }

  #fail(error: unknown): void {
    void this.#engine?.dispose();
    this.#engine = undefined;
    if (isCancelled(error)) {
      this.#wanted = null;
      this.#set({ phase: 'idle' });
      return;
    }
    const known = error instanceof DemoError;
    this.#set({
      phase: 'failed',
      message: known ? error.reason : 'The model stopped working in this browser.',
      hint: known ? error.hint : null,
    });
  }
}

/** Whether the question is at fault, and not the engine: engines break with errors of their own. */
const isRefusal = (error: unknown): error is Failure =>
  error instanceof Failure && (!(error instanceof DemoError) || error.code === 'input');

/** In a form, the column is what the visitor looks for. */
function refusalWords(error: Failure): string {
  const { column, file } = error.place;
  const where = column ?? file;
  return where == null ? errorWords(error) : `${where}: ${error.reason}`;
}
