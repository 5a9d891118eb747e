import type { Child } from './child.ts';

/** A place for one child at a time, and whoever uses it. */
export interface Lane {
  child: Child | null;
  isBusy: boolean;
}

interface Waiting {
  /** The lane that it must be; any when `null`. */
  readonly lane: Lane | null;
  readonly take: (lane: Lane) => void;
}

/**
 * Lanes that are taken and given back; whoever finds none free waits, first come first served. One queue for all lanes: work
 * that hangs in one keeps nobody waiting who could use another.
 */
export class Lanes {
  readonly all: readonly Lane[];
  #waiting: Waiting[] = [];

  constructor(count: number) {
    this.all = Array.from({ length: count }, () => ({ child: null, isBusy: false }));
  }

  /**
   * Takes a free lane, or waits for one.
   *
   * @param suits which of the free lanes is best: the highest wins
   * @param only the lane that it must be
   * @throws the signal's reason while it waits
   */
  take(suits: (lane: Lane) => number, signal?: AbortSignal, only: Lane | null = null): Promise<Lane> {
    const free = (only ? [only] : this.all).filter(({ isBusy }) => !isBusy);
    const [best] = free.toSorted((a, b) => suits(b) - suits(a));
    if (best) {
      best.isBusy = true;
      return Promise.resolve(best);
    }
    const { promise, resolve, reject } = Promise.withResolvers<Lane>();
    const leave = (): void => {
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
      reject(signal?.reason);
    };
    const waiting: Waiting = {
      lane: only,
      take: (lane) => {
        signal?.removeEventListener('abort', leave);
        resolve(lane);
      },
    };
    signal?.addEventListener('abort', leave, { once: true });
    this.#waiting.push(waiting);
    return promise;
  }

  /** Gives a lane back: to who has waited longest for it. */
  giveBack(lane: Lane): void {
    const at = this.#waiting.findIndex((each) => each.lane === null || each.lane === lane);
    const [next] = at === -1 ? [] : this.#waiting.splice(at, 1);
    if (next) next.take(lane);
    else lane.isBusy = false;
  }
}
