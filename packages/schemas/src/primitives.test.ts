import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromNumber, toNumber } from './metric-number.ts';
import { metricNumber, relativePath, slug } from './primitives.ts';

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
