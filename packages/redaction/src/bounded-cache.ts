/** So many answers are remembered; then it begins anew. */
const most = 50_000;
/** Longer texts seldom come twice. */
const longest = 1000;

/**
 * Answers by text. Names and values repeat from run to run: ten thousand runs of one project hold a few hundred.
 *
 * @example
 * const cache = new BoundedCache<boolean>();
 * cache.recall('a', () => slow('a'));
 */
export class BoundedCache<Answer> {
  readonly #answers = new Map<string, Answer>();

  get(text: string): Answer | undefined {
    return this.#answers.get(text);
  }

  set(text: string, answer: Answer): void {
    if (text.length > longest) return;
    if (this.#answers.size >= most) this.#answers.clear();
    this.#answers.set(text, answer);
  }

  /** The answer remembered, or made now. */
  recall(text: string, make: () => Answer): Answer {
    const known = this.#answers.get(text);
    if (known !== undefined) return known;
    const made = make();
    this.set(text, made);
    return made;
  }
}
