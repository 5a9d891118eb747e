import { Failure } from '@modelfolio/failures';
import { createApp } from 'astro/app/entrypoint';
import { pagePolicy } from '../build/page-policy.ts';
import type { Library } from '../library/library.ts';
import { builtBase, placeHtml, placeText } from './base.ts';

const app = createApp();
const text = /^(?:text\/|application\/(?:json|ld\+json|xml|javascript)|image\/svg)/;

/**
 * Renders an address of a project's site.
 *
 * @param path `/models/x/` or `/models/x/card.json`
 * @param base where the site lives, `/` or `/folder/`
 * @throws whatever the page threw; Failure `no-page` for an address without a page
 */
export async function renderPage(library: Library, path: string, base: string): Promise<Uint8Array> {
  const locals: App.Locals = { library, path };
  const origin = library.config.address ?? 'http://localhost';
  const address = new URL(builtBase + path.replace(/^\//, '').replace(/^404\.html$/, '404/'), origin);
  const response = await app.render(new Request(address), { locals, addCookieHeader: false });
  if (locals.failure !== undefined) throw locals.failure;
  if (!response.ok && path !== '/404.html')
    throw new Failure('no-page', `page ${path}: status ${response.status}`, {
      hint: 'this is a fault of the site: report it',
    });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) return Buffer.from(withPolicy(placeHtml(bytes.toString('utf8'), base)));
  return text.test(type) && bytes.includes(builtBase)
    ? Buffer.from(placeText(bytes.toString('utf8'), base))
    : bytes;
}

const withPolicy = (html: string): string =>
  html.replace(
    /<head[^>]*>/,
    (head) => `${head}<meta http-equiv="Content-Security-Policy" content="${pagePolicy(html)}">`,
  );
