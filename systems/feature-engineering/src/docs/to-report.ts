import { report, type Report, type ReportFigure } from '@modelfolio/schemas';
import { FeaturesError } from '../features-error.ts';
import { lineageGraph } from './feature-graph.ts';
import { specOf, type FeatureSet } from './feature-set.ts';
import { pipelineCode } from './pipeline-code.ts';
import { tablesOf } from './tables.ts';

/**
 * The documentation of a feature set as a report for the site.
 *
 * @param id of the report, which its file is named after
 * @throws FeaturesError `usage` when the id is none
 */
export function toReport(set: FeatureSet, id: string): Report {
  const { title, fitted, state, data, rows, columns, judged, command, environment, measuredAt } = set;
  const spec = specOf(fitted);
  const missing = columns.filter((one) => one.missing > 0);
  const {
    success,
    data: made,
    error,
  } = report.safeParse({
    schemaVersion: 1,
    id,
    kind: 'data-quality',
    system: 'feature-engineering',
    title,
    question: judged
      ? 'What are the features made of, what is the data like before and after, and does it keep its rules?'
      : 'What are the features made of, and what is the data like before and after?',
    method:
      `All ${rows} rows of ${data.name} (SHA-256 ${data.sha256}) were read and transformed by the fitted pipeline in ${state.name} (digest ${state.sha256}). ` +
      'Standard deviations divide by the number of values less one, quartiles are interpolated linearly; missing values count in none of them.' +
      (judged ? ` The rules are those of ${judged.file.name} (SHA-256 ${judged.file.sha256}).` : ''),
    figures: figuresOf(set),
    tables: tablesOf(set),
    charts:
      missing.length > 0
        ? [
            {
              title: 'Missing values by column',
              kind: 'bar',
              x: 'Column',
              y: 'Share of rows',
              series: [{ name: 'missing', points: missing.map((one) => [one.name, one.missing / rows]) }],
            },
          ]
        : [],
    graphs: [lineageGraph(fitted, 'From columns to features')],
    listings: [
      { title: 'The pipeline as code', language: 'ts', text: pipelineCode(spec, state.name) },
      { title: 'The pipeline as JSON', language: 'json', text: `${JSON.stringify(spec, null, 2)}\n` },
      ...(judged
        ? [{ title: 'The rules', language: 'json', text: `${JSON.stringify(judged.rules, null, 2)}\n` }]
        : []),
    ],
    environment,
    measuredAt: new Date(measuredAt).toISOString(),
    command,
  });
  if (success) return made;
  const [issue] = error.issues;
  throw new FeaturesError(
    'usage',
    `no report: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`,
    {
      hint: 'name its file by lower-case words joined by hyphens',
    },
  );
}

function figuresOf({ rows, columns, features, judged }: FeatureSet): Record<string, ReportFigure> {
  const missing = columns.reduce((sum, one) => sum + one.missing, 0);
  const cells = rows * columns.length;
  return {
    rows: figure('Rows', rows, 'integer'),
    columns: figure('Columns in', columns.length, 'integer'),
    features: figure('Features out', features.length, 'integer'),
    ...(cells > 0 && { missingCells: figure('Missing cells', missing / cells, 'percent', 'lower') }),
    ...(judged && {
      rulesHeld: figure('Rules held', judged.validation.passed, 'integer'),
      rulesBroken: figure('Rules broken', judged.validation.failures.length, 'integer', 'lower'),
    }),
  };
}

const figure = (
  label: string,
  value: number,
  format: ReportFigure['format'],
  better: ReportFigure['better'] = null,
): ReportFigure => ({ label, value, format, unit: null, better, interval: null, n: null });
