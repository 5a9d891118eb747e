import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure, ModelCard, Report } from '@modelfolio/schemas';
import { projectRoot } from '../project-root.ts';
import { SiteError } from '../site-error.ts';

/** Cards and reports by id. */
export type Records = { models: ReadonlyMap<string, ModelCard>; reports: ReadonlyMap<string, Report> };

const sha256Of = (path: string): string =>
  createHash('sha256')
    .update(readFileSync(join(projectRoot, path)))
    .digest('hex');

/** A report's figure with its provenance: the report itself. */
export function reportFigure(report: Report, name: string, digest = sha256Of): Figure | undefined {
  const figure = report.figures[name];
  if (!figure) return undefined;
  const file = `content/reports/${report.id}.json`;
  const pointer = `/figures/${name.replaceAll('~', '~0').replaceAll('/', '~1')}/value`;
  return { ...figure, source: { file, pointer, sha256: digest(file), command: report.command } };
}

/**
 * The figure that a page refers to.
 *
 * @param reference `<model>/<figure>` or `reports/<report>/<figure>`
 * @param page address of the page, for the error
 * @throws SiteError when there is no such figure
 */
export function findFigure(reference: string, page: string, { models, reports }: Records): Figure {
  const parts = reference.split('/');
  const [owner = '', name = ''] = parts[0] === 'reports' ? parts.slice(1) : parts;
  const report = parts[0] === 'reports' ? reports.get(owner) : undefined;
  const figure = report ? reportFigure(report, name) : models.get(owner)?.figures[name];
  if (figure) return figure;
  const known = Object.keys(report?.figures ?? models.get(owner)?.figures ?? {});
  throw new SiteError(
    'unknown-figure',
    `page ${page}: no figure ${reference}`,
    known.length > 0 ? `${owner} has ${known.join(', ')}` : `there is no card or report named ${owner}`,
  );
}
