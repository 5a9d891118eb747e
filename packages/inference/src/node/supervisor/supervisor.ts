import { totalmem } from 'node:os';
import { isStop } from '../../inference-error.ts';
import { Child, type ChildLimits } from './child.ts';
import { Lanes, type Lane } from './lanes.ts';

/** What a supervisor's children may take, and how many there may be. */
export interface SupervisorLimits extends Partial<ChildLimits> {
  /** Children at most: as many works are done at once (default: 1). */
  readonly processes?: number;
}

/** Milliseconds that children wait for more work when nobody holds them. */
const patience = 5000;

/**
 * Native work in child processes that can be ended. A child is started when there is work for it, and does one work after
 * the other. Where a call ends the child (a deadline, an interrupt, a crash), the next work gets a new one: children are
 * only ever started for work, so there is no loop of restarts.
 *
 * @example
 * const supervisor = new Supervisor(programBeside(import.meta.url, 'session-child'));
 * const { body } = await supervisor.exclusive((child) => child.call('double', { number: 2 }, [], { timeLimit: 10 }));
 * supervisor.end();
 */
export class Supervisor {
  readonly #program: string;
  readonly #limits: ChildLimits;
  readonly #lanes: Lanes;
  #held = 0;
  #idle: NodeJS.Timeout | undefined;

  /**
   * @param program path of a program that calls `answerParent`
   * @param limits by default one process, three quarters of the machine's memory for each, and answers of 1 GiB
   */
  constructor(program: string, { processes = 1, memoryLimit, answerLimit = 2 ** 30 }: SupervisorLimits = {}) {
    this.#program = program;
    this.#limits = { memoryLimit: memoryLimit ?? Math.floor(availableMemory() * 0.75), answerLimit };
    this.#lanes = new Lanes(processes);
  }

  /** The children that wait for work or do it. */
  get children(): Child[] {
    return this.#lanes.all.flatMap((lane) => aliveIn(lane) ?? []);
  }

  /**
   * Does work with a child that nobody else uses meanwhile. Work whose child died by itself is done once more with another:
   * it must be free to repeat.
   *
   * @param work may call the child several times; a child that it has not seen has no state
   * @param prefers which child saves work, where several are free
   * @throws the signal's reason, also while waiting; and what the work throws
   */
  async exclusive<Result>(
    work: (child: Child) => Promise<Result>,
    signal?: AbortSignal,
    prefers: (child: Child) => boolean = () => true,
  ): Promise<Result> {
    signal?.throwIfAborted();
    const lane = await this.#lanes.take((each) => {
      const child = aliveIn(each);
      return child === null ? 0 : prefers(child) ? 2 : 1;
    }, signal);
    try {
      return await this.#twice(lane, work);
    } finally {
      this.#lanes.giveBack(lane);
    }
  }

  /** Does something with each child that is alive, as soon as it is free; with none that has died by then. */
  async onEach(work: (child: Child) => Promise<void>): Promise<void> {
    await Promise.all(
      this.#lanes.all
        .filter((lane) => aliveIn(lane) !== null)
        .map(async (only) => {
          const lane = await this.#lanes.take(() => 0, undefined, only);
          const child = aliveIn(lane);
          try {
            if (child) await work(child);
          } catch (error) {
            if (!isStop(error)) throw error;
          } finally {
            this.#lanes.giveBack(lane);
          }
        }),
    );
  }

  /**
   * Says that work will come: until as many are released, children wait for it. A while after the last release they end.
   *
   * @returns releases this once
   */
  hold(): () => void {
    this.#held += 1;
    clearTimeout(this.#idle);
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#held -= 1;
      if (this.#held === 0) this.#idle = setTimeout(() => this.end(), patience).unref();
    };
  }

  /** Ends the children and what they do; the next work gets new ones. */
  end(): void {
    for (const child of this.children) child.end();
  }

  async #twice<Result>(lane: Lane, work: (child: Child) => Promise<Result>): Promise<Result> {
    try {
      return await work(this.#childOf(lane));
    } catch (error) {
      if (!isStop(error) || error.code !== 'crashed') throw error;
      return work(this.#childOf(lane));
    }
  }

  #childOf(lane: Lane): Child {
    const child = aliveIn(lane) ?? new Child(this.#program, this.#limits);
    lane.child = child;
    return child;
  }
}

const aliveIn = ({ child }: Lane): Child | null => (child?.isAlive === true ? child : null);

/** Bytes of the machine, or of the container around this process. */
function availableMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}
