import { z } from 'zod';
import { figure } from './figure.ts';
import { metricNumber, slug, instant } from './primitives.ts';
import { environment } from './run-record.ts';
import { sealField } from './seal.ts';

/**
 * A figure of a report: its source is the report itself, so only the value is kept.
 */
export const reportFigure = figure.omit({ source: true }).extend({
  /** Least and greatest of the repetitions behind a median. */
  spread: z.strictObject({ least: metricNumber, greatest: metricNumber }).optional(),
  /** JSON Pointers to cells of this report's tables: the value is the sum of the first, divided by that of the second. */
  ratioOf: z
    .strictObject({ numerator: z.array(z.string()).min(1), denominator: z.array(z.string()).min(1) })
    .optional(),
});
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

/** The number in a table's cell: `/tables/0/rows/1/2`; NaN where there is none. */
function cellAt(pointer: string, tables: readonly z.infer<typeof reportTable>[]): number {
  const [, table, row, column] = /^\/tables\/(\d+)\/rows\/(\d+)\/(\d+)$/.exec(pointer) ?? [];
  const cell = tables[Number(table)]?.rows[Number(row)]?.[Number(column)];
  return typeof cell === 'number' ? cell : Number.NaN;
}

/** Sums of cells, divided. @throws nothing: NaN where a cell holds no number */
export function ratioOfCells(
  {
    numerator,
    denominator,
  }: { readonly numerator: readonly string[]; readonly denominator: readonly string[] },
  tables: readonly z.infer<typeof reportTable>[],
): number {
  const sum = (pointers: readonly string[]): number =>
    pointers.reduce((total, pointer) => total + cellAt(pointer, tables), 0);
  return sum(numerator) / sum(denominator);
}

function isRatioOf(
  value: unknown,
  cells: Parameters<typeof ratioOfCells>[0],
  tables: readonly z.infer<typeof reportTable>[],
): boolean {
  const found = ratioOfCells(cells, tables);
  return typeof value === 'number' && Math.abs(value - found) <= 1e-9 * Math.abs(found);
}

/** Any system's result for the site (`content/reports/<id>.json`). */
export const report = z
  .strictObject({
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
  })
  .superRefine(({ figures, tables }, context) => {
    for (const [name, { value, ratioOf }] of Object.entries(figures)) {
      if (!ratioOf || isRatioOf(value, ratioOf, tables)) continue;
      context.addIssue({
        code: 'custom',
        path: ['figures', name, 'value'],
        message: `is ${value}, which does not follow from the tables of the report`,
      });
    }
  });
export type Report = z.infer<typeof report>;
