import { type Figure, formatFigure, formatInterval } from '@modelfolio/schemas';
import { escapeHtml } from '@modelfolio/pages/html';

const methods = {
  'percentile-bootstrap': 'bootstrap over rows',
  wilson: 'Wilson',
  newcombe: 'Newcombe',
} as const;

/** Id of the note that says where a figure came from; every mention on a page opens the same note. */
export const noteId = (reference: string): string => `source-${reference.replace(/[^\w]+/g, '-')}`;

/**
 * A number that opens a note saying where it came from, on click without any script.
 *
 * @param reference the figure's address, e.g. `fashion-mnist/accuracy`
 * @param noted references whose notes this page already has; the figure's own is added
 * @returns HTML that may stand inside a sentence
 */
export function figureMarkup(reference: string, figure: Figure, noted: Set<string>): string {
  const id = noteId(reference);
  const text = formatFigure(figure);
  const { file, pointer } = figure.source;
  const number =
    `<button type="button" class="figure" popovertarget="${id}" data-figure="${escapeHtml(reference)}"` +
    ` data-figure-file="${escapeHtml(file)}" data-figure-pointer="${escapeHtml(pointer)}"` +
    ` data-figure-value="${figure.value}" aria-label="${escapeHtml(text)}, ${escapeHtml(figure.label)}: show source">` +
    `${escapeHtml(text)}</button>`;
  if (noted.has(reference)) return number;
  noted.add(reference);
  return number + noteMarkup(id, figure);
}

function noteMarkup(id: string, figure: Figure): string {
  const { label, interval, n, source } = figure;
  const rows = [
    interval &&
      `${Math.round(interval.level * 100)}\u00a0% interval ${formatInterval(figure)} (${methods[interval.method]})`,
    n !== null && `n = ${n.toLocaleString('en-US')}`,
  ].filter((row) => row !== null && row !== false);
  return (
    `<span popover id="${id}" class="figure-note" role="note" data-pagefind-ignore>` +
    `<strong>${escapeHtml(label)}: ${escapeHtml(formatFigure(figure))}</strong>` +
    rows.map((row) => `<span>${escapeHtml(row)}</span>`).join('') +
    `<span>Read from <code>${escapeHtml(source.file)}</code> at <code>${escapeHtml(source.pointer)}</code></span>` +
    `<span>SHA-256 <code>${source.sha256.slice(0, 16)}…</code></span>` +
    (source.command ? `<span>Remade by <code>${escapeHtml(source.command)}</code></span>` : '') +
    '</span>'
  );
}
