import { marked } from 'marked';
import type { ModelCard } from '@modelfolio/schemas';
import { findFigure } from './find-figure.ts';
import { figureMarkup } from './figure-markup.ts';

/**
 * A card's prose as HTML, each `{{name}}` replaced by the figure it names.
 *
 * @param noted references whose notes the page already has
 * @throws SiteError when a name is no figure of the card
 */
export function proseMarkup(prose: string, card: ModelCard, page: string, noted: Set<string>): string {
  const records = { cards: new Map([[card.id, card]]), reports: { get: () => undefined, digest: () => '' } };
  const html = marked.parse(prose, { async: false });
  return html.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => {
    const reference = `${card.id}/${name}`;
    return figureMarkup(reference, findFigure(reference, page, records), noted);
  });
}
