import { expect, test } from 'vitest';
import { escapeHtml } from './html.ts';

test('nothing that HTML would read stays', () => {
  expect(escapeHtml(`<b title="x">'&amp;'`)).toBe('&lt;b title=&quot;x&quot;&gt;&#39;&amp;amp;&#39;');
});
