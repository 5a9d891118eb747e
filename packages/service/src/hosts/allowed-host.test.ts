import { describe, expect, it } from 'vitest';
import { parseAllowedHost } from './allowed-host.ts';
import { parseAuthority } from './authority.ts';

const isAllowed = (pattern: string, host: string): boolean | undefined => {
  const asked = parseAuthority(host);
  if (asked === null) throw new Error(`${host} is no host`);
  return parseAllowedHost(pattern)?.(asked);
};

describe('an allowed host', () => {
  it.each([
    ['example.org', 'example.org'],
    ['example.org', 'EXAMPLE.org.:8080'],
    ['Example.org:*', 'example.org:1'],
    ['example.org:8080', 'example.org:8080'],
    ['*.example.org', 'a.example.org:80'],
    ['*.example.org', 'a.b.example.org'],
    ['*', 'anything:1'],
    ['[::1]', '[0::1]:80'],
    ['192.168.1.2', '192.168.1.2'],
  ])('%s takes %s', (pattern, host) => {
    expect(isAllowed(pattern, host)).toBe(true);
  });

  it.each([
    ['example.org', 'a.example.org'],
    ['example.org', 'example.org.attacker.example'],
    ['example.org:8080', 'example.org'],
    ['example.org:8080', 'example.org:80'],
    ['*.example.org', 'example.org'],
    ['*.example.org', 'badexample.org'],
    ['*.example.org:80', 'a.example.org:81'],
  ])('%s does not take %s', (pattern, host) => {
    expect(isAllowed(pattern, host)).toBe(false);
  });

  it.each(['', '10.*', '*.*', 'a.*.example', '**', 'http://example.org', '*example.org', 'a:b'])(
    '%j is none',
    (pattern) => {
      expect(parseAllowedHost(pattern)).toBeNull();
    },
  );
});
