import { Failure } from '@modelfolio/failures';
import type { Figure, ModelCard, Report } from '@modelfolio/schemas';

/** Cards and reports by id, as the library has them. */
export interface FigureRecords {
  cards: Pick<ReadonlyMap<string, ModelCard>, 'get'>;
  reports: Pick<ReadonlyMap<string, Report>, 'get'> & {
    /** SHA-256 of the report's file. */
    digest(id: string): string;
  };
}

/** A report's figure with its provenance: the report itself. */
export function reportFigure(report: Report, name: string, sha256: string): Figure | undefined {
  const figure = report.figures[name];
  if (!figure) return undefined;
  const file = `content/reports/${report.id}.json`;
  const pointer = `/figures/${name.replaceAll('~', '~0').replaceAll('/', '~1')}/value`;
  const { spread: _, ratioOf: __, ...shown } = figure;
  return { ...shown, source: { file, pointer, sha256, command: report.command } };
}

/**
 * The figure that a page refers to.
 *
 * @param reference `<model>/<figure>` or `reports/<report>/<figure>`
 * @param page address of the page, for the error
 * @throws Failure when there is no such figure
 */
export function findFigure(reference: string, page: string, { cards, reports }: FigureRecords): Figure {
  const parts = reference.split('/');
  const [owner = '', name = ''] = parts[0] === 'reports' ? parts.slice(1) : parts;
  const report = parts[0] === 'reports' ? reports.get(owner) : undefined;
  const figure = report ? reportFigure(report, name, reports.digest(owner)) : cards.get(owner)?.figures[name];
  if (figure) return figure;
  const known = Object.keys(report?.figures ?? cards.get(owner)?.figures ?? {});
  throw new Failure('unknown-figure', `page ${page}: no figure ${reference}`, {
    hint: known.length > 0 ? `${owner} has ${known.join(', ')}` : `there is no card or report named ${owner}`,
  });
}
