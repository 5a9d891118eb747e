/** Something that is wrong with a store. */
export interface StoreFinding {
  /** Names the kind, e.g. `runs-without-experiment`. */
  readonly code: string;
  /** What is wrong, how often and where. */
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string;
}
