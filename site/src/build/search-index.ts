import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { SiteError } from '../site-error.ts';

/** Pages handed to Pagefind without waiting for its answer. */
const inFlight = 16;

/** Pagefind's index, which depends on the order that pages are added in. */
export class SearchIndex {
  readonly #index: Promise<PagefindIndex>;
  #waiting: Promise<unknown>[] = [];

  constructor() {
    this.#index = createIndex().then(({ index, errors }) => index ?? fail(errors));
    // Told when a page is added.
    this.#index.catch(() => {});
  }

  /**
   * Adds a page; one that has no body for the search is passed over.
   *
   * @throws SiteError `search-index` with what Pagefind says
   */
  async add(url: string, content: string): Promise<void> {
    if (!content.includes('data-pagefind-body')) return;
    const index = await this.#index;
    this.#waiting.push(
      index
        .addHTMLFile({ url, content: withoutUnread(content) })
        .then(({ errors }) => errors.length > 0 && fail(errors)),
    );
    if (this.#waiting.length >= inFlight) await this.#settle();
  }

  /**
   * Writes the index into `<folder>/pagefind`.
   *
   * @returns names of the files written, from the folder
   * @throws SiteError `search-index` with what Pagefind says
   */
  async write(folder: string): Promise<string[]> {
    await this.#settle();
    const outputPath = join(folder, 'pagefind');
    const { errors } = await (await this.#index).writeFiles({ outputPath });
    if (errors.length > 0) fail(errors);
    return readdirSync(outputPath, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  }

  /** Ends Pagefind's program. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#waiting);
    await close();
  }

  async #settle(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await Promise.all(waiting);
  }
}

/** What the index passes over anyway, three quarters of a card's page: Pagefind takes twice as long to do it. */
function withoutUnread(html: string): string {
  return html
    .replaceAll(/<(svg|script|style)\b[^]*?<\/\1>/g, '')
    .replaceAll(/<details data-pagefind-ignore[^]*?<\/details>/g, '')
    .replaceAll(/ data-pagefind-ignore[^>]*>\s*<table\b[^]*?<\/table>/g, '>');
}

function fail(errors: string[]): never {
  throw new SiteError('search-index', `the search index cannot be made: ${errors.join('; ')}`, 'report it');
}
