type Page = { url: string; excerpt: string; meta: { title?: string } };
type Pagefind = {
  debouncedSearch(text: string): Promise<{ results: { data(): Promise<Page> }[] } | null>;
};

// Made by Pagefind after the build, so no bundler can know it.
const indexUrl = `${import.meta.env.BASE_URL}pagefind/pagefind.js`;
const shownPages = 8;

class SiteSearch extends HTMLElement {
  #pagefind: Promise<Pagefind> | undefined;

  connectedCallback(): void {
    const opener = this.querySelector('button');
    const dialog = this.querySelector('dialog');
    const input = this.querySelector('input');
    if (!opener || !dialog || !input) return;
    const show = () => {
      dialog.showModal();
      input.focus();
      void this.#load();
    };
    opener.hidden = false;
    opener.addEventListener('click', show);
    input.addEventListener('input', () => void this.#search(input));
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (dialog.open) dialog.close();
      else show();
    });
  }

  /** The search engine, loaded when search is first opened; a failed load is tried again. */
  async #load(): Promise<Pagefind | undefined> {
    this.#pagefind ??= import(/* @vite-ignore */ indexUrl) as Promise<Pagefind>;
    try {
      return await this.#pagefind;
    } catch {
      this.#pagefind = undefined;
      this.#say('The search index could not be loaded. It exists in the built site only.');
      return undefined;
    }
  }

  async #search(input: HTMLInputElement): Promise<void> {
    const text = input.value.trim();
    const found = text ? await (await this.#load())?.debouncedSearch(text) : { results: [] };
    if (!found) return;
    const pages = await Promise.all(found.results.slice(0, shownPages).map((result) => result.data()));
    if (input.value.trim() !== text) return;
    const count = found.results.length;
    this.#say(text && (count === 1 ? '1 page' : `${count} pages`));
    this.querySelector('ol')?.replaceChildren(...pages.map(toItem));
  }

  #say(words: string): void {
    const place = this.querySelector('[role=status]');
    if (place) place.textContent = words;
  }
}

function toItem({ url, excerpt, meta }: Page): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = url;
  link.textContent = meta.title ?? url;
  const text = document.createElement('p');
  // Pagefind escapes the page's text and adds only <mark>.
  text.innerHTML = excerpt;
  item.append(link, text);
  return item;
}

customElements.define('site-search', SiteSearch);
