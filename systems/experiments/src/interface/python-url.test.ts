import { describe, expect, it } from 'vitest';
import { hostOf, joinUrl, portOf, splitUrl, unquoted, unquotedWholly } from './python-url.ts';

const parts = (url: string, options?: Parameters<typeof splitUrl>[1]) =>
  Object.values(splitUrl(url, options));

describe('splitUrl', () => {
  // Python 3.11: list(urllib.parse.urlparse(url))
  it.each([
    ['s3://bucket/a?x=1#f', ['s3', 'bucket', '/a', '', 'x=1', 'f']],
    ['HTTP://Host/a;p', ['http', 'Host', '/a', 'p', '', '']],
    ['s3://b/a;p', ['s3', 'b', '/a;p', '', '', '']],
    ['a;b/c;d', ['', '', 'a;b/c', 'd', '', '']],
    ['models:/a/1', ['models', '', '/a/1', '', '', '']],
    ['1x:a', ['', '', '1x:a', '', '', '']],
    ['//host?q', ['', 'host', '', '', 'q', '']],
    [' \tf\ntp://h', ['ftp', 'h', '', '', '', '']],
    ['s3:////b', ['s3', '', '//b', '', '', '']],
  ])('splits %j as Python does', (url, expected) => {
    expect(parts(url)).toEqual(expected);
  });

  it('leaves params and fragments in the path where they are not wanted', () => {
    expect(parts('http://h/a;p#f', { params: false })).toEqual(['http', 'h', '/a;p', '', '', 'f']);
    expect(parts('models:/a#b/1', { fragments: false })).toEqual(['models', '', '/a#b/1', '', '', '']);
  });
});

describe('joinUrl', () => {
  // Python 3.11: urllib.parse.urlunparse(urllib.parse.urlparse(url))
  it.each([
    ['s3://b/a?x=1#f', 's3://b/a?x=1#f'],
    ['file:/a', 'file:///a'],
    ['file:a', 'file:///a'],
    ['s3:////b', 's3://b'],
    ['a;p?', 'a;p'],
    ['models:/a', 'models:/a'],
  ])('writes %s as %s', (url, written) => {
    expect(joinUrl(splitUrl(url))).toBe(written);
  });
});

describe('the host and port of a URL', () => {
  it.each([
    ['http://user:pw@HOST:80/x', 'host', 80],
    ['http://host', 'host', null],
    ['http://host:', 'host', null],
    ['http://host:x', 'host', undefined],
    ['http://host:65536', 'host', undefined],
    ['http://[FE80::1%Eth0]:8', 'fe80::1%Eth0', 8],
    ['http://[::1]', '::1', null],
    ['/a', '', null],
  ])('are those of %s', (url, host, port) => {
    expect([hostOf(splitUrl(url)), portOf(splitUrl(url))]).toEqual([host, port]);
  });
});

describe('unquoted', () => {
  it.each([
    ['%2e%2E', '..'],
    ['%c3%a4', 'ä'],
    ['%ff', '\ufffd'],
    ['%zz%', '%zz%'],
    ['a+b', 'a+b'],
  ])('reads %s', (text, found) => {
    expect(unquoted(text)).toBe(found);
  });

  it('may go on until nothing is encoded', () => {
    expect(unquoted('%252e')).toBe('%2e');
    expect(unquotedWholly('%25252e')).toBe('.');
  });
});
