/** A way to write a value as one of the whole line, on which a distribution has about the same scale everywhere. */
export interface Coordinate {
  toValue: (u: number) => number;
  /** Derivative of `toValue`. */
  slope: (u: number) => number;
}

/** For values above 0. */
export const logarithmic: Coordinate = { toValue: Math.exp, slope: Math.exp };

/** For values on both sides of 0 whose tails are powers: logarithms, far from 0. */
export const hyperbolic: Coordinate = { toValue: Math.sinh, slope: Math.cosh };

/** For values between 0 and 1. */
export const logistic: Coordinate = {
  toValue: (u) => 1 / (1 + Math.exp(-u)),
  slope: (u) => 1 / (2 + Math.exp(u) + Math.exp(-u)),
};
