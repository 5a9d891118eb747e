import { minimiseWithin } from './minimise-within.ts';

const grow = 1.618034;
const nearness = { relative: 1.48e-8, absolute: 1e-11 };

/**
 * Where a function of one variable is least: Brent 1973, chapter 5, from a bracket that grows downhill from two points.
 *
 * @throws RangeError when no bracket is found: the function keeps falling
 */
export function minimise(of: (x: number) => number, from: number, to: number): number {
  const [low, high] = bracket(of, from, to);
  return minimiseWithin(of, low, high, nearness);
}

function bracket(of: (x: number) => number, from: number, to: number): [number, number] {
  let [a, b] = of(from) < of(to) ? [to, from] : [from, to];
  let [fb, c] = [of(b), b + grow * (b - a)];
  let fc = of(c);
  for (let step = 0; fc < fb; step++) {
    if (step > 100) throw new RangeError('the function has no minimum');
    [a, b, fb] = [b, c, fc];
    c = b + grow * (b - a);
    fc = of(c);
  }
  return a < c ? [a, c] : [c, a];
}
