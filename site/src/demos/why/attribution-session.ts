import type { Pixels } from '../drawing/drawing.ts';
import type {
  AttributionCalls,
  AttributionCheck,
  AttributionMethod,
  ImageAttribution,
} from './attribution.ts';
import { cancelled, DemoError, errorWords, isCancelled } from '@modelfolio/pages/demo-error';
import type { WorkerEngine } from '@modelfolio/pages/engine/worker-engine';

/** What is to be explained: the logit of a class for a picture. */
export type Question = { pixels: Pixels; class: number; method: AttributionMethod };

export type CheckState = { phase: 'running'; share: number } | { phase: 'done'; check: AttributionCheck };

/** The part of an engine that explains. */
export type Explaining = Pick<WorkerEngine<AttributionCalls>, 'ask'>;

type Kind = 'first' | 'refine' | 'check' | 'later';
type Later = {
  question: Question;
  signal: AbortSignal;
  resolve: (attribution: ImageAttribution) => void;
  reject: (reason: unknown) => void;
};

/** Gradients of a first answer; one that does not add up within the tolerance gets more, up to the most. */
const firstSteps = 50;
const mostSteps = 800;
const tolerance = 0.01;

const alike = (one: Question | null, other: Question | null) =>
  one?.pixels === other?.pixels && one?.class === other?.class && one?.method === other?.method;

/**
 * The explanations of a page, one at a time: that of the picture in front first, then its refinement or check, then those of
 * other pictures. While pictures come faster than explanations, only the latest is explained.
 */
export class AttributionSession {
  /** The explanation to be shown, perhaps of the picture just before the latest. */
  attribution: ImageAttribution | null = null;
  check: CheckState | null = null;
  /** Why there is none, for a visitor. */
  failure: string | null = null;
  readonly #engine: () => Promise<Explaining>;
  readonly #changed: () => void;
  #asked: Question | null = null;
  /** What is to be done for the question asked. */
  #due: Exclude<Kind, 'later'> | null = null;
  readonly #later: Later[] = [];
  #current: { kind: Kind; question: Question; stop: AbortController } | null = null;
  #busy = false;

  /** @param changed called after anything to be shown has changed */
  constructor(engine: () => Promise<Explaining>, changed: () => void) {
    this.#engine = engine;
    this.#changed = changed;
  }

  /** Whether something is being done for the question asked. */
  get working(): boolean {
    return this.#due !== null || (this.#current !== null && this.#current.kind !== 'later');
  }

  /** Asks for an explanation, instead of any before. `null`: none is wanted. */
  ask(question: Question | null): void {
    if (alike(question, this.#asked)) return;
    const before = this.#asked;
    const other = question?.method !== before?.method || question?.class !== before?.class;
    this.#asked = question;
    this.#due = question && 'first';
    this.check = null;
    this.failure = null;
    if (other) this.attribution = null;
    // A first answer to the picture before is let through, so that the map follows a stroke.
    if (other || this.#current?.kind !== 'first') this.#current?.stop.abort();
    this.#changed();
    void this.#work();
  }

  /** Asks whether the explanation depends on what the model has learnt. */
  startCheck(): void {
    if (!this.#asked) return;
    this.#due = 'check';
    this.check = { phase: 'running', share: 0 };
    this.#current?.stop.abort();
    this.#changed();
    void this.#work();
  }

  stopCheck(): void {
    if (this.check?.phase !== 'running') return;
    this.#due = this.#due === 'check' ? null : this.#due;
    this.check = null;
    if (this.#current?.kind === 'check') this.#current.stop.abort();
    this.#changed();
  }

  /** Explains another picture when nothing else is to be done. Rejects when the signal is aborted. */
  later(question: Question, signal: AbortSignal): Promise<ImageAttribution> {
    return new Promise((resolve, reject) => {
      this.#later.push({ question, signal, resolve, reject });
      void this.#work();
    });
  }

  dispose(): void {
    this.ask(null);
    for (const { reject } of this.#later.splice(0)) reject(cancelled());
    this.#current?.stop.abort();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#due !== null || this.#later.length > 0) {
        const question = this.#asked;
        const kind = this.#due;
        this.#due = null;
        if (question && kind) await this.#answer(kind, question);
        else await this.#answerLater();
      }
    } finally {
      this.#busy = false;
    }
  }

  async #answer(kind: Exclude<Kind, 'later'>, question: Question): Promise<void> {
    const { signal } = this.#begin(kind, question);
    try {
      const engine = await this.#engine();
      if (kind === 'check') {
        const request = { ...question, steps: firstSteps, mostSteps: firstSteps };
        const progress = (share: number) => {
          if (signal.aborted) return;
          this.check = { phase: 'running', share };
          this.#changed();
        };
        this.check = { phase: 'done', check: await engine.ask('check', request, { step: progress, signal }) };
      } else {
        const [steps, most] = kind === 'first' ? [firstSteps, firstSteps] : [2 * firstSteps, mostSteps];
        const found = await engine.ask('attribute', { ...question, steps, mostSteps: most }, { signal });
        if (signal.aborted) return;
        this.attribution = found;
        if (kind === 'first' && this.#due === null && (found.relativeResidual ?? 0) > tolerance)
          this.#due = 'refine';
      }
    } catch (error) {
      if (!isCancelled(error)) this.failure = message(error);
      if (kind === 'check' && alike(question, this.#asked)) this.check = null;
    } finally {
      this.#current = null;
      this.#changed();
    }
  }

  async #answerLater(): Promise<void> {
    const next = this.#later.shift();
    if (!next) return;
    const { question, signal, resolve, reject } = next;
    if (signal.aborted) return reject(signal.reason);
    const stop = this.#begin('later', question);
    const stopped = () => stop.abort();
    signal.addEventListener('abort', stopped, { once: true });
    try {
      const engine = await this.#engine();
      const request = { ...question, steps: firstSteps, mostSteps: firstSteps };
      resolve(await engine.ask('attribute', request, { signal: stop.signal }));
    } catch (error) {
      // Something more urgent came: its turn comes again.
      if (isCancelled(error) && !signal.aborted) this.#later.unshift(next);
      else reject(error);
    } finally {
      signal.removeEventListener('abort', stopped);
      this.#current = null;
    }
  }

  #begin(kind: Kind, question: Question): AbortController {
    const stop = new AbortController();
    this.#current = { kind, question, stop };
    this.#changed();
    return stop;
  }
}

function message(error: unknown): string {
  return error instanceof DemoError ? errorWords(error) : 'The explanation could not be computed.';
}
