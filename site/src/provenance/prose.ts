import { typedNumber, type ModelCard } from '@modelfolio/schemas';
import { Marked } from 'marked';
import { unsafeLink } from '@modelfolio/redaction/unsafe-link';
import { escapeHtml } from '@modelfolio/pages/html';
import { figureMarkup } from './figure-markup.ts';
import { findFigure } from './find-figure.ts';
import { typedMarkup } from './typed-markup.ts';

/**
 * Markdown of a card's prose. A card may hold words of strangers (a note of a run, a card of a hub): HTML in it is shown
 * as it is written, links to anything that could run are text, and so are pictures of other hosts.
 */
const markdown = new Marked({
  renderer: {
    html: ({ text }) => escapeHtml(text),
    link({ href, title, tokens }) {
      const words = this.parser.parseInline(tokens);
      if (unsafeLink(href, 'link') !== null) return words;
      return `<a href="${escapeHtml(href)}"${title ? ` title="${escapeHtml(title)}"` : ''}>${words}</a>`;
    },
    image: ({ href, text }) =>
      unsafeLink(href, 'picture') === null
        ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}" loading="lazy">`
        : escapeHtml(text),
  },
});

/**
 * A card's prose as HTML, each `{{name}}` replaced by the figure it names, each `{{typed: …}}` by what was typed, marked so.
 *
 * @param noted references whose notes the page already has
 * @throws Failure when a name is no figure of the card
 */
export function proseMarkup(prose: string, card: ModelCard, page: string, noted: Set<string>): string {
  const records = { cards: new Map([[card.id, card]]), reports: { get: () => undefined, digest: () => '' } };
  const html = markdown.parse(prose, { async: false }).replaceAll(typedNumber, typedMarkup('$1'));
  return html.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => {
    const reference = `${card.id}/${name}`;
    return figureMarkup(reference, findFigure(reference, page, records), noted);
  });
}
