/**
 * A JSON Pointer (RFC 6901).
 *
 * @example
 * pointerTo('inputs', 0, 'a/b'); // "/inputs/0/a~1b"
 */
export const pointerTo = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
