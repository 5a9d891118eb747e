/** Share of a term's own square that must be left after the terms before it, or it says nothing new. */
const leastPivot = 1e-10;

/**
 * Weighted least squares under one equation: the coefficients of the first terms add up to a total. The last of them is
 * eliminated, so the equation holds exactly, as in KernelSHAP (Lundberg and Lee 2017, equation 8). Terms without part in the
 * equation may be added one after the other; Cholesky's factor of the normal equations grows by a row for each. A term that
 * is a combination of those before it is left out, with coefficient 0, so a singular system has an answer too.
 */
export class ConstrainedFit {
  readonly #rows: number;
  readonly #total: number;
  readonly #constrained: number;
  readonly #firstFree: number;
  /** Square roots of the weights. */
  readonly #roots: Float64Array;
  /** Targets less what the equation alone says of them, times the roots. */
  readonly #targets: Float64Array;
  /** Terms that are in, times the roots. */
  readonly #terms: Float64Array[] = [];
  /** For each constrained term but the last, its place among those that are in, or −1. */
  readonly #places: number[] = [];
  readonly #factor: Float64Array[] = [];
  readonly #solved: number[] = [];

  /**
   * @param terms constrained terms, each with a number for every row
   * @param weights one for each row, not negative
   * @param targets one for each row
   * @param total what the coefficients of these terms add up to
   */
  constructor(
    terms: readonly Float64Array[],
    weights: Float64Array,
    targets: Float64Array,
    total: number,
  ) {
    const last = terms.at(-1) ?? new Float64Array(weights.length);
    this.#rows = weights.length;
    this.#total = total;
    this.#constrained = terms.length;
    this.#roots = weights.map(Math.sqrt);
    this.#targets = targets.map(
      (target, row) => (target - (last[row] as number) * total) * (this.#roots[row] as number),
    );
    for (const term of terms.slice(0, -1)) {
      const place = this.#terms.length;
      const isIn = this.add(term.map((value, row) => value - (last[row] as number)));
      this.#places.push(isIn ? place : -1);
    }
    this.#firstFree = this.#terms.length;
  }

  /** Terms that are in. */
  get terms(): number {
    return this.#terms.length;
  }

  /**
   * Adds a term whose coefficient has no part in the equation.
   *
   * @returns whether it is in: not where it is a combination of the others
   */
  add(term: Float64Array): boolean {
    const scaled = term.map((value, row) => value * (this.#roots[row] as number));
    const row = new Float64Array(this.#terms.length + 1);
    let pivot = dot(scaled, scaled);
    const square = pivot;
    for (let at = 0; at < this.#terms.length; at++) {
      const before = this.#factor[at] as Float64Array;
      let sum = dot(scaled, this.#terms[at] as Float64Array);
      for (let other = 0; other < at; other++) sum -= (row[other] as number) * (before[other] as number);
      row[at] = sum / (before[at] as number);
      pivot -= (row[at] as number) ** 2;
    }
    if (!(pivot > leastPivot * square)) return false;
    const root = Math.sqrt(pivot);
    row[this.#terms.length] = root;
    let sum = dot(scaled, this.#targets);
    for (let at = 0; at < this.#terms.length; at++)
      sum -= (row[at] as number) * (this.#solved[at] as number);
    this.#solved.push(sum / root);
    this.#factor.push(row);
    this.#terms.push(scaled);
    return true;
  }

  /** Coefficients of the constrained terms and of the added ones that are in, and what every row is off, unweighted. */
  solve(): { values: Float64Array; added: Float64Array; residuals: Float64Array } {
    const coefficients = this.#back(Float64Array.from(this.#solved));
    const residuals = this.#targets.slice();
    this.#terms.forEach((term, at) => {
      const coefficient = coefficients[at] as number;
      for (let row = 0; row < term.length; row++)
        residuals[row] = (residuals[row] as number) - coefficient * (term[row] as number);
    });
    this.#roots.forEach((root, row) => {
      residuals[row] = root === 0 ? 0 : (residuals[row] as number) / root;
    });
    const values = new Float64Array(this.#constrained);
    let left = this.#total;
    this.#places.forEach((place, term) => {
      values[term] = place === -1 ? 0 : (coefficients[place] as number);
      left -= values[term];
    });
    if (this.#constrained > 0) values[this.#constrained - 1] = left;
    return { values, added: coefficients.slice(this.#firstFree), residuals };
  }

  /**
   * Standard errors of the constrained coefficients when the rows are independent: White's sandwich estimator (1980).
   *
   * @param deviations standard deviation of each row's target, such as its residual
   */
  standardErrors(deviations: Float64Array): Float64Array {
    const spread = deviations.map((deviation, row) => deviation * (this.#roots[row] as number));
    const errors = new Float64Array(this.#constrained);
    const last = new Float64Array(this.#rows);
    this.#places.forEach((place, term) => {
      if (place === -1) return;
      const influence = this.#influence(place);
      let square = 0;
      for (let row = 0; row < influence.length; row++) {
        const moved = (influence[row] as number) * (spread[row] as number);
        square += moved * moved;
        last[row] = (last[row] as number) - moved;
      }
      errors[term] = Math.sqrt(square);
    });
    if (this.#constrained > 0) errors[this.#constrained - 1] = Math.sqrt(dot(last, last));
    return errors;
  }

  /** How much each row's scaled target moves a coefficient: a row of (X′WX)⁻¹X′√W. */
  #influence(place: number): Float64Array {
    const unit = new Float64Array(this.#terms.length);
    for (let at = place; at < unit.length; at++) {
      const before = this.#factor[at] as Float64Array;
      let sum = at === place ? 1 : 0;
      for (let other = place; other < at; other++) sum -= (before[other] as number) * (unit[other] as number);
      unit[at] = sum / (before[at] as number);
    }
    const inverse = this.#back(unit);
    const influence = new Float64Array(this.#rows);
    this.#terms.forEach((term, at) => {
      const share = inverse[at] as number;
      for (let row = 0; row < term.length; row++)
        influence[row] = (influence[row] as number) + share * (term[row] as number);
    });
    return influence;
  }

  /** Solves with the transposed factor, in place. */
  #back(values: Float64Array): Float64Array {
    for (let at = values.length - 1; at >= 0; at--) {
      const row = this.#factor[at] as Float64Array;
      const value = (values[at] as number) / (row[at] as number);
      values[at] = value;
      for (let other = 0; other < at; other++)
        values[other] = (values[other] as number) - value * (row[other] as number);
    }
    return values;
  }
}

/** Four sums side by side: the processor need not wait for one addition before the next. */
function dot(one: Float64Array, other: Float64Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < one.length; at += 4) {
    first += (one[at] as number) * (other[at] as number);
    second += (one[at + 1] as number) * (other[at + 1] as number);
    third += (one[at + 2] as number) * (other[at + 2] as number);
    fourth += (one[at + 3] as number) * (other[at + 3] as number);
  }
  for (; at < one.length; at++) first += (one[at] as number) * (other[at] as number);
  return first + second + (third + fourth);
}
