import { expect, test } from 'vitest';
import { pagePolicy } from './page-policy.ts';

test('inline scripts are allowed by hash, and no other', () => {
  const policy = pagePolicy('<script>alert(1)</script><script type="module" src="/a.js"></script>');
  // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
  expect(policy).toContain(
    "script-src 'self' 'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; ",
  );
  expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain('unsafe-inline');
});

test('data in a script element needs no hash, and equal scripts need one', () => {
  const twice = '<script type="module">go()</script>'.repeat(2);
  expect(pagePolicy(`<script type="application/json">{}</script>${twice}`).match(/sha256/g)).toHaveLength(1);
});
