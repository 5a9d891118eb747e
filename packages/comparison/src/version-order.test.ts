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

test('what differs in nothing but its build is alike', () => {
  expect(versionOrder('1.0.0', '1.0.0')).toBe(0);
  expect(versionOrder('1.0.0+a', '1.0.0+b')).toBe(0);
  expect(versionOrder('1.0.0-rc.1+a-b', '1.0.0-rc.1')).toBe(0);
  expect(versionOrder('1.0.0', '1.0.0-rc.1')).toBe(1);
  expect(versionOrder('1.0.0-rc.1', '1.0.0')).toBe(-1);
});
