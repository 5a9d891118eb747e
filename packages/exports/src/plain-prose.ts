import { formatFigure, typedNumber, type ModelCard } from '@modelfolio/schemas';

/** A section's Markdown with each `{{figure}}` replaced by its number, and each number that was typed marked so. */
export function plainProse(text: string, { figures }: Pick<ModelCard, 'figures'>): string {
  const marked = text.replaceAll(typedNumber, '$1 (typed)');
  return marked.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => {
    const figure = Object.hasOwn(figures, name) ? figures[name] : undefined;
    return figure ? formatFigure(figure).replaceAll('\u00a0', ' ') : whole;
  });
}
