import { describe, expect, it } from 'vitest';
import { searchedHtml } from './search-index.ts';

const body = (words: string): string => `<main data-pagefind-body>${words}</main>`;

describe('what of a page is searched', () => {
  it('is nothing of a page without a body for it', () => {
    expect(searchedHtml('<main>words</main>')).toBeNull();
  });

  it('is its words', () => {
    expect(searchedHtml(body('<h1 id="x">Penguins</h1><p>Names a species.</p>'))).toBe(
      body('<h1 id="x">Penguins</h1><p>Names a species.</p>'),
    );
  });

  it.each([
    ['a drawing', '<svg viewBox="0 0 1 1"><text>12</text></svg>'],
    ['a script', '<script type="module">const a = 1;</script>'],
    [
      'where a figure is from',
      '<span popover id="a" class="figure-note" data-pagefind-ignore><strong>Accuracy: 1 %</strong><span>Read from <code>a.json</code> with <em>b</em></span><span></span></span>',
    ],
    ['data behind a chart', '<details data-pagefind-ignore><summary>Data</summary><p>1</p></details>'],
  ])('is not %s', (_, html) => {
    expect(searchedHtml(body(`before ${html}after`))).toBe(body('before after'));
  });

  it('is the same whatever the numbers are', () => {
    const page = (value: string): string =>
      body(
        `<p>It is <button type="button" class="figure" popovertarget="a">${value} %</button></p><dd style="--share: ${value}">${value}</dd><div class="t" data-pagefind-ignore><table><tr><td>${value} each</td></tr></table></div>`,
      );
    expect(searchedHtml(page('12.5'))).toBe(searchedHtml(page('7')));
  });
});
