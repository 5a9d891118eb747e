/** So many places, and a queue in front of them. */
export interface Places {
  /**
   * A place, at once or when it is one's turn; `null` where the queue is full. Who has one gives it back with `leave`.
   *
   * @param signal leaves the queue: then the promise rejects with its reason
   */
  take(signal: AbortSignal): Promise<void> | null;
  /** Gives a place back. */
  leave(): void;
  readonly taken: number;
  readonly waiting: number;
}

interface PlacesOptions {
  readonly count: number;
  /** How many may wait, first come, first served. */
  readonly queue: number;
  /** When whoever waits is let in, after a place became free. */
  readonly turn: (letIn: () => void) => void;
}

/** Places for `count`, all free. */
export function createPlaces({ count, queue, turn }: PlacesOptions): Places {
  const waiting = new Set<() => void>();
  // While somebody waits, all are taken: a free one is kept for the first in the queue until its turn.
  let taken = 0;

  function letIn(): void {
    const [first] = waiting;
    if (!first) taken -= 1;
    else {
      waiting.delete(first);
      first();
    }
  }

  return {
    take(signal) {
      if (taken < count) {
        taken += 1;
        return Promise.resolve();
      }
      if (waiting.size >= queue) return null;
      return new Promise((resolve, reject) => {
        const enter = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        // Whoever was let in a moment before has a place to give back.
        const giveUp = (): void => {
          if (waiting.delete(enter)) reject(signal.reason as Error);
        };
        waiting.add(enter);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
    leave() {
      if (waiting.size === 0) taken -= 1;
      else turn(letIn);
    },
    get taken() {
      return taken;
    },
    get waiting() {
      return waiting.size;
    },
  };
}
