import { expect, test } from 'vitest';
import { feedFlags } from './feed-flags.ts';

test('say axes and a factor, a quotient as one', () => {
  expect(feedFlags({})).toEqual({ transpose: null, scale: null });
  expect(feedFlags({ transpose: '2, 0,1', scale: ' 1 / 255 ' })).toEqual({
    transpose: [2, 0, 1],
    scale: { times: 1, by: 255 },
  });
  expect(feedFlags({ scale: '0.5' }).scale).toEqual({ times: 0.5, by: 1 });
});

test.each(['', 'a', '2,,1', '-1,0', '2 0 1', '10,0'])('no axes: %j', (transpose) => {
  expect(() => feedFlags({ transpose })).toThrow(/--transpose .*expected numbers of axes \(axes of one row/);
});

test.each(['', '0', '1/0', '-1', '1/2/3', 'x', '1e3'])('no factor: %j', (scale) => {
  expect(() => feedFlags({ scale })).toThrow(/--scale .*expected a number or a quotient \(e\.g\. 1\/255/);
});
