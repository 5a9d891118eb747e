import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFlaw } from './json-flaw.ts';

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

describe('a flaw of JSON', () => {
  it.each([
    [Number.NaN, '', Number.NaN],
    [{ a: [{ b: Infinity }] }, 'a[0].b', Infinity],
    [{ a: [1, -Infinity] }, 'a[1]', -Infinity],
    [{ a: Float64Array.of(1, Number.NaN) }, 'a[1]', Number.NaN],
    [{ a: [Float32Array.of(1e39)] }, 'a[0][0]', Infinity],
    [{ a: new Date('never') }, 'a', Number.NaN],
  ])('%j is at %j', (value, path, found) => {
    expect(jsonFlaw(value)).toEqual({ kind: 'not-finite', path, found });
  });

  it.each([
    [1],
    ['NaN'],
    [null],
    [undefined],
    [true],
    [new Date(0)],
    [Int32Array.of(1)],
    [new Uint8Array(3)],
  ])('is not in %j', (value) => {
    expect(jsonFlaw(value)).toBeNull();
    expect(jsonFlaw([value, { value }])).toBeNull();
  });

  it('is nesting that is deeper than it may be, and no stack is too small for it', () => {
    expect(jsonFlaw(nested(64))).toBeNull();
    expect(jsonFlaw(nested(65))).toMatchObject({ kind: 'too-deep', found: 65 });
    const { path } = jsonFlaw(nested(100_000)) ?? { path: '' };
    expect(path).toMatch(/^\[0\]|^a/);
    expect(path.length).toBeLessThan(200);
  });

  it('is there exactly where JSON would turn a number into null', () => {
    fc.assert(
      fc.property(fc.object({ values: [fc.double(), fc.string(), fc.boolean()], maxDepth: 4 }), (value) => {
        let isLost = false;
        JSON.stringify(value, (_, own: unknown) => {
          isLost ||= typeof own === 'number' && !Number.isFinite(own);
          return own;
        });
        expect(jsonFlaw(value) !== null).toBe(isLost);
      }),
    );
  });
});
