import type { Tensor, Tf } from '../src/tensorflow.ts';

/** Half the distance of two values: smaller ones drown in the rounding of single precision. */
const step = 2 ** -7;

/**
 * Gradients by central differences of `Σ dy · f(inputs)`, as tensors of the inputs' shapes. Good to about 1e-3 of the
 * largest where no value crosses a kink.
 */
export function numericGradients(
  tf: Tf,
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  dy: Tensor,
): Tensor[] {
  return inputs.map((input, place) => {
    const values = input.dataSync<'float32'>();
    const at = (index: number, by: number): number =>
      tf.tidy(() => {
        const moved = values.slice();
        moved[index] = (moved[index] as number) + by;
        const others = inputs.map((other, own) => (own === place ? tf.tensor(moved, input.shape) : other));
        // Summed here, in double precision.
        const found = tf.mul(f(...others), dy).dataSync<'float32'>();
        return found.reduce((sum, value) => sum + value, 0);
      });
    const slopes = Array.from(values, (_, index) => (at(index, step) - at(index, -step)) / (2 * step));
    return tf.tensor(slopes, input.shape);
  });
}
