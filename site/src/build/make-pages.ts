import { sha256Of } from '@modelfolio/project';
import type { Library } from '../library/library.ts';
import { digestOf, type PublishedTexts } from '../library/project-files.ts';
import type { Memory } from '../routes/memory.ts';
import { surveyModel, type ModelSurvey } from '../routes/model-survey.ts';
import type { Route } from '../routes/route.ts';
import type { FormerBuild } from './former-build.ts';
import { soloCrew, threadedCrew, type RenderCrew } from './render-crew.ts';
import { fileOfPath, type RenderedPart } from './render-work.ts';
import { searchedHtml, SearchIndex } from './search-index.ts';
import type { MadeFile, Staging } from './staging.ts';

/** From so many new models on, threads make the pages: a thread needs half a second to start. */
const manyModels = 24;

/** A page or file that is made of records. */
interface Page {
  path: string;
  /** Of its file in the site. */
  name: string;
  key: string;
}

export interface PageMakerOptions {
  library: Library;
  memory: Memory;
  staging: Staging;
  former: FormerBuild;
  base: string;
  /** Texts that are published instead of those that lie in the project. */
  instead: PublishedTexts;
  /** Script of the threads that make the pages of many new models. */
  worker?: URL | undefined;
  progress: (text: string) => void;
}

/**
 * Makes the pages of a site that are not as before, and the search index over all of them. Models come first: of one
 * that is new, the addresses are not known before its card was read, and then its pages are made at once.
 */
export class PageMaker {
  readonly #options: PageMakerOptions;
  readonly #crew: RenderCrew;
  readonly #search = new LazySearchIndex();
  readonly #newModels: readonly string[];
  /** The file of each address that was made. */
  readonly #made = new Map<string, MadeFile>();
  /** Digest of what is searched of each page that the search index has. */
  readonly #indexed = new Map<string, string>();

  constructor(options: PageMakerOptions) {
    const { library, memory, base, staging, worker, instead } = options;
    this.#options = options;
    this.#newModels = Array.from(library.cards.keys()).filter(
      (id) => !memory.knows(`models/${id}`, library.cards.digest(id)),
    );
    const place = { root: library.root, instead, base, folder: staging.folder };
    this.#crew =
      worker && this.#newModels.length >= manyModels ? threadedCrew(worker, place) : soloCrew(library, place);
  }

  /**
   * Makes the pages of the models that are new.
   *
   * @returns the surveys of all models
   */
  async models(): Promise<Map<string, ModelSurvey>> {
    const { library, memory, progress } = this.#options;
    const { cards } = library;
    // When all pages are new, they go into the search index as they are made.
    const isFresh = this.#newModels.length === cards.size;
    const surveys = new Map<string, ModelSurvey>();
    const parts = this.#newModels.map((model) => {
      const part = this.#crew.render({ model });
      // Told below, in order.
      part.catch(() => {});
      return { model, part };
    });
    for (const [index, { model, part }] of parts.entries()) {
      const { survey, pages } = this.#note(await part);
      progress(`model ${index + 1} of ${parts.length}: ${model}`);
      if (survey) surveys.set(model, survey);
      if (isFresh) for (const { path } of pages) await this.#index(path);
    }
    return new Map(
      Array.from(cards.keys(), (id) => [
        id,
        memory.recall(`models/${id}`, cards.digest(id), () => surveys.get(id) ?? surveyModel(library, id)),
      ]),
    );
  }

  /**
   * Makes what is left, or takes it from the former build.
   *
   * @param shared digest of what every page is made of
   * @returns how many of them are pages
   */
  async rest(routes: readonly Route[], shared: string): Promise<number> {
    const { staging, progress } = this.#options;
    const all = routes.map(({ path, inputs }): Page => {
      return { path, name: fileOfPath(path), key: digestOf([shared, path, inputs]) };
    });
    const left = all.filter(
      ({ path, name, key }) => !this.#made.has(path) && !staging.has(name) && !staging.keep(name, key),
    );
    let done = 0;
    await Promise.all(
      left.map(async ({ path }) => {
        this.#note(await this.#crew.render({ paths: [path] }));
        progress(`page ${++done} of ${left.length}: ${path}`);
      }),
    );
    for (const { path, name, key } of all) {
      const file = this.#made.get(path);
      if (file && !staging.has(name)) staging.note(name, key, file);
    }
    const pages = all.filter(({ path }) => path.endsWith('/'));
    progress('search index');
    await this.#finishIndex(pages);
    return pages.length;
  }

  async close(): Promise<void> {
    await Promise.all([this.#crew.close(), this.#search.close()]);
  }

  #note(part: RenderedPart): RenderedPart {
    const { missingFigures } = this.#options.library;
    for (const { path, file } of part.pages) this.#made.set(path, file);
    // Those found in this thread are there already.
    for (const missing of part.missingFigures)
      if (!missingFigures.includes(missing)) missingFigures.push(missing);
    return part;
  }

  async #index(path: string): Promise<void> {
    if (!path.endsWith('/') || this.#indexed.has(path)) return;
    const html = searchedHtml(this.#options.staging.read(fileOfPath(path)));
    this.#indexed.set(path, searchDigest(html));
    if (html !== null) await this.#search.open().add(path, html);
  }

  /** Digest of what is searched of a page. */
  #searchDigest({ path, name, key }: Page): string {
    const { memory, staging } = this.#options;
    return memory.recall(
      `search${path}`,
      key,
      () => this.#indexed.get(path) ?? searchDigest(searchedHtml(staging.read(name))),
    );
  }

  /** The former index serves while every page's words are as before. */
  async #finishIndex(pages: readonly Page[]): Promise<void> {
    const { staging, former } = this.#options;
    const key = digestOf(pages.map((page) => `${page.path} ${this.#searchDigest(page)}`));
    const before = Object.keys(former.record.files).filter((name) => name.startsWith('pagefind/'));
    if (before.length > 0 && before.every((name) => former.find(name, key) !== null)) {
      for (const name of before) staging.keep(name, key);
      return;
    }
    // The same order whichever pages were made now: it shows in the index.
    const isModel = ({ path }: Page): boolean => /^\/models\/[^/]+\//.test(path);
    for (const { path } of [...pages.filter(isModel), ...pages.filter((page) => !isModel(page))])
      await this.#index(path);
    for (const name of await this.#search.open().write(staging.folder)) staging.note(name, key);
  }
}

const searchDigest = (html: string | null): string => (html === null ? '' : sha256Of(html));

/** Pagefind's program runs only while there is something to index. */
class LazySearchIndex {
  #index: SearchIndex | undefined;

  open(): SearchIndex {
    return (this.#index ??= new SearchIndex());
  }

  async close(): Promise<void> {
    await this.#index?.close();
  }
}
