import type { Pixels } from './drawing/drawing.ts';
import {
  EngineError,
  type InferenceEngine,
  type LoadedEngine,
  type LoadProgress,
  type Prediction,
} from './engine/inference-engine.ts';

export type SessionState =
  | { phase: 'idle' }
  | ({ phase: 'loading' } & LoadProgress)
  | { phase: 'ready'; engine: LoadedEngine }
  | { phase: 'failed'; message: string; hint: string | undefined };

/** A prediction and the very picture it is for. */
export type Answer = { pixels: Pixels } & Prediction;

/**
 * One engine seen from a page: loads at the first picture, and while pictures come faster than
 * predictions, only the latest is predicted.
 */
export class EngineSession {
  state: SessionState = { phase: 'idle' };
  answer: Answer | null = null;
  readonly #create: () => InferenceEngine;
  readonly #changed: () => void;
  #engine: InferenceEngine | undefined;
  #abort = new AbortController();
  #wanted: Pixels | null = null;
  /** Whether there is a picture at all: an answer that comes after the last one was cleared is late. */
  #shown = false;
  #busy = false;
  #loading: Promise<void> | undefined;

  /** @param changed called after `state` or `answer` has changed */
  constructor(create: () => InferenceEngine, changed: () => void) {
    this.#create = create;
    this.#changed = changed;
  }

  /** Asks for a prediction of `pixels`, instead of any that has not begun. `null`: nothing to predict. */
  show(pixels: Pixels | null): void {
    this.#wanted = pixels;
    this.#shown = pixels !== null;
    if (pixels === null) {
      this.answer = null;
      this.#changed();
    } else if (this.state.phase === 'idle') void this.#start();
    else if (this.state.phase === 'ready') void this.#predict();
  }

  /** Starts again after a failure. */
  retry(): void {
    if (this.state.phase === 'failed') void this.#start();
  }

  /**
   * The engine, for what a page wants beyond the latest prediction; loads it if nothing has yet.
   *
   * @throws EngineError where it cannot be loaded
   */
  async engine(): Promise<InferenceEngine> {
    if (this.state.phase === 'idle') void this.#start();
    await this.#loading;
    if (this.#engine && this.state.phase === 'ready') return this.#engine;
    throw new EngineError(
      'model',
      this.state.phase === 'failed' ? this.state.message : 'The model is not loaded.',
    );
  }

  /** Stops loading; the next picture starts it anew. */
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
      await this.#predict();
    } catch (error) {
      if (this.#engine === engine) this.#fail(error);
    }
  }

  async #predict(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#wanted && this.#engine) {
        const pixels = this.#wanted;
        this.#wanted = null;
        // The worker takes a copy: the page goes on drawing on its own.
        const prediction = await this.#engine.predict(pixels);
        if (!this.#shown) break;
        this.answer = { pixels, ...prediction };
        this.#changed();
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
    }
  }

  #fail(error: unknown): void {
    void this.#engine?.dispose();
    this.#engine = undefined;
    if (error instanceof EngineError && error.code === 'cancelled') {
      this.#wanted = null;
      this.#set({ phase: 'idle' });
    } else {
      const known = error instanceof EngineError;
      this.#set({
        phase: 'failed',
        message: known ? error.message : 'The model stopped working in this browser.',
        hint: known ? error.hint : undefined,
      });
    }
  }
}
