import { expect, it } from 'vitest';
import { NumpyRandom } from './numpy-random.ts';
import { pairwiseSum } from './pairwise-sum.ts';

it('a sum is numpy’s to the last bit', () => {
  const random = new NumpyRandom(3);
  const values = Float64Array.from({ length: 1000 }, () => random.share() - 0.5);
  // numpy 2.4: (RandomState(3).random_sample(1000) - 0.5)[:n].sum(); one after the other they are 4.940176990785393.
  expect([0, 7, 13, 300, 1000].map((count) => pairwiseSum(values.subarray(0, count)))).toEqual([
    0, 0.4755034230482167, -0.6891231689740914, -3.354606486953409, 4.940176990785389,
  ]);
});
