import { frameParts, type Frame } from './frame.ts';

/** Puts frames together from chunks as they arrive. */
export class FrameStream {
  readonly #mostBytes: number;
  readonly #onFrame: (frame: Frame) => void;
  #parts: Generator<Buffer, Frame> | null = null;
  #target: Buffer = Buffer.alloc(0);
  #filled = 0;

  /** @param mostBytes what a frame may hold */
  constructor(mostBytes: number, onFrame: (frame: Frame) => void) {
    this.#mostBytes = mostBytes;
    this.#onFrame = onFrame;
  }

  /** @throws InferenceError `garbled` */
  push(chunk: Buffer): void {
    for (let from = 0; from < chunk.length;) {
      if (this.#parts === null) {
        this.#parts = frameParts(this.#mostBytes);
        this.#advance();
      }
      const copied = chunk.copy(this.#target, this.#filled, from);
      from += copied;
      this.#filled += copied;
      if (this.#filled === this.#target.length) this.#advance();
    }
  }

  #advance(): void {
    const step = this.#parts?.next();
    if (!step) return;
    this.#filled = 0;
    if (step.done === true) {
      this.#parts = null;
      this.#onFrame(step.value);
    } else this.#target = step.value;
  }
}
