import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credentialsOf } from './credentials-of.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('an Authorization header', () => {
  it.each([
    ['Bearer mf_x-_.~+/==', null, 'mf_x-_.~+/=='],
    ['bearer x', null, 'x'],
    ['BEARER   x ', null, 'x'],
    [basic('alice:secret'), 'alice', 'secret'],
    [basic('alice:with:colons'), 'alice', 'with:colons'],
    [basic('alice:'), 'alice', ''],
    [basic('ä:ö'), 'ä', 'ö'],
    ['bAsIc YTpi', 'a', 'b'],
    // Without the padding that RFC 4648 asks for, as some clients send it.
    ['Basic YTpiYg', 'a', 'bb'],
  ])('%j names %j and %j', (header, name, token) => {
    expect(credentialsOf(header)).toEqual({ name, token });
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearerx',
    'Bearer a b',
    'Bearer a, Bearer b',
    'Bearer a,Basic YTpi',
    'Bearer ä',
    'Bearer a\u0000',
    `Bearer ${'x'.repeat(5000)}`,
    'Basic',
    'Basic YTpi, Basic YTpi',
    'Basic a-_b',
    `Basic ${Buffer.from([0x61, 0x3a, 0xff]).toString('base64')}`,
    basic('alice'),
    basic(':secret'),
    basic('a\n:b'),
    basic('a:b\u0000'),
    'Digest username="a"',
    'Token x',
    'mf_x',
  ])('%j names nothing', (header) => {
    expect(credentialsOf(header)).toBeNull();
  });

  it('of any name and token in Basic is read as it was written', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/\p{Cc}/u.test(each));
    fc.assert(
      fc.property(
        text.filter((each) => each !== '' && !each.includes(':')),
        text,
        (name, token) => {
          expect(credentialsOf(basic(`${name}:${token}`))).toEqual({ name, token });
        },
      ),
    );
  });

  it('of any text names somebody or nothing', () => {
    const scheme = fc.constantFrom('', 'Bearer ', 'Basic ', 'basic', 'Negotiate ');
    fc.assert(
      fc.property(
        scheme,
        fc.oneof(
          fc.string({ unit: fc.nat(0xff).map((code) => String.fromCodePoint(code)) }),
          fc.base64String(),
        ),
        (start, rest) => {
          const found = credentialsOf(start + rest);
          expect(found === null || typeof found.token === 'string').toBe(true);
        },
      ),
    );
  });
});
