/** A queue that gives the item of least rank first: a binary heap. */
export class SmallestFirst<Item> {
  readonly #items: Item[] = [];
  readonly #ranks: number[] = [];

  push(item: Item, rank: number): void {
    let at = this.#items.length;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if ((this.#ranks[parent] as number) <= rank) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#items[at] = item;
    this.#ranks[at] = rank;
  }

  /** The least rank; `Infinity` when nothing is left. */
  get least(): number {
    return this.#ranks[0] ?? Infinity;
  }

  pop(): Item | undefined {
    const [first] = this.#items;
    const item = this.#items.pop();
    const rank = this.#ranks.pop();
    const { length } = this.#items;
    if (item === undefined || rank === undefined || length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child + 1 < length && (this.#ranks[child + 1] as number) < (this.#ranks[child] as number)) child++;
      if (child >= length || (this.#ranks[child] as number) >= rank) break;
      this.#move(child, at);
      at = child;
    }
    this.#items[at] = item;
    this.#ranks[at] = rank;
    return first;
  }

  #move(from: number, to: number): void {
    this.#items[to] = this.#items[from] as Item;
    this.#ranks[to] = this.#ranks[from] as number;
  }
}
