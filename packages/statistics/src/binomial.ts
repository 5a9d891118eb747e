import type { RandomNumbers } from './random-numbers.ts';

/**
 * A number of successes in `n` tries, drawn as numpy's `RandomState.binomial` draws it: by inversion when few are expected,
 * else by BTPE (Kachitvichyanukul and Schmeiser 1988, "Binomial random variate generation", CACM 31). Exact, not
 * approximate.
 *
 * @param share probability of a success, from 0 to 1
 */
export function binomial(random: RandomNumbers, n: number, share: number): number {
  if (n === 0 || share <= 0) return 0;
  if (share > 0.5) return n - binomial(random, n, 1 - share);
  return share * n <= 30 ? byInversion(random, n, share) : byRejection(random, n, share);
}

/**
 * How many of `n` draws fall into each cell: numpy's `RandomState.multinomial`, a binomial of what the cells before left.
 *
 * @param shares probabilities that add up to 1
 */
export function multinomial(random: RandomNumbers, n: number, shares: Float64Array): Uint32Array {
  const counts = new Uint32Array(shares.length);
  let [left, share] = [n, 1];
  const last = shares.length - 1;
  for (let cell = 0; cell < last && left > 0; cell++) {
    const own = shares[cell] as number;
    counts[cell] = binomial(random, left, own / share);
    left -= counts[cell] as number;
    share -= own;
  }
  if (last >= 0) counts[last] = left;
  return counts;
}

function byInversion(random: RandomNumbers, n: number, p: number): number {
  const q = 1 - p;
  const none = Math.exp(n * Math.log(q));
  // Beyond ten standard deviations only rounding errors are left: draw again.
  const most = Math.min(n, Math.trunc(n * p + 10 * Math.sqrt(n * p * q + 1)));
  for (;;) {
    let [successes, probability, u] = [0, none, random.share()];
    while (u > probability && successes <= most) {
      u -= probability;
      successes++;
      probability = ((n - successes + 1) * p * probability) / (successes * q);
    }
    if (successes <= most) return successes;
  }
}

/** The names are those of the paper: a triangle, two parallelograms and two exponential tails cover the distribution. */
function byRejection(random: RandomNumbers, n: number, r: number): number {
  const q = 1 - r;
  const fm = n * r + r;
  const m = Math.floor(fm);
  const nrq = n * r * q;
  const p1 = Math.floor(2.195 * Math.sqrt(nrq) - 4.6 * q) + 0.5;
  const xm = m + 0.5;
  const [xl, xr] = [xm - p1, xm + p1];
  const c = 0.134 + 20.5 / (15.3 + m);
  const slope = (a: number): number => a * (1 + a / 2);
  const left = slope((fm - xl) / (fm - xl * r));
  const right = slope((xr - fm) / (xr * q));
  const p2 = p1 * (1 + 2 * c);
  const p3 = p2 + c / left;
  const p4 = p3 + c / right;
  for (;;) {
    const u = random.share() * p4;
    let v = random.share();
    if (u <= p1) return Math.floor(xm - p1 * v + u);
    let y: number;
    if (u <= p2) {
      const x = xl + (u - p1) / c;
      v = v * c + 1 - Math.abs(m - x + 0.5) / p1;
      if (v > 1) continue;
      y = Math.floor(x);
    } else if (u <= p3) {
      y = Math.floor(xl + Math.log(v) / left);
      if (y < 0 || v === 0) continue;
      v *= (u - p2) * left;
    } else {
      y = Math.floor(xr - Math.log(v) / right);
      if (y > n || v === 0) continue;
      v *= (u - p3) * right;
    }
    if (isBelow(v, y, { n, r, q, m, nrq, xm })) return y;
  }
}

/** Whether `v` is at most the probability of `y` relative to that of the mode `m`. */
function isBelow(
  v: number,
  y: number,
  { n, r, q, m, nrq, xm }: { n: number; r: number; q: number; m: number; nrq: number; xm: number },
): boolean {
  const k = Math.abs(y - m);
  if (k <= 20 || k >= nrq / 2 - 1) {
    const s = r / q;
    const a = s * (n + 1);
    let ratio = 1;
    for (let i = m + 1; i <= y; i++) ratio *= a / i - s;
    for (let i = y + 1; i <= m; i++) ratio /= a / i - s;
    return v <= ratio;
  }
  // Bounds of the logarithm decide nearly always, Stirling's series the rest.
  const spread = (k / nrq) * ((k * (k / 3 + 0.625) + 1 / 6) / nrq + 0.5);
  const middle = (-k * k) / (2 * nrq);
  const a = Math.log(v);
  if (a < middle - spread) return true;
  if (a > middle + spread) return false;
  const [x1, f1, z, w] = [y + 1, m + 1, n + 1 - m, n - y + 1];
  const exact =
    xm * Math.log(f1 / x1) +
    (n - m + 0.5) * Math.log(z / w) +
    (y - m) * Math.log((w * r) / (x1 * q)) +
    stirling(f1) +
    stirling(z) +
    stirling(x1) +
    stirling(w);
  return a <= exact;
}

function stirling(x: number): number {
  const x2 = x * x;
  return (13680 - (462 - (132 - (99 - 140 / x2) / x2) / x2) / x2) / x / 166320;
}
