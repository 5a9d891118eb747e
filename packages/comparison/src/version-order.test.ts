import { expect, test } from 'vitest';
import { versionOrder } from './version-order.ts';

test('numbers by value, and a release after its pre-releases', () => {
  const sorted = [
    '0.9.0',
    '1.9.0',
    '1.10.0-alpha',
    '1.10.0-rc.2',
    '1.10.0-rc.10',
    '1.10.0',
    '2.0.0+build.5',
    '10.0.0',
  ];
  expect(sorted.toReversed().toSorted(versionOrder)).toEqual(sorted);
});
