import { expect, it } from 'vitest';
import { unsafeLink } from './unsafe-link.ts';

it.each([
  'https://example.org',
  'http://example.org',
  'mailto:a@b.org',
  'tel:+41',
  '/models/x/',
  '../x',
  '#top',
  'x/y:z',
  '?q=a:b',
  '',
])('%j may be linked to', (target) => {
  expect(unsafeLink(target, 'link')).toBeNull();
});

it.each([
  ['javascript:alert(1)', /^javascript: leads to no page$/],
  ['JavaScript:alert(1)', /^javascript: /],
  ['java\nscript:alert(1)', /^javascript: /],
  [' \u0001javascript:alert(1)', /^javascript: /],
  ['javascript&colon;x', /^javascript: /],
  ['javascript&#58x', /^javascript: /],
  ['javascript&#x3A;x', /^javascript: /],
  ['vbscript:x', /^vbscript: /],
  ['data:text/html,x', /^data: /],
  ['file:///etc/passwd', /^file: /],
  ['//evil.example', /another site/],
  [String.raw`\\evil.example`, /another site/],
  [String.raw`/\evil.example`, /another site/],
  ['/\t/evil.example', /another site/],
])('%j may not', (target, reason) => {
  expect(unsafeLink(target, 'link')).toMatch(reason);
});

it.each(['/images/x.png', 'x.png', 'data:image/png;base64,AA'])('%j may be a picture', (target) => {
  expect(unsafeLink(target, 'picture')).toBeNull();
});

it.each([
  ['https://example.org/x.png', /another host/],
  ['//example.org/x.png', /another site/],
  ['data:image/svg+xml,<svg/>', /is no picture/],
  ['javascript:x', /^javascript: is no picture$/],
])('%j may be none', (target, reason) => {
  expect(unsafeLink(target, 'picture')).toMatch(reason);
});
