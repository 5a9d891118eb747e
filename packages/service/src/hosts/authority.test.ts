import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthority } from './authority.ts';

describe('a Host header', () => {
  it.each([
    ['example.org', 'example.org', null],
    ['Example.ORG:8080', 'example.org', 8080],
    ['example.org.', 'example.org', null],
    ['example.org.:80', 'example.org', 80],
    ['a_service:9000', 'a_service', 9000],
    ['127.0.0.1', '127.0.0.1', null],
    ['localhost:', 'localhost', null],
    ['localhost:0', 'localhost', 0],
    ['localhost:65535', 'localhost', 65_535],
    ['[::1]', '::1', null],
    ['[0:0:0:0:0:0:0:1]:8080', '::1', 8080],
    ['[2001:DB8::1]', '2001:db8::1', null],
    ['[::ffff:127.0.0.1]', '::ffff:7f00:1', null],
  ])('%s is %s at port %s', (text, name, port) => {
    expect(parseAuthority(text)).toEqual({ name, port });
  });

  it.each([
    '',
    ' ',
    '.',
    '..',
    'a..b',
    ':80',
    'a b',
    'a:b',
    'a:65536',
    'a:123456',
    'a:-1',
    'a:80:80',
    'a, b',
    'a@b',
    'a/b',
    'a%2e',
    'http://a',
    '::1',
    '[::1',
    '[]',
    '[::g]',
    '[::1]x',
    '[::1%lo]',
    '[127.0.0.1]',
    'ä.example',
    'a\u0000',
    'a\n',
    `${'x'.repeat(64)}.example`,
    `${'x.'.repeat(128)}x`,
  ])('%j is none', (text) => {
    expect(parseAuthority(text)).toBeNull();
  });

  it('of any text is one or none, at once', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: fc.nat(0xff).map((code) => String.fromCodePoint(code)) }),
          fc.string({ unit: fc.constantFrom(...Array.from('aZ0.-_:[]%@,/ ')) }),
        ),
        (text) => {
          const parsed = parseAuthority(text);
          if (parsed === null) return true;
          // What it takes can be asked for.
          const name = parsed.name.includes(':') ? `[${parsed.name}]` : parsed.name;
          const again = parseAuthority(`${name}${parsed.port === null ? '' : `:${parsed.port}`}`);
          expect(again).toEqual(parsed);
          return true;
        },
      ),
      { numRuns: 500 },
    );
    expect(parseAuthority(`${'-.'.repeat(50_000)}!`)).toBeNull();
  });

  it('of any domain or address is taken, with any port', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.ipV4(),
          fc.ipV6().map((each) => `[${each}]`),
        ),
        fc.option(fc.nat(65_535)),
        (host, port) => {
          const parsed = parseAuthority(port === null ? host : `${host}:${port}`);
          expect(parsed).toMatchObject({ port });
        },
      ),
    );
  });
});
