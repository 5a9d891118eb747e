import { polynomial } from './polynomial.ts';

// Rational Chebyshev approximations of Cody 1969, "Rational Chebyshev approximations for the error function", Math. Comp. 23:
// of erf for |x| ≤ 0.46875, of the scaled complement up to 4, and beyond. Coefficients from the constant up.
const near = {
  top: [3209.377589138469, 377.485237685302, 113.86415415105016, 3.1611237438705655, 0.18577770618460315],
  bottom: [2844.236833439171, 1282.6165260773723, 244.02463793444417, 23.601290952344122, 1],
};
const middle = {
  top: [
    1230.3393547979972, 2051.0783778260716, 1712.0476126340707, 881.952221241769, 298.6351381974001,
    66.11919063714163, 8.883149794388377, 0.5641884969886701, 2.1531153547440383e-8,
  ],
  bottom: [
    1230.3393548037495, 3439.3676741437216, 4362.619090143247, 3290.7992357334597, 1621.3895745666903,
    537.1811018620099, 117.6939508913125, 15.744926110709835, 1,
  ],
};
const far = {
  top: [
    6.587491615298378e-4, 0.016083785148742275, 0.12578172611122926, 0.3603448999498044, 0.30532663496123236,
    0.016315387137302097,
  ],
  bottom: [
    0.0023352049762686918, 0.06051834131244132, 0.5279051029514285, 1.8729528499234604, 2.568520192289822, 1,
  ],
};
const rootOfPi = 1.772453850905516;

/**
 * The scaled complementary error function `exp(x²) (2/√π) ∫ exp(−t²) dt` from x to ∞, which has all its digits where the
 * complement itself is below the least double.
 *
 * @param x at least 0
 */
export function erfcx(x: number): number {
  if (x <= 0.46875) return Math.exp(x * x) * (1 - x * ratio(near, x * x));
  if (x <= 4) return ratio(middle, x);
  const inverse = 1 / (x * x);
  return (1 / rootOfPi - inverse * ratio(far, inverse)) / x;
}

const ratio = ({ top, bottom }: typeof near, x: number): number => polynomial(top, x) / polynomial(bottom, x);
