import type { Page } from '@playwright/test';

/**
 * A page as it stands but for its colours: a line for each element with its attributes, text, place, size and whether it is
 * seen. Themes whose shapes are equal differ only in what rules about colours judge.
 */
export async function pageShape(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const { display, visibility, opacity } = getComputedStyle(element);
        const attributes = [...element.attributes]
          .filter(({ name }) => name !== 'data-theme')
          .map(({ name, value }) => `${name}=${value}`);
        const own = [...element.childNodes].map((node) =>
          node.nodeType === Node.TEXT_NODE ? node.nodeValue : '',
        );
        return [
          element.tagName,
          ...attributes,
          ...own,
          x,
          y,
          width,
          height,
          display,
          visibility,
          opacity,
        ].join(' ');
      })
      .join('\n'),
  );
}
