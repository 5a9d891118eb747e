import { dot } from '@modelfolio/statistics/dot';

/** Share of a term's own square that must be left after the terms before it, or it says nothing new. */
const leastPivot = 1e-10;

/**
 * Weighted least squares under one equation: the coefficients add up to a total. The last one is eliminated, so the equation
 * holds exactly, as in KernelSHAP (Lundberg and Lee 2017, equation 8). A term that is a combination of those before it gets
 * coefficient 0, so a singular system has an answer too. The normal equations are factored once (Cholesky) for any number of
 * targets.
 */
export class ConstrainedFit {
  readonly #rows: number;
  readonly #size: number;
  /** Square roots of the weights. */
  readonly #roots: Float64Array;
  readonly #last: Float64Array;
  /** Terms that are in, less the last one, times the roots. */
  readonly #terms: Float64Array[] = [];
  /** For each term but the last, its place among those that are in, or −1. */
  readonly #places: number[];
  readonly #factor: Float64Array[] = [];

  /**
   * @param terms each with a number for every row
   * @param weights one for each row, not negative
   */
  constructor(terms: readonly Float64Array[], weights: Float64Array) {
    this.#rows = weights.length;
    this.#size = terms.length;
    this.#roots = weights.map(Math.sqrt);
    const last = terms.at(-1) ?? new Float64Array(weights.length);
    this.#last = last;
    this.#places = terms.slice(0, -1).map((term) => {
      const scaled = term.map((value, row) => (value - (last[row] as number)) * (this.#roots[row] as number));
      return this.#add(scaled) ? this.#terms.length - 1 : -1;
    });
  }

  /** The next row of the factor. */
  #add(scaled: Float64Array): boolean {
    const row = new Float64Array(this.#terms.length + 1);
    const square = dot(scaled, scaled);
    let pivot = square;
    for (let at = 0; at < this.#terms.length; at++) {
      const before = this.#factor[at] as Float64Array;
      let sum = dot(scaled, this.#terms[at] as Float64Array);
      for (let other = 0; other < at; other++) sum -= (row[other] as number) * (before[other] as number);
      row[at] = sum / (before[at] as number);
      pivot -= (row[at] as number) ** 2;
    }
    if (!(pivot > leastPivot * square)) return false;
    row[this.#terms.length] = Math.sqrt(pivot);
    this.#factor.push(row);
    this.#terms.push(scaled);
    return true;
  }

  /**
   * @param targets one for each row
   * @param total what the coefficients add up to
   * @returns coefficients, and what every row is off, unweighted
   */
  solve(targets: Float64Array, total: number): { values: Float64Array; residuals: Float64Array } {
    const residuals = targets.map(
      (target, row) => (target - (this.#last[row] as number) * total) * (this.#roots[row] as number),
    );
    const coefficients = new Float64Array(this.#terms.length);
    for (let at = 0; at < coefficients.length; at++)
      coefficients[at] = dot(residuals, this.#terms[at] as Float64Array);
    this.#back(this.#forward(coefficients, 0));
    this.#terms.forEach((term, at) => {
      const coefficient = coefficients[at] as number;
      for (let row = 0; row < term.length; row++)
        residuals[row] = (residuals[row] as number) - coefficient * (term[row] as number);
    });
    for (let row = 0; row < residuals.length; row++) {
      const root = this.#roots[row] as number;
      residuals[row] = root === 0 ? 0 : (residuals[row] as number) / root;
    }
    const values = new Float64Array(this.#size);
    let left = total;
    this.#places.forEach((place, term) => {
      values[term] = place === -1 ? 0 : (coefficients[place] as number);
      left -= values[term];
    });
    if (this.#size > 0) values[this.#size - 1] = left;
    return { values, residuals };
  }

  /**
   * Standard errors of the coefficients when the rows are independent: White's sandwich estimator (1980).
   *
   * @param deviations standard deviation of each row's target, such as its residual
   */
  standardErrors(deviations: Float64Array): Float64Array {
    const spread = deviations.map((deviation, row) => deviation * (this.#roots[row] as number));
    const errors = new Float64Array(this.#size);
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
    if (this.#size > 0) errors[this.#size - 1] = Math.sqrt(dot(last, last));
    return errors;
  }

  /** How much each row's scaled target moves a coefficient: a row of (X′WX)⁻¹X′√W. */
  #influence(place: number): Float64Array {
    const unit = new Float64Array(this.#terms.length);
    unit[place] = 1;
    this.#forward(unit, place);
    const inverse = this.#back(unit);
    const influence = new Float64Array(this.#rows);
    this.#terms.forEach((term, at) => {
      const share = inverse[at] as number;
      for (let row = 0; row < term.length; row++)
        influence[row] = (influence[row] as number) + share * (term[row] as number);
    });
    return influence;
  }

  /** Solves with the factor, in place; everything before `first` is 0. */
  #forward(values: Float64Array, first: number): Float64Array {
    for (let at = first; at < values.length; at++) {
      const row = this.#factor[at] as Float64Array;
      let sum = values[at] as number;
      for (let other = first; other < at; other++) sum -= (row[other] as number) * (values[other] as number);
      values[at] = sum / (row[at] as number);
    }
    return values;
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
