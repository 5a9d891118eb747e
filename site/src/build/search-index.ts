import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { close, createIndex, type PagefindIndex } from 'pagefind';

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
   * Adds a page.
   *
   * @param content what `searchedHtml` gives
   * @throws Failure `search-index` with what Pagefind says
   */
  async add(url: string, content: string): Promise<void> {
    const index = await this.#index;
    this.#waiting.push(
      index.addHTMLFile({ url, content }).then(({ errors }) => errors.length > 0 && fail(errors)),
    );
    if (this.#waiting.length >= inFlight) await this.#settle();
  }

  /**
   * Writes the index into `<folder>/pagefind`.
   *
   * @returns names of the files written, from the folder
   * @throws Failure `search-index` with what Pagefind says
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

/**
 * What of a page is searched: its words. Drawings, tables of numbers and scripts go: three quarters of a card's page, and
 * Pagefind takes as long again to pass over them. Numbers go too, so that no list of results shows one that is stale,
 * and an index need not be made again because one has changed.
 *
 * @returns `null` for a page that is not to be found
 */
export function searchedHtml(html: string): string | null {
  if (!html.includes('data-pagefind-body')) return null;
  return html
    .replaceAll(/<(svg|script|style)\b[^]*?<\/\1>/g, '')
    .replaceAll(/<details data-pagefind-ignore[^]*?<\/details>/g, '')
    .replaceAll(/ data-pagefind-ignore[^>]*>\s*<table\b[^]*?<\/table>/g, '>')
    .replaceAll(/<button type="button" class="figure"[^>]*>[^<]*<\/button>/g, '…')
    .replaceAll(figureNote, '')
    .replaceAll(/ style="[^"]*"/g, '')
    .replaceAll(/>[\s\d.,%×±–−+-]+</g, '> <');
}

/** Where a figure is from: a span with spans in it. */
const inline = String.raw`[^<]|<(?!\/?span\b)[^>]*>`;
const figureNote = new RegExp(
  `<span popover[^>]* data-pagefind-ignore>(?:${inline}|<span\\b[^>]*>(?:${inline})*</span>)*</span>`,
  'g',
);

function fail(errors: string[]): never {
  throw new Failure('search-index', `the search index cannot be made: ${errors.join('; ')}`, {
    hint: 'report it',
  });
}
