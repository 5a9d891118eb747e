import { formatFigure, type ModelCard } from '@modelfolio/schemas';

/** A section's Markdown with each `{{figure}}` replaced by its number. */
export function plainProse(text: string, { figures }: Pick<ModelCard, 'figures'>): string {
  return text.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => {
    const figure = Object.hasOwn(figures, name) ? figures[name] : undefined;
    return figure ? formatFigure(figure).replaceAll('\u00a0', ' ') : whole;
  });
}
