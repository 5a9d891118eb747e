/** More runs than this are not read at once. */
const mostAtOnce = 16;

interface Batch<Run, Details> {
  readonly first: Run | undefined;
  /** Of the first runs that were asked for, at least of one. */
  readonly found: Promise<readonly Details[]>;
}

/**
 * Details of the runs of a list, read before they are asked for: whoever wants those of one will want the next one's. While
 * some are used, the next ones are read; more and more at once, as long as none is passed over.
 */
export class ReadAhead<Run, Details> {
  readonly #runs: readonly Run[];
  readonly #read: (runs: readonly Run[]) => Promise<readonly Details[]>;
  #ready = new Map<Run, Details>();
  #coming: Batch<Run, Details> | null = null;
  #size = 1;

  /** @param read details of the runs in their order: of the first one, and of as many after it as it likes */
  constructor(runs: readonly Run[], read: (runs: readonly Run[]) => Promise<readonly Details[]>) {
    this.#runs = runs;
    this.#read = read;
  }

  /** @throws what reading them throws; nothing more is read ahead then */
  async of(run: Run): Promise<Details> {
    const ready = this.#ready.get(run);
    if (ready !== undefined) return ready;
    const at = this.#runs.indexOf(run);
    const isNext = this.#coming?.first === run;
    this.#size = isNext ? Math.min(2 * this.#size, mostAtOnce) : 1;
    const { found } = isNext && this.#coming ? this.#coming : this.#batch(at);
    this.#coming = null;
    const details = await found;
    this.#ready = new Map(details.map((each, index) => [this.#runs[at + index] as Run, each]));
    const next = at + details.length;
    if (next < this.#runs.length) this.#coming = this.#batch(next);
    const [first] = details;
    if (first === undefined) throw new RangeError('nothing was read');
    return first;
  }

  #batch(from: number): Batch<Run, Details> {
    const runs = this.#runs.slice(from, from + this.#size);
    const found = this.#read(runs);
    // Whoever asks for them is told.
    found.catch(() => undefined);
    return { first: runs[0], found };
  }
}
