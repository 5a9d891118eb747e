import { counterfactuals, counterfactualSpace, outputOf, type Constraint } from '@modelfolio/explainability';
import type { CounterfactualAnswer, CounterfactualQuestion, Limit } from '../analysis/analysis.ts';
import type { AnalysisCalling } from '../analysis/analysis.ts';
import { codesOf, oneRow, type Subject } from './subject.ts';

/** The smallest changes that lead to the other side of a threshold, within limits. */
export async function counterfactualAnswer(
  subject: Subject,
  { cells, place, threshold, limits, linked, most }: CounterfactualQuestion,
  { signal }: AnalysisCalling,
): Promise<CounterfactualAnswer> {
  const start = performance.now();
  const { model, codes, data } = subject;
  const output = model.output(place);
  const features = subject.features(false);
  const space = subject.kept(`space ${place}`, () =>
    counterfactualSpace(
      model.code.columns,
      features.map(({ columns }) => columns),
      { rows: codes, predictions: outputOf(data.predictions, place) },
    ),
  );
  const row = codesOf(subject, cells);
  const [now = Number.NaN] = await output(oneRow(row));
  const found = await counterfactuals(output, space, row, {
    wanted: now >= threshold ? { kind: 'below', threshold } : { kind: 'at-least', threshold },
    constraints: [
      ...limits.map(([column, limit]) => constraintOf(column, limit)),
      ...linked.map((pair): Constraint => ({ kind: 'linked', columns: pair })),
    ],
    count: most,
    signal,
  });
  return {
    found: found.counterfactuals.map((one) => ({ ...one, cells: model.code.decode(one.row) })),
    none: found.counterfactuals.length > 0 ? null : found.reason,
    evaluations: found.evaluations,
    milliseconds: performance.now() - start,
  };
}

function constraintOf(column: number, limit: Limit): Constraint {
  if (limit.kind === 'immutable') return { kind: 'immutable', columns: [column] };
  if (limit.kind === 'range') return { kind: 'range', column, from: limit.least, to: limit.most };
  return { kind: 'one-way', column, direction: limit.kind === 'increase' ? 'up' : 'down' };
}
