import type { Evidence, PredictionGap } from '@modelfolio/schemas';
import { gapWords } from './concerns.ts';
import { isApart } from './prediction-gap.ts';

/** What a person at the terminal is told of a model's evidence, a line each: what was compared, and what was found. */
export function evidenceLines({ rows, formats, predictions, dataset }: Evidence): string[] {
  const lines = formats.map(({ format, gap }) => `${format} ${verdict(gap)}: ${gapWords(gap)}`);
  if (predictions) lines.push(`the original model ${verdict(predictions.gap)}: ${gapWords(predictions.gap)}`);
  if (rows === null || dataset === null) return lines;
  const { duplicates, labelColumns, training } = rows;
  const of = `of ${count(dataset.n)} rows`;
  if (training)
    lines.push(
      `${count(training.shared)} ${of} also lie in ${training.file.name} (${count(training.rows)} rows)`,
    );
  if (duplicates.rows > 0)
    lines.push(
      `${count(duplicates.rows)} ${of} repeat the inputs of another, ${count(duplicates.conflicting)} with another label`,
    );
  return [...lines, ...labelColumns.map(({ column, label, how }) => `column ${column} ${how} ${label}`)];
}

function verdict(gap: PredictionGap): string {
  return isApart(gap) ? 'says something else' : 'agrees';
}

function count(value: number): string {
  return value.toLocaleString('en');
}
