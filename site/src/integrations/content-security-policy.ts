import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

const inlineScript = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;

/**
 * The policy of one page: its own inline scripts by hash and nothing else inline that could run. WebAssembly
 * may be compiled, workers come from this site, and styles may be inline because charts carry theirs.
 *
 * @param html the page as it will be sent
 */
export function pagePolicy(html: string): string {
  const hashes = Array.from(html.matchAll(inlineScript))
    .filter(([, attributes]) => !/type="application\/(ld\+)?json"/.test(attributes ?? ''))
    .map(
      ([, , code]) =>
        `'sha256-${createHash('sha256')
          .update(code ?? '')
          .digest('base64')}'`,
    );
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...new Set(hashes)].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self' blob:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * Puts each page's policy into its head. Astro's own `security.csp` lists the hash of every script of the site
 * on every page and leaves out scripts that are inlined as written.
 */
export function contentSecurityPolicy(): AstroIntegration {
  return {
    name: 'modelfolio:content-security-policy',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          if (!name.endsWith('.html')) continue;
          const path = join(folder, name);
          const html = readFileSync(path, 'utf8');
          const meta = `<meta http-equiv="Content-Security-Policy" content="${pagePolicy(html)}">`;
          writeFileSync(
            path,
            html.replace(/<head[^>]*>/, (head) => head + meta),
          );
        }
      },
    },
  };
}
