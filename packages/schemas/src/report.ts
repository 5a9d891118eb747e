import { z } from 'zod';
import { figure } from './figure.ts';
import { metricNumber, slug, instant } from './primitives.ts';
import { environment } from './run-record.ts';
import { sealField } from './seal.ts';

/** A figure of a report: its source is the report itself, so only the value is kept. */
export const reportFigure = figure.omit({ source: true });
export type ReportFigure = z.infer<typeof reportFigure>;

/** A table as columns and rows; a cell is text, a number or `null` (unknown). */
export const reportTable = z.strictObject({
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), metricNumber, z.null()]))),
});

/** A chart as data: the site draws it. */
export const reportChart = z.strictObject({
  title: z.string(),
  kind: z.enum(['line', 'bar', 'scatter']),
  x: z.string(),
  y: z.string(),
  series: z.array(
    z.strictObject({
      name: z.string(),
      points: z.array(z.tuple([z.union([z.number(), z.string()]), metricNumber])),
    }),
  ),
});

/** Boxes and the arrows between them, from left to right: the site places and draws them. */
export const reportGraph = z
  .strictObject({
    title: z.string(),
    nodes: z.array(z.strictObject({ id: z.string(), label: z.string(), note: z.string().nullable() })).min(1),
    /** From the first node's id to the second's. */
    edges: z.array(z.tuple([z.string(), z.string()])),
  })
  .refine(
    ({ nodes, edges }) => {
      const ids = new Set(nodes.map(({ id }) => id));
      return ids.size === nodes.length && edges.flat().every((id) => ids.has(id));
    },
    { error: 'each node needs an id of its own, and edges name these' },
  );
export type ReportGraph = z.infer<typeof reportGraph>;

/** Text in a language that machines read: a pipeline, a rule set. */
export const reportListing = z.strictObject({ title: z.string(), language: z.string(), text: z.string() });

/** Any system's result for the site (`content/reports/<id>.json`). */
export const report = z.strictObject({
  schemaVersion: z.literal(1),
  id: slug,
  kind: z.enum([
    'training',
    'benchmark',
    'load-test',
    'ab-test',
    'drift',
    'pipeline-run',
    'comparison',
    'data-quality',
  ]),
  system: slug,
  title: z.string().min(1),
  /** The question the report answers, in one sentence. */
  question: z.string().min(1),
  /** How it was measured, in plain words. */
  method: z.string().min(1),
  figures: z.record(z.string(), reportFigure),
  tables: z.array(reportTable),
  charts: z.array(reportChart),
  graphs: z.array(reportGraph).optional(),
  listings: z.array(reportListing).optional(),
  environment,
  measuredAt: instant,
  command: z.string().min(1),
  ...sealField,
});
export type Report = z.infer<typeof report>;
