import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { informationOfClasses, informationOfNumbers, informationOfTable } from './mutual-information.ts';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';

const draws = (count: number, seed: number): Float64Array => {
  const random = new NumpyRandom(seed);
  return Float64Array.from({ length: count }, () => random.normal());
};

describe('mutual information', () => {
  it('of two normal columns is near to what theory says, and the same both ways round', () => {
    const [x, noise] = [draws(4000, 1), draws(4000, 2)];
    const y = x.map((value, at) => 0.8 * value + 0.6 * (noise[at] as number));
    const found = informationOfNumbers(x, y, 3);
    expect(Math.abs(found - -0.5 * Math.log(1 - 0.8 ** 2))).toBeLessThan(0.03);
    expect(informationOfNumbers(y, x, 3)).toBe(found);
    expect(informationOfNumbers(x, noise, 3)).toBeLessThan(0.03);
  });

  it('of two classes far from each other is their entropy', () => {
    const classes = Int32Array.from({ length: 2000 }, (_, at) => at % 2);
    const far = draws(2000, 3).map((value, at) => value + 100 * (at % 2));
    expect(informationOfClasses(far, classes, 3)).toBeCloseTo(Math.log(2), 3);
    expect(informationOfClasses(draws(2000, 4), classes, 3)).toBeLessThan(0.03);
  });

  it('leaves out what is alone in its class, and is none where all are', () => {
    const values = draws(50, 5);
    const classes = Int32Array.from(values, (_, at) => at % 2);
    const more = Float64Array.of(...values, 0.123);
    expect(informationOfClasses(more, Int32Array.of(...classes, 9), 3)).toBe(
      informationOfClasses(values, classes, 3),
    );
    expect(
      informationOfClasses(
        values,
        Int32Array.from(values, (_, at) => at),
        3,
      ),
    ).toBeNaN();
  });

  it('of a table is by its definition, whatever the classes are called', () => {
    const codes = fc.array(fc.tuple(fc.nat(3), fc.nat(2)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(codes, (pairs) => {
        const share = (of: (pair: [number, number]) => boolean): number =>
          pairs.filter(of).length / pairs.length;
        let wanted = 0;
        for (let a = 0; a < 4; a++)
          for (let b = 0; b < 3; b++) {
            const both = share(([one, other]) => one === a && other === b);
            if (both > 0)
              wanted +=
                both * Math.log(both / share(([one]) => one === a) / share(([, other]) => other === b));
          }
        const one = Int32Array.from(pairs, ([a]) => a);
        const other = Int32Array.from(pairs, ([, b]) => b);
        expect(informationOfTable(one, other)).toBeCloseTo(wanted, 12);
        expect(
          informationOfTable(
            other,
            one.map((code) => 7 - code),
          ),
        ).toBeCloseTo(wanted, 12);
      }),
    );
  });
});
