/** 1 − γ of Euler and Mascheroni. */
const first = 0.42278433509846713;
/** ζ(k) − 1 of Riemann, from k = 2. */
const zetasLessOne = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5,
  3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7,
  5.960818905125948e-8, 2.980350351465228e-8,
];

/**
 * `log Γ(1 + a)`, with all its digits however small `a` is: DLMF 5.7.3 around 2, from where the recurrence leads to 1.
 *
 * @param a from 0 to 1
 */
export function logGammaOnePlus(a: number): number {
  return a > 0.5 ? aroundTwo(a - 1) : aroundTwo(a) - Math.log1p(a);
}

/** `log Γ(2 + b)` for |b| ≤ ½. */
function aroundTwo(b: number): number {
  let sum = first * b;
  let power = b;
  for (let k = 2; k < zetasLessOne.length + 2; k++) {
    power *= -b;
    sum -= ((zetasLessOne[k - 2] as number) * power) / k;
  }
  return sum;
}
