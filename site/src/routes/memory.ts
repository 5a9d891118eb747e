/** A value and the digest of what it was made of. */
interface Remembered {
  digest: string;
  value: unknown;
}

/** What an earlier build found out of a record, so that the record need not be parsed again to know it. */
export class Memory {
  readonly #before: Readonly<Record<string, Remembered>>;
  readonly #now: Record<string, Remembered> = {};

  constructor(before: Readonly<Record<string, Remembered>> = {}) {
    this.#before = before;
  }

  /** The value remembered for the digest, or made now. It must survive JSON. */
  recall<Value>(name: string, digest: string, make: () => Value): Value {
    const known = this.#before[name];
    const value = known?.digest === digest ? (known.value as Value) : make();
    this.#now[name] = { digest, value };
    return value;
  }

  /** Whether `recall` would have to make the value. */
  knows(name: string, digest: string): boolean {
    return this.#before[name]?.digest === digest;
  }

  toJSON(): Record<string, Remembered> {
    return this.#now;
  }
}
