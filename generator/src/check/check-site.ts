import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Parser } from 'htmlparser2';
import { ModelfolioError } from '../modelfolio-error.ts';
import { Findings, type Finding } from './finding.ts';
import { namesState } from './names-state.ts';

/** What a page of a built site refers to. */
interface Page {
  /** File, from the site's folder. */
  file: string;
  /** Address from the site's root. */
  address: string;
  ids: Set<string>;
  references: Set<string>;
}

const holdsAddress: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  link: ['href'],
  img: ['src'],
  script: ['src'],
  source: ['src'],
  iframe: ['src'],
};

/**
 * Follows every link of a built site: pages, files, and the ids that `#…` speaks of.
 *
 * @param folder the built site; it lives at `/`
 * @param external also asks addresses of other hosts, when given
 * @throws ModelfolioError `project-missing` where there is no site
 */
export async function checkSite(
  folder: string,
  external: ((address: string) => Promise<string | null>) | null,
): Promise<Finding[]> {
  const findings = new Findings(null);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null);
  const files = entries
    ?.filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  if (!files?.includes('index.html'))
    throw new ModelfolioError('project-missing', `${folder} holds no built site`, { hint: 'build it first' });
  const pages = new Map<string, Page>();
  for (const file of files.filter((name) => name.endsWith('.html') && !name.startsWith('pagefind'))) {
    const page = readPage(file, await readFile(join(folder, file), 'utf8'));
    pages.set(page.address, page);
  }
  const elsewhere = new Map<string, string>();
  for (const page of pages.values())
    for (const reference of page.references) {
      const url = new URL(reference, `http://site${page.address}`);
      if (url.host !== 'site') {
        if (/^https?:$/.test(url.protocol)) elsewhere.set(url.href, page.file);
        continue;
      }
      if (url.protocol !== 'http:') continue;
      const reason = await whyDead(url, pages, folder);
      if (reason !== null)
        findings.add(
          new ModelfolioError('link-dead', reason, {
            file: page.file,
            field: reference,
            hint: 'fix the link',
          }),
        );
    }
  for (const [address, file] of external ? elsewhere : []) {
    const reason = await external?.(address);
    if (reason)
      findings.add(
        new ModelfolioError('link-dead', `${address}: ${reason}`, {
          file,
          field: address,
          hint: 'fix the link',
        }),
      );
  }
  return findings.list;
}

function readPage(file: string, html: string): Page {
  const page: Page = {
    file,
    address: `/${file.replace(/(^|\/)index\.html$/, '$1')}`,
    ids: new Set(),
    references: new Set(),
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (attributes['id']) page.ids.add(attributes['id']);
      if (name === 'a' && attributes['name']) page.ids.add(attributes['name']);
      // An address to ask before any page may be followed, or a search engine's business.
      if (name === 'link' && attributes['rel'] === 'canonical') return;
      for (const attribute of holdsAddress[name] ?? []) {
        const value = attributes[attribute];
        if (value && URL.canParse(value, `http://site${page.address}`)) page.references.add(value);
      }
    },
  });
  parser.end(html);
  return page;
}

async function whyDead(url: URL, pages: ReadonlyMap<string, Page>, folder: string): Promise<string | null> {
  const path = decodeURI(url.pathname);
  const page = pages.get(path);
  const isFile = async (): Promise<boolean> =>
    stat(join(folder, path)).then(
      (found) => found.isFile(),
      () => false,
    );
  if (!page && !(await isFile())) return `nothing is at ${path}`;
  const id = decodeURIComponent(url.hash.slice(1));
  return page && id !== '' && !namesState(id) && !page.ids.has(id) ? `${path} has no #${id}` : null;
}

/** Asks a server for an address: HEAD, and GET where that is refused. A limit or a block is no dead link. */
export function externalLinks(fetch: typeof globalThis.fetch): (address: string) => Promise<string | null> {
  const ask = async (address: string, method: 'HEAD' | 'GET'): Promise<number> => {
    const response = await fetch(address, {
      method,
      redirect: 'follow',
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    return response.status;
  };
  return async (address) => {
    try {
      const first = await ask(address, 'HEAD');
      const status = first < 400 ? first : await ask(address, 'GET');
      return status === 404 || status === 410 ? `the server says ${status}` : null;
    } catch (cause) {
      return `cannot be reached: ${(cause as Error).message}`;
    }
  };
}
