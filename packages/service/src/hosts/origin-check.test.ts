import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originCheck } from './origin-check.ts';

function isTaken(
  origin: string | null,
  host: string,
  { method = 'POST', origins = [] as string[] } = {},
): boolean {
  const headers = new Headers({ Host: host, ...(origin !== null && { Origin: origin }) });
  try {
    originCheck(origins)({ method, headers, url: 'http://localhost/' } as Request);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'origin-foreign') return false;
    throw error;
  }
}

describe('a request that could change something', () => {
  it.each([
    [null, 'a.example'],
    ['http://a.example', 'a.example'],
    ['https://a.example', 'A.example'],
    ['http://a.example', 'a.example:80'],
    ['https://a.example', 'a.example:443'],
    ['http://localhost:8080', 'localhost:8080'],
    ['http://[::1]:8080', '[0::1]:8080'],
  ])('from %s is taken by %s', (origin, host) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(isTaken(origin, host, { method })).toBe(true);
  });

  it.each([
    ['null', 'a.example'],
    ['', 'a.example'],
    ['http://b.example', 'a.example'],
    ['http://a.example:81', 'a.example:80'],
    ['http://a.example:8080', 'a.example'],
    ['https://a.example', 'a.example:80'],
    ['http://a.example.b.example', 'a.example'],
    ['http://a.example@b.example', 'a.example'],
    ['ftp://a.example', 'a.example'],
    ['file://', 'a.example'],
    ['http://a.example http://b.example', 'a.example'],
    ['http://a.example/', 'a.example'],
    ['http://localhost:8081', 'localhost:8080'],
    ['http://127.0.0.1:8080', 'localhost:8080'],
  ])('from %j is refused by %s', (origin, host) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(isTaken(origin, host, { method })).toBe(false);
  });

  it('is taken from pages of named origins', () => {
    const origins = ['https://b.example'];
    expect(isTaken('https://b.example', 'a.example', { origins })).toBe(true);
    expect(isTaken('http://b.example', 'a.example', { origins })).toBe(false);
    expect(isTaken('null', 'a.example', { origins: ['*'] })).toBe(true);
  });
});

it('what changes nothing is taken from anywhere: CORS says who may read it', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    expect(isTaken('http://b.example', 'a.example', { method })).toBe(true);
});

it('any text is taken or refused, and none of another name is taken', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('http', 's', '://', 'a.example', '.b', ':', '80', '/', '@', ' ', ','),
      }),
      (origin) => {
        const isOwn = /^https?:\/\/a\.example\.?(?::\d*)?$/i.test(origin.trim());
        expect(isTaken(origin, 'a.example') && !isOwn).toBe(false);
      },
    ),
  );
});
