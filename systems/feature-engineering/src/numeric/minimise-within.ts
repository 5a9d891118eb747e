/** How near the place is found: steps are no shorter than `relative × |x| + absolute`. */
export interface Nearness {
  readonly relative: number;
  readonly absolute: number;
}

const golden = (3 - Math.sqrt(5)) / 2;
const mostSteps = 500;

/**
 * Where a function of one variable is least between two places: Brent 1973, chapter 5. Of a function that falls all the
 * way it is as near to the end as the steps allow.
 *
 * @example
 * minimiseWithin((x) => (x - 2) ** 2, 0, 5, { relative: 1e-8, absolute: 1e-9 }); // 2
 */
export function minimiseWithin(
  of: (x: number) => number,
  low: number,
  high: number,
  { relative, absolute }: Nearness,
): number {
  let [a, b] = [low, high];
  let x = a + golden * (b - a);
  let [w, v] = [x, x];
  let fx = of(x);
  let [fw, fv] = [fx, fx];
  let [step, before] = [0, 0];
  for (let turn = 0; turn < mostSteps; turn++) {
    const middle = (a + b) / 2;
    const least = relative * Math.abs(x) + absolute;
    if (Math.abs(x - middle) <= 2 * least - (b - a) / 2) break;
    const next = parabola(x, w, v, fx, fw, fv);
    const isGood =
      Math.abs(before) > least && Math.abs(next) < Math.abs(before / 2) && x + next > a && x + next < b;
    [before, step] = isGood ? [step, next] : [(x < middle ? b : a) - x, golden * ((x < middle ? b : a) - x)];
    if (isGood && (x + step - a < 2 * least || b - x - step < 2 * least))
      step = Math.sign(middle - x) * least;
    const u = x + (Math.abs(step) >= least ? step : Math.sign(step || 1) * least);
    const fu = of(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return x;
}

/** The step to the lowest point of the parabola through three points. */
function parabola(x: number, w: number, v: number, fx: number, fw: number, fv: number): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const bottom = 2 * (q - r);
  return bottom === 0 ? Infinity : -((x - v) * q - (x - w) * r) / bottom;
}
