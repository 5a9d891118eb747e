type Page = { url: string; excerpt: string; meta: { title?: string } };
type Pagefind = {
  debouncedSearch(text: string): Promise<{ results: { data(): Promise<Page> }[] } | null>;
};

const find = <T extends HTMLElement>(id: string) => document.querySelector<T>(`#${id}`);
const open = find<HTMLButtonElement>('search-open');
const dialog = find<HTMLDialogElement>('search');
const input = find<HTMLInputElement>('search-input');
const status = find('search-status');
const list = find<HTMLOListElement>('search-results');

// Made by Pagefind after the build, so no bundler can know it.
const index = '/pagefind/pagefind.js';
let pagefind: Promise<Pagefind> | undefined;

if (open && dialog && input && status && list) {
  const show = () => {
    dialog.showModal();
    input.focus();
    pagefind ??= import(/* @vite-ignore */ index) as Promise<Pagefind>;
    pagefind.catch(() => {
      pagefind = undefined;
      status.textContent = 'The search index could not be loaded. It exists in the built site only.';
    });
  };

  const search = async () => {
    const text = input.value.trim();
    const found = text ? await (await pagefind)?.debouncedSearch(text) : { results: [] };
    if (!found) return;
    const pages = await Promise.all(found.results.slice(0, 8).map((result) => result.data()));
    if (input.value.trim() !== text) return;
    status.textContent = text && (found.results.length === 1 ? '1 page' : `${found.results.length} pages`);
    list.replaceChildren(...pages.map(toItem));
  };

  open.hidden = false;
  open.addEventListener('click', show);
  input.addEventListener('input', () => void search().catch(() => {}));
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else show();
  });
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
