import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromNumber, toNumber } from './metric-number.ts';
import { fileDigest, instant, metricNumber, modelVersion, relativePath, sha256, slug } from './primitives.ts';

describe('metricNumber', () => {
  it('carries any number through JSON', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const text = JSON.stringify(fromNumber(value));
        const read = toNumber(metricNumber.parse(JSON.parse(text)));
        // JSON has no negative zero.
        expect(read).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('refuses other text', () => {
    for (const value of ['nan', 'Inf', '1', null]) expect(metricNumber.safeParse(value).success).toBe(false);
  });
});

describe('relativePath', () => {
  it.each(['model.onnx', 'runs/a b.json', 'a/..b/c'])('takes %s', (path) => {
    expect(relativePath.safeParse(path).success).toBe(true);
  });

  it.each(['', '/etc/passwd', '../secret', 'a/../../b', 'a\\b'])('refuses %j', (path) => {
    expect(relativePath.safeParse(path).success).toBe(false);
  });
});

describe('slug', () => {
  it.each(['fashion-mnist', 'a', 'v2'])('takes %s', (id) => {
    expect(slug.safeParse(id).success).toBe(true);
  });

  it.each(['', 'Fashion', 'a--b', '-a', 'a_b', 'a/b'])('refuses %j', (id) => {
    expect(slug.safeParse(id).success).toBe(false);
  });
});

const words = (
  schema: { safeParse(value: unknown): { error?: { issues: { message: string }[] } } },
  value: string,
) => schema.safeParse(value).error?.issues.map(({ message }) => message);

describe('what is refused says what was expected', () => {
  it('of a digest', () => {
    expect(words(sha256, 'a1'.repeat(32))).toBeUndefined();
    for (const value of [
      'A1'.repeat(32),
      'a'.repeat(63),
      'a'.repeat(65),
      `x${'a'.repeat(64)}`,
      'g'.repeat(64),
    ])
      expect(words(sha256, value)).toEqual(['expected 64 lower-case hexadecimal digits']);
  });

  it('of a version', () => {
    for (const value of ['1.2.0', 'v2', '1.0.0-rc.1+build_5', '0'])
      expect(words(modelVersion, value)).toBeUndefined();
    for (const value of ['', '.1', '-1', '1/2', '1 2', '+1'])
      expect(words(modelVersion, value)).toEqual([
        'expected letters, digits, dots, plus signs and hyphens, e.g. 1.2.0',
      ]);
  });

  it('of a name and a path', () => {
    expect(words(slug, 'A')).toEqual(['expected lower-case letters, digits and single hyphens']);
    expect(words(relativePath, '/a')).toEqual([
      'expected a relative path with forward slashes that stays inside its folder',
    ]);
  });
});

it('an instant has an offset; a file has a size that can be', () => {
  expect(instant.safeParse('2026-11-23T10:15:00+01:00').success).toBe(true);
  expect(instant.safeParse('2026-11-23T10:15:00').success).toBe(false);
  const file = { path: 'a', bytes: 0, sha256: 'a'.repeat(64) };
  expect(fileDigest.safeParse(file).success).toBe(true);
  expect(fileDigest.safeParse({ ...file, bytes: -1 }).success).toBe(false);
  expect(fileDigest.safeParse({ ...file, size: 1 }).success).toBe(false);
});
