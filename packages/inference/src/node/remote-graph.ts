import type { Session } from '../session.ts';
import type { Opened, OpenWords, RunWords } from './session-words.ts';
import type { CallLimits, Child } from './supervisor/child.ts';
import { packTensors, unpackTensors, type TensorHead } from './tensor-frames.ts';

/** A graph that may be open in several processes, and opens itself where it is not. */
export class RemoteGraph {
  readonly #parts: readonly Uint8Array[];
  readonly #words: OpenWords;
  readonly #limits: CallLimits;
  readonly #opened = new WeakMap<Child, Opened>();

  /** @param parts the graph's bytes, as the words' kind wants them */
  constructor(parts: readonly Uint8Array[], words: OpenWords, limits: CallLimits) {
    this.#parts = parts;
    this.#words = words;
    this.#limits = limits;
  }

  isOpenIn(child: Child): boolean {
    return this.#opened.has(child);
  }

  async openedIn(child: Child): Promise<Opened> {
    const known = this.#opened.get(child);
    if (known) return known;
    const { body } = await child.call('open', this.#words, this.#parts, this.#limits);
    const opened = body as Opened;
    this.#opened.set(child, opened);
    return opened;
  }

  async run(
    child: Child,
    feeds: Parameters<Session['run']>[0],
    wanted: readonly string[],
  ): ReturnType<Session['run']> {
    const { heads, views } = packTensors(feeds);
    const { handle } = await this.openedIn(child);
    const words: RunWords = { handle, feeds: heads, wanted };
    const { body, buffers } = await child.call('run', words, views, this.#limits);
    return unpackTensors(body as readonly TensorHead[], buffers);
  }

  async closeIn(child: Child): Promise<void> {
    const opened = this.#opened.get(child);
    if (!opened) return;
    this.#opened.delete(child);
    // Also when the signal has been aborted: other sessions go on in that process.
    await child.call('close', { handle: opened.handle }, [], { timeLimit: this.#limits.timeLimit });
  }
}
