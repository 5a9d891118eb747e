import type { CardEvidence, LoggedMetric, ModelCard, RowEvidence } from '@modelfolio/schemas';
import { gapWords } from './concerns.ts';

type Facts = ModelCard['sections']['metrics']['facts'];

/** What a card's sections say of its evidence, admitted or not. */
export function evidenceFacts(
  evidence: CardEvidence | null,
): Record<'evaluationData' | 'quantitativeAnalyses', Facts> {
  if (evidence === null) return { evaluationData: [], quantitativeAnalyses: [] };
  const { unseen, logged, record, concerns } = evidence;
  const rows = record?.rows;
  const evaluationData = {
    ...(unseen && { 'Kept from training': `${statusWords[unseen.status]}: ${unseen.because}` }),
    ...(unseen && unseen.said !== null && { 'The author says of it': unseen.said }),
    ...(unseen && {
      'Rows that repeat another’s inputs': rows ? repeated(rows.duplicates) : null,
      'Rows that lie in training data': rows?.training ? trainingWords(rows.training) : null,
      'Columns that tell the label': rows && rows.columns > 0 ? columnWords(rows) : null,
    }),
  };
  const quantitativeAnalyses = {
    ...(record && {
      'Other formats':
        record.formats.map(({ format, gap }) => `${format}: ${gapWords(gap)}`).join('; ') || 'none',
    }),
    ...(unseen && {
      'Predictions of the original model': record?.predictions ? gapWords(record.predictions.gap) : null,
      'Logged by the run': logged.map(loggedWords).join(', ') || null,
    }),
  };
  const admitted = concerns.flatMap(({ name, admitted: why }) =>
    why === null ? [] : [{ name: `Admitted: ${name}`, value: why }],
  );
  return {
    evaluationData: [...facts(evaluationData), ...admitted],
    quantitativeAnalyses: facts(quantitativeAnalyses),
  };
}

const statusWords = {
  recorded: 'yes',
  said: 'by the author’s word alone',
  unknown: 'unknown',
  contradicted: 'no',
} as const;

const verdictWords = {
  equal: 'the same here',
  within: 'another here, within the interval',
  beyond: 'another here, beyond the interval',
} as const;

function repeated({ rows, conflicting }: { rows: number; conflicting: number }): string {
  return rows === 0 ? 'none' : `${count(rows)}, ${count(conflicting)} of them with another label`;
}

function trainingWords({ shared, rows, file }: NonNullable<RowEvidence['training']>): string {
  return `${count(shared)}, of ${count(rows)} rows of ${file.name} (sha256:${file.sha256})`;
}

function loggedWords({ key, logged, verdict }: LoggedMetric): string {
  return `${key} ${short(logged)} (${verdictWords[verdict]})`;
}

function columnWords({ columns, labelColumns }: RowEvidence): string {
  const found = labelColumns.map(({ column, how }) => `${column} (${how})`).join(', ');
  return found || `none of ${count(columns)}, each by itself`;
}

function facts(values: Record<string, string | null>): Facts {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function short(value: unknown): string {
  return String(Number(Number(value).toPrecision(4)));
}

function count(value: number): string {
  return value.toLocaleString('en');
}
