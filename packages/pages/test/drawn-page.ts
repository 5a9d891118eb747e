import { parseHTML } from 'linkedom';
import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';
import { onTestFinished, vi } from 'vitest';

/** What Preact looks for to tell `onClick` from an event of another name. */
const handlers = ['click', 'input', 'change', 'scroll', 'dragover', 'dragleave', 'drop'];

/** A page without a browser, with a component in it. */
export interface DrawnPage {
  document: Document;
  /** The address as the component changed it, newest last; each with the way it was changed. */
  visited: [way: 'pushState' | 'replaceState', address: string][];
  /** Called as the browser does when an element's size changes. */
  resized: (() => void)[];
  all(selector: string): HTMLElement[];
  one(selector: string): HTMLElement;
  /** Text of each element, without breaks. */
  texts(selector: string): string[];
  /** Lets an element have something happen to it, with what the event brings. */
  happen(element: Element, type: string, words?: object): Promise<void>;
  /** The button, link or input with that text or label. */
  named(name: string): HTMLElement;
  /** Draws again with another address, as after going back. */
  goTo(search: string): Promise<void>;
  draw(component: ComponentChild): Promise<void>;
}

/**
 * Draws a component as a page would. The document is linkedom's: markup, events and effects are real, there is no layout: every
 * element is 400 × 600 pixels.
 *
 * @param search query of the address
 */
export async function drawnPage(component: ComponentChild, search = ''): Promise<DrawnPage> {
  const { document, window } = parseHTML(
    '<!doctype html><html><head><title>Site</title></head><body></body></html>',
  );
  const prototype = Object.getPrototypeOf(window.HTMLElement.prototype) as object;
  for (const name of handlers)
    Object.defineProperty(prototype, `on${name}`, { value: null, writable: true, configurable: true });
  const size = { clientWidth: 400, clientHeight: 600 };
  for (const [name, value] of Object.entries(size))
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  const location = { search, pathname: '/runs/' };
  const listening = new Map<string, Set<() => void>>();
  const listenersOf = (type: string) => listening.get(type) ?? listening.set(type, new Set()).get(type);
  const visited: DrawnPage['visited'] = [];
  const resized: DrawnPage['resized'] = [];
  const visit =
    (way: DrawnPage['visited'][number][0]) => (_state: unknown, _unused: string, address: string) => {
      visited.push([way, address]);
      location.search = address.slice(location.pathname.length);
    };
  const globals = {
    document,
    location,
    history: { pushState: visit('pushState'), replaceState: visit('replaceState') },
    addEventListener: (type: string, listener: () => void) => void listenersOf(type)?.add(listener),
    removeEventListener: (type: string, listener: () => void) => void listenersOf(type)?.delete(listener),
    requestAnimationFrame: (step: () => void) => setTimeout(step, 0),
    cancelAnimationFrame: (frame: ReturnType<typeof setTimeout>) => clearTimeout(frame),
    devicePixelRatio: 2,
    ResizeObserver: class {
      readonly #told: () => void;
      constructor(told: () => void) {
        this.#told = told;
      }
      observe() {
        resized.push(this.#told);
        this.#told();
      }
      disconnect() {
        resized.splice(resized.indexOf(this.#told), 1);
      }
    },
    MutationObserver: class {
      observe() {}
      disconnect() {}
    },
    getComputedStyle: (element: HTMLElement) => element.style,
  };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  const { body } = document;
  const draw = async (shown: ComponentChild) => {
    await act(() => render(shown, body as unknown as HTMLElement));
    await settled();
  };
  onTestFinished(async () => {
    // Another page of the same test may have been taken down already.
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    await act(() => render(null, body as unknown as HTMLElement));
    vi.unstubAllGlobals();
  });
  await draw(component);
  const textOf = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const all = (selector: string) => [...document.querySelectorAll(selector)] as unknown as HTMLElement[];
  const only = (found: readonly HTMLElement[], what: string) => {
    const [first] = found;
    if (!first) throw new Error(`no ${what} in ${body.innerHTML}`);
    return first;
  };
  return {
    document: document as unknown as Document,
    visited,
    resized,
    all,
    one: (selector) => only(all(selector), selector),
    texts: (selector) => all(selector).map(textOf),
    named: (name) =>
      only(
        all('button, a, input, select').filter(
          (element) => element.getAttribute('aria-label') === name || textOf(element) === name,
        ),
        name,
      ),
    async happen(element, type, words = {}) {
      await act(() => {
        const event = new window.Event(type, { bubbles: true, cancelable: true });
        for (const [name, value] of Object.entries(words)) Object.defineProperty(event, name, { value });
        element.dispatchEvent(event as unknown as Event);
      });
      await settled();
    },
    goTo: (next) =>
      act(() => {
        location.search = next;
        for (const listener of listenersOf('popstate') ?? []) listener();
      }),
    draw,
  };
}

/** What was asked of a source in an effect is answered, drawn, and has had its own effects. */
async function settled() {
  for (let round = 0; round < 2; round++)
    await act(async () => {
      await new Promise((done) => setTimeout(done, 0));
    });
}
