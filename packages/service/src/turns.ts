/** Pieces of work that begin in the order in which they came, one in each turn of the event loop. */
export interface Turns {
  /** Begins this when all that came before has begun. */
  add(begin: () => void): void;
  /** Begins nothing until {@link Turns.resume}. */
  pause(): void;
  resume(): void;
}

/**
 * A queue that leaves the event loop to others after each piece of work. Many sockets can be readable in one turn; if each
 * request among them were answered at once, whatever else the process has to do, such as a question whether it is healthy,
 * would wait for all of them.
 *
 * @param nextTurn calls back in the next turn of the event loop
 */
export function createTurns(
  nextTurn: (callback: () => void) => void = (callback) => void setImmediate(callback),
): Turns {
  const waiting: (() => void)[] = [];
  let isPaused = false;
  let isComing = false;

  function come(): void {
    if (isComing || isPaused || waiting.length === 0) return;
    isComing = true;
    nextTurn(() => {
      isComing = false;
      if (isPaused) return;
      const begin = waiting.shift();
      // Before the work: what it throws does not end the queue.
      come();
      begin?.();
    });
  }

  return {
    add: (begin) => {
      waiting.push(begin);
      come();
    },
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
      come();
    },
  };
}
