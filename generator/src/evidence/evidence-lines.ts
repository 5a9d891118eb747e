import type { Evidence } from '@modelfolio/schemas';
import { gapWords } from './concerns.ts';
import { isApart } from './prediction-gap.ts';

/** What a person at the terminal is told of a model's evidence, a line each: what was compared, and what was found. */
export function evidenceLines({ rows, formats, predictions, dataset }: Evidence): string[] {
  const { duplicates, labelColumns, training } = rows;
  return [
    ...formats.map(
      ({ format, gap }) => `${format} ${isApart(gap) ? 'says something else' : 'agrees'}: ${gapWords(gap)}`,
    ),
    ...(predictions
      ? [
          `the original model ${isApart(predictions.gap) ? 'says something else' : 'agrees'}: ${gapWords(predictions.gap)}`,
        ]
      : []),
    ...(training
      ? [
          `${count(training.shared)} of ${count(dataset.n)} rows also lie in ${training.file.name} (${count(training.rows)} rows)`,
        ]
      : []),
    ...(duplicates.rows > 0
      ? [
          `${count(duplicates.rows)} of ${count(dataset.n)} rows repeat the inputs of another, ${count(duplicates.conflicting)} with another label`,
        ]
      : []),
    ...labelColumns.map(({ column, label, how }) => `column ${column} ${how} ${label}`),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}
