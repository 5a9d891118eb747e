import { expect, it } from 'vitest';
import { isLoopback } from './is-loopback.ts';

it.each([
  '127.0.0.1',
  '127.0.0.0',
  '127.255.255.255',
  '::1',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  'localhost',
  'LOCALHOST',
  'api.localhost',
])('%s is reached from this machine alone', (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each([
  '',
  '0.0.0.0',
  '::',
  '::ffff:0.0.0.0',
  '::ffff:128.0.0.1',
  '126.255.255.255',
  '128.0.0.1',
  '10.0.0.1',
  '192.168.1.1',
  '::2',
  'fe80::1',
  // Nobody knows what these resolve to.
  '127.1',
  '0x7f000001',
  '2130706433',
  'example.org',
  'localhost.example.org',
  'notlocalhost',
  '.localhost',
  '127.0.0.1.example.org',
  '[::1]',
])('%j may be reached from elsewhere', (host) => {
  expect(isLoopback(host)).toBe(false);
});
