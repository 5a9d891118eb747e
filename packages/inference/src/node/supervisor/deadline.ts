/** Milliseconds that an answer has which arrived while this thread was busy. */
const grace = 50;

/**
 * Calls back when its time is up. Timers run before what has arrived is read: after long work on this thread, answers
 * that came in time are read first.
 */
export class Deadline {
  #timer: NodeJS.Timeout;

  /** @param seconds beyond what timers can wait for, it never comes */
  constructor(seconds: number, onEnd: () => void) {
    const milliseconds = Math.min(Math.ceil(seconds * 1000), longestWait);
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(onEnd, grace);
    }, milliseconds);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

/** Milliseconds: a timer for more fires at once. */
const longestWait = 2 ** 31 - 1;
