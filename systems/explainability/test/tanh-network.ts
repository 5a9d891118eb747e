import type { ModelFunction } from '../src/model-function.ts';

/** A network of one hidden layer, as Python's judges write it: w2·tanh(W1·x + b1). */
export interface TanhNetwork {
  readonly w1: readonly (readonly number[])[];
  readonly b1: readonly number[];
  readonly w2: readonly number[];
}

export function tanhNetwork({ w1, b1, w2 }: TanhNetwork): ModelFunction {
  return ({ values, rows, columns }) =>
    Float64Array.from({ length: rows }, (_, row) => {
      let out = 0;
      w1.forEach((weights, unit) => {
        let sum = b1[unit] as number;
        for (let column = 0; column < columns; column++)
          sum += (weights[column] as number) * (values[row * columns + column] as number);
        out += (w2[unit] as number) * Math.tanh(sum);
      });
      return out;
    });
}
