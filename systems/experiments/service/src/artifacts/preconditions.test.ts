import { describe, expect, it } from 'vitest';
import { isSameRange, preconditions } from './preconditions.ts';

const changed = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const current = { tag: '"v1"', changed };
const date = (seconds: number): string =>
  new Date(Math.floor(changed / 1000) * 1000 + seconds * 1000).toUTCString();

// RFC 9110, section 13.2.2: in this order.
describe('conditions of a request', () => {
  it.each([
    [{}, 200],
    [{ 'If-Match': '"v1"' }, 200],
    [{ 'If-Match': '*' }, 200],
    [{ 'If-Match': '"v0", "v1"' }, 200],
    [{ 'If-Match': '"v0"' }, 412],
    // A weak tag is none for this, and neither is one without quotes.
    [{ 'If-Match': 'W/"v1"' }, 412],
    [{ 'If-Match': 'v1' }, 412],
    [{ 'If-Unmodified-Since': date(0) }, 200],
    [{ 'If-Unmodified-Since': date(-1) }, 412],
    [{ 'If-Unmodified-Since': 'yesterday' }, 200],
    // A tag is more exact than a date, which then is not looked at.
    [{ 'If-Match': '"v1"', 'If-Unmodified-Since': date(-1) }, 200],
    [{ 'If-None-Match': '"v1"' }, 304],
    [{ 'If-None-Match': 'W/"v1"' }, 304],
    [{ 'If-None-Match': '"v0", "v1"' }, 304],
    [{ 'If-None-Match': '*' }, 304],
    [{ 'If-None-Match': '"v0"' }, 200],
    [{ 'If-None-Match': '"v0"', 'If-Modified-Since': date(0) }, 200],
    [{ 'If-Modified-Since': date(0) }, 304],
    [{ 'If-Modified-Since': date(1) }, 304],
    [{ 'If-Modified-Since': date(-1) }, 200],
    [{ 'If-Modified-Since': 'yesterday' }, 200],
    [{ 'If-Match': '"v0"', 'If-None-Match': '"v1"' }, 412],
    [{ 'If-Match': '"v1"', 'If-None-Match': '"v1"' }, 304],
  ])('%j: %d', (headers, status) => {
    expect(preconditions(new Headers(headers as Record<string, string>), current)).toBe(status);
  });

  it.each([
    [{}, true],
    [{ 'If-Range': '"v1"' }, true],
    [{ 'If-Range': ' "v1" ' }, true],
    [{ 'If-Range': '"v0"' }, false],
    [{ 'If-Range': 'W/"v1"' }, false],
    [{ 'If-Range': date(0) }, true],
    // Not just as old, but the same.
    [{ 'If-Range': date(1) }, false],
    [{ 'If-Range': date(-1) }, false],
    [{ 'If-Range': 'yesterday' }, false],
  ])('a part goes with %j: %s', (headers, isSame) => {
    expect(isSameRange(new Headers(headers as Record<string, string>), current)).toBe(isSame);
  });
});
