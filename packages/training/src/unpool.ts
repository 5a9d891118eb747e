import { runKernel } from './run-kernel.ts';
import type { Tensor4D, Tf } from './tensorflow.ts';

/**
 * Gradient of 2×2 max pooling with stride 2 and no padding.
 *
 * @param x `[N, h, w, c]` what was pooled
 * @param y `[N, h/2, w/2, c]` its pooled values
 * @param dy gradient in `y`
 * @returns gradient in `x`
 */
export type Unpool = (x: Tensor4D, y: Tensor4D, dy: Tensor4D) => Tensor4D;

/** The backend's own kernel, which passes a window's gradient to one of its largest values. */
export function builtInUnpool(tf: Tf): Unpool {
  const attributes = { filterSize: 2, strides: 2, pad: 'valid', dimRoundingMode: undefined };
  return (x, y, dy) => runKernel(tf, 'MaxPoolGrad', { dy, input: x, output: y }, attributes) as Tensor4D;
}

/**
 * Composed of operations that the WASM backend has in SIMD. Its own kernel is a plain loop, and gives no
 * gradient at all to a window whose largest value is not positive (tfjs-backend-wasm 4.22.0). Where several
 * values of a window are largest, they share its gradient: as good a subgradient as giving one of them all.
 */
export function composedUnpool(tf: Tf): Unpool {
  return (x, y, dy) => {
    const [batch, height, width, channels] = x.shape;
    const [, rows, columns] = y.shape;
    return tf.tidy(() => {
      // An odd last row or column is in no window.
      const even = height % 2 === 0 && width % 2 === 0;
      const covered = even ? x : tf.slice(x, [0, 0, 0, 0], [batch, 2 * rows, 2 * columns, channels]);
      const enlarge = (values: Tensor4D): Tensor4D =>
        tf.image.resizeNearestNeighbor(values, [2 * rows, 2 * columns]);
      const smaller = tf.step(tf.sub(enlarge(y), covered)) as Tensor4D;
      const largestShare = tf.sub(1, tf.avgPool(smaller, 2, 2, 'valid'));
      const shared = enlarge(tf.div(dy, tf.mul(largestShare, 4)));
      const dx = tf.sub(shared, tf.mul(shared, smaller)) as Tensor4D;
      const missing: [number, number][] = [
        [0, 0],
        [0, height % 2],
        [0, width % 2],
        [0, 0],
      ];
      return even ? dx : tf.pad(dx, missing);
    });
  };
}
