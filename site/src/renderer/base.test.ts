import { expect, test } from 'vitest';
import { placeHtml, placeText } from './base.ts';

test('addresses from the root move under the base, others stay', () => {
  const html =
    '<a href="/models/">x</a><img src="/-modelfolio-base-/a.png"><a href="//host/">y</a><a href="#z">';
  expect(placeHtml(html, '/repo/')).toBe(
    '<a href="/repo/models/">x</a><img src="/repo/a.png"><a href="//host/">y</a><a href="#z">',
  );
  expect(placeHtml(html, '/')).toBe(
    '<a href="/models/">x</a><img src="/a.png"><a href="//host/">y</a><a href="#z">',
  );
});

test('text that speaks of an address is no attribute', () => {
  expect(placeHtml('<p>href="/x"</p>', '/repo/')).toBe('<p>href="/x"</p>');
  expect(placeText('import("/-modelfolio-base-/a.js")', '/repo/')).toBe('import("/repo/a.js")');
});
