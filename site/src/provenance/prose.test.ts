import type { ModelCard } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { proseMarkup } from './prose.ts';

const source = {
  file: 'models/m/manifest.json',
  pointer: '/parameters',
  sha256: 'ab'.repeat(32),
  command: null,
};
const parameters = {
  label: 'Parameters',
  value: 98742,
  format: 'integer',
  unit: null,
  better: null,
  interval: null,
  n: null,
  source,
};
const card = { id: 'm', figures: { parameters } } as unknown as ModelCard;

test('Markdown becomes HTML and names become figures', () => {
  const html = proseMarkup(
    'A **small** network with {{ parameters }} weights.',
    card,
    '/models/m/',
    new Set(),
  );
  expect(html).toContain('<strong>small</strong>');
  expect(html).toContain('data-figure="m/parameters"');
  expect(html).toContain('98,742');
  expect(html).not.toContain('{{');
});

test('an unknown name stops the build', () => {
  expect(() => proseMarkup('{{weights}}', card, '/models/m/', new Set())).toThrow(
    'page /models/m/: no figure m/weights (m has parameters)',
  );
});

test.each([
  ['<script>alert(1)</script>', '&lt;script'],
  ['<img src=x onerror=alert(1)>', '&lt;img'],
  ['a <b onclick="x">b</b>', '&lt;b onclick'],
  ['[x](javascript:alert(1))', '<p>x</p>'],
  ['[x](JaVaScRiPt&colon;alert(1))', '<p>x</p>'],
  ['[x](data:text/html,<script>1</script>)', 'x'],
  ['[x](//evil.example/)', '<p>x</p>'],
  ['![x](javascript:alert(1))', '<p>x</p>'],
  ['![x](https://evil.example/x.png)', '<p>x</p>'],
  ['![x](/x.png)', '<img src="/x.png"'],
  ['[x](https://example.org/?a=1&b="2")', '<a href="https://example.org/?a=1&amp;b='],
  ['[x](/models/)', '<a href="/models/">x</a>'],
  ['[x](#factors)', '<a href="#factors">x</a>'],
])('%s cannot run', (prose, shown) => {
  const html = proseMarkup(prose, card, '/', new Set());
  expect(html).toContain(shown);
  expect(html).not.toMatch(/<(?:script|img[^>]*onerror|b )|href="(?:javascript|data)/i);
});

test('shows what was typed with a mark that says so', () => {
  expect(proseMarkup('Up to {{typed: 50 %}}.', card, '/', new Set())).toContain(
    '<span class="typed">50 %<small title="Typed by the author: no record holds it">typed</small></span>',
  );
});
