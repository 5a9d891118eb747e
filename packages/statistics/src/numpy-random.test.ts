import { describe, expect, it } from 'vitest';
import { NumpyRandom } from './numpy-random.ts';

describe('numpy’s RandomState', () => {
  it('draws what the Mersenne Twister draws', () => {
    // The seed of the authors' own program, and its first numbers.
    const random = new NumpyRandom(5489);
    expect([random.whole(), random.whole()]).toEqual([3499211612, 581869302]);
    // The ten thousandth, by which the C++ standard tells its mt19937 (26.6.5).
    for (let draw = 3; draw < 10_000; draw++) random.whole();
    expect(random.whole()).toBe(4123659995);
  });

  it('draws the same beyond every turn of its 624 numbers as another’s Mersenne Twister', () => {
    const random = new NumpyRandom(5489);
    let sum = 0;
    for (let draw = 0; draw < 2000; draw++) sum += random.whole();
    // pure-rand 8.4.2: the sum of mersenne(5489)’s first 2000 words.
    expect(sum).toBe(4251639600755);
  });

  it('takes seeds to the greatest of 32 bits', () => {
    const random = new NumpyRandom(4294967295);
    expect([random.whole(), random.whole(), random.whole()]).toEqual([419326371, 479346978, 3918654476]);
  });

  it('draws shares, normal numbers and orders as numpy 2.4 does, beyond the first 624 numbers', () => {
    const random = new NumpyRandom(12345);
    for (let draw = 0; draw < 700; draw++) random.share();
    expect([random.share(), random.share()]).toEqual([0.06523207021465494, 0.6813926955947026]);
    const normal = [random.normal(), random.normal(), random.normal()];
    const wanted = [-0.5168782316146914, -0.09563566771150116, 0.31642380457853764];
    normal.forEach((value, at) => expect(value).toBeCloseTo(wanted[at] as number, 15));
    const order = Int32Array.from({ length: 12 }, (_, at) => at);
    random.shuffle(order);
    expect([...order]).toEqual([5, 11, 8, 0, 4, 3, 1, 7, 6, 10, 9, 2]);
  });
});
