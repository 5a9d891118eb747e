import { describe, expect, it } from 'vitest';
import { bytesOf, refusalOf } from '../../test/refusal-of.ts';
import { maxDepth, parseExactJson } from './exact-json.ts';

const parsed = (text: string): unknown => parseExactJson(bytesOf(text));

describe('parseExactJson', () => {
  it('keeps whole numbers exact', () => {
    expect(parsed('[1, 9007199254740991, 9007199254740993, -9223372036854775808, 1e400]')).toEqual([
      1,
      9007199254740991,
      9007199254740993n,
      -9223372036854775808n,
      Infinity,
    ]);
  });

  it.each(['[%]', '[1,%]', '{"a":%}', '[ %]', '[-%]'])('sees a long one in %s', (text) => {
    const digits = '9007199254740993';
    const value = JSON.stringify(parsed(text.replace('%', digits)), (_, each: unknown) =>
      typeof each === 'bigint' ? `exactly ${each}` : each,
    );
    expect(value).toMatch(/exactly -?9007199254740993/);
  });

  it('takes what is longer than any type for infinite', () => {
    expect(parsed(`[${'9'.repeat(309)}, ${'9'.repeat(310)}]`)).toEqual([10n ** 309n - 1n, Infinity]);
  });

  it('leaves decimals and text as they are', () => {
    expect(parsed('[0.1234567890123456, 12345678901234567.5, "9007199254740993"]')).toEqual([
      0.1234567890123456,
      12345678901234568,
      '9007199254740993',
    ]);
  });

  it('refuses what nests too deeply, before the parser sees it', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parsed(nested(maxDepth))).not.toThrow();
    expect(refusalOf(() => parsed(nested(maxDepth + 1))).message).toBe(
      'nested deeper than 100 levels at character 100',
    );
    expect(refusalOf(() => parsed('{"a":'.repeat(1_000_000))).code).toBe('inference-invalid');
    // Neighbours are not nested, and brackets in text are none, whatever quotes it holds.
    expect(() => parsed(`[${Array.from({ length: 200 }, () => '[{}]').join(',')}]`)).not.toThrow();
    expect(() => parsed(JSON.stringify(`\\"${nested(300)}`))).not.toThrow();
  });

  it('says where the JSON ends to be such, and shows nothing of it', () => {
    expect(refusalOf(() => parsed('{"secret" 1}'))).toMatchObject({
      code: 'json-invalid',
      message: 'the body is no JSON: see character 10',
    });
    expect(refusalOf(() => parsed('{"secret": nil}')).message).toBe('the body is no JSON');
    expect(refusalOf(() => parsed(' ')).message).toBe('the body is empty, expected JSON');
    expect(refusalOf(() => parseExactJson(Uint8Array.of(0x22, 0xff, 0x22)))).toMatchObject({
      code: 'json-invalid',
      message: 'the body is not UTF-8',
    });
  });
});
