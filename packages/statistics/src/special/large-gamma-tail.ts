import { deviance } from './deviance.ts';
import { erfcx } from './erfcx.ts';
import { polynomial } from './polynomial.ts';
import type { Tail } from './tail.ts';

/**
 * Taylor coefficients in η of the functions cₖ(η) of DLMF 8.12.10, a row for each k, from the recurrence that is given there;
 * as many as 10⁻¹⁶ asks for with |η| ≤ 0.51 and a ≥ 10⁴.
 */
const coefficients = [
  [
    -0.3333333333333333, 0.08333333333333333, -0.014814814814814815, 0.0011574074074074073,
    0.0003527336860670194, -0.0001787551440329218, 3.919263178522438e-5, -2.185448510679992e-6,
    -1.85406221071516e-6, 8.296711340953087e-7, -1.7665952736826078e-7, 6.707853543401498e-9,
    1.0261809784240309e-8, -4.382036018453353e-9, 9.14769958223679e-10, -2.5514193994946248e-11,
    -5.830772132550426e-11, 2.4361948020667415e-11, -5.0276692801141755e-12, 1.1004392031956135e-13,
    3.371763262400985e-13,
  ],
  [
    -0.001851851851851852, -0.003472222222222222, 0.0026455026455026454, -0.0009902263374485596,
    0.00020576131687242798, -4.018775720164609e-7, -1.8098550334489977e-5, 7.64916091608111e-6,
    -1.6120900894563446e-6, 4.647127802807434e-9, 1.378633446915721e-7, -5.752545603517705e-8,
    1.1951628599778148e-8, -1.7543241719747647e-11, -1.0091543710600413e-9, 4.162792991842583e-10,
  ],
  [
    0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049, 2.0093878600823047e-6,
    -0.0001073665322636516, 5.2923448829120125e-5, -1.2760635188618728e-5, 3.423578734096138e-8,
    1.3721957309062934e-6, -6.298992138380055e-7, 1.4280614206064242e-7,
  ],
  [
    0.0006494341563786008, 0.00022947209362139917, -0.0004691894943952557, 0.00026772063206283885,
    -7.561801671883977e-5, -2.396505113867297e-7,
  ],
  [-0.0008618882909167117, 0.0007840392217200666],
];

/**
 * The incomplete gamma function for a large `a` by Temme's uniform expansion (DLMF 8.12.3 to 8.12.10), whose cost does not
 * grow with `a`. Both tails are written with e^(−aη²/2) taken out, so that they keep their digits far from the mean.
 *
 * @param a from 10⁴
 * @param x from 0.6a to 1.6a
 */
export function largeGammaTail(a: number, x: number): Tail {
  const half = deviance(a, x);
  const distance = Math.sqrt((2 * half) / a);
  const eta = x < a ? -distance : distance;
  let series = 0;
  for (let k = coefficients.length - 1; k >= 0; k--)
    series = series / a + polynomial(coefficients[k] as number[], eta);
  const correction = series / Math.sqrt(2 * Math.PI * a);
  const middle = 0.5 * erfcx(Math.sqrt(half));
  return x < a
    ? { side: 'lower', log: Math.log(middle - correction) - half }
    : { side: 'upper', log: Math.log(middle + correction) - half };
}
