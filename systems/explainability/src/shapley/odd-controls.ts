import { dot } from '@modelfolio/statistics/dot';
import type { ConstrainedFit } from './constrained-fit.ts';
import { oddTerm, type Triple } from './odd-terms.ts';

/**
 * Triples with coefficients, taken off the targets of a regression of pairs. The coefficients go down towards least squares
 * one after the other (Gauss and Seidel). They need not arrive: a triple's column has no Shapley values, so the values of what
 * is left tend to the truth with any coefficients, only faster with good ones.
 */
export class OddControls {
  readonly triples: Triple[] = [];
  readonly coefficients: number[] = [];
  readonly #signs: readonly Float64Array[];
  readonly #roots: Float64Array;
  /** Columns times the roots of the weights, and their squares. */
  readonly #columns: Float64Array[] = [];
  readonly #squares: number[] = [];
  /** Targets less the triples. */
  #left: Float64Array;

  /** @param targets one for each pair, as `weights` */
  constructor(signs: readonly Float64Array[], weights: Float64Array, targets: Float64Array) {
    this.#signs = signs;
    this.#roots = weights.map(Math.sqrt);
    this.#left = targets.slice();
  }

  add(triple: Triple, coefficient = 0): void {
    const column = oddTerm(this.#signs, triple);
    for (let row = 0; row < column.length; row++) {
      const value = column[row] as number;
      this.#left[row] = (this.#left[row] as number) - coefficient * value;
      column[row] = value * (this.#roots[row] as number);
    }
    this.triples.push(triple);
    this.coefficients.push(coefficient);
    this.#columns.push(column);
    this.#squares.push(dot(column, column));
  }

  /** Values of what the triples leave of the targets. */
  solve(fit: ConstrainedFit, total: number): ReturnType<ConstrainedFit['solve']> {
    return fit.solve(this.#left, total);
  }

  /** Moves each coefficient to its best, the others as they are. */
  sweep(fit: ConstrainedFit, total: number): void {
    const { residuals } = fit.solve(this.#left, total);
    const scaled = residuals.map((residual, row) => residual * (this.#roots[row] as number));
    this.#columns.forEach((column, at) => {
      const square = this.#squares[at] as number;
      if (square === 0) return;
      const step = dot(column, scaled) / square;
      this.coefficients[at] = (this.coefficients[at] as number) + step;
      for (let row = 0; row < column.length; row++)
        scaled[row] = (scaled[row] as number) - step * (column[row] as number);
    });
    // What was taken off the residuals is taken off the targets.
    for (let row = 0; row < scaled.length; row++) {
      const root = this.#roots[row] as number;
      const taken = (residuals[row] as number) - (scaled[row] as number) / root;
      this.#left[row] = (this.#left[row] as number) - taken;
    }
  }
}
