import {
  limeSpread,
  limeStatistics,
  type CodedColumn,
  type LimeStatistics,
} from '@modelfolio/explainability';
import type { LoadedModel } from '../models/loaded-model.ts';
import type { ExplainQuestion, ExplainRow } from './explain-question.ts';

/** Explains rows by LIME, with its spread over seeds. */
export function limeExplainer({ model, own, asked, background }: ExplainQuestion): ExplainRow {
  const { columns } = own.code;
  const statistics = statisticsOf(model, () => {
    const categories = columns.flatMap(({ kind }, at) => (kind === 'number' ? [] : [at]));
    return limeStatistics(background, categories);
  });
  return async (row, { name, place }, signal) => {
    const { seed, limeSeeds } = asked;
    const spread = await limeSpread(own.output(place), row, statistics, { signal, seed }, limeSeeds);
    const [first] = spread.explanations;
    if (!first) throw new RangeError('no seed, no explanation');
    return {
      method: 'lime',
      output: name,
      unit: model.manifest.output.task === 'regression' ? 'value' : 'probability',
      prediction: first.prediction,
      intercept: first.intercept,
      localPrediction: first.localPrediction,
      score: first.score,
      features: first.coefficients.map(({ column, coefficient }) => ({
        feature: columns[column]?.name ?? '',
        condition: conditionOf(columns[column], statistics[column], row[column] ?? Number.NaN),
        coefficient,
        deviation: spread.deviations[column] ?? Number.NaN,
        selected: spread.selected[column] ?? Number.NaN,
      })),
      seeds: limeSeeds,
    };
  };
}

/** What the value of a column fulfils, in words: its bin or its category. */
export function conditionOf(
  column: Pick<CodedColumn, 'name' | 'kind' | 'categories'> | undefined,
  statistics: LimeStatistics[number] | undefined,
  value: number,
): string {
  const name = column?.name ?? '';
  if (Number.isNaN(value)) return `${name} is missing`;
  if (column?.kind === 'truth') return `${name} = ${value === 1}`;
  if (column?.kind === 'category' || statistics?.kind !== 'number')
    return `${name} = ${column?.categories[value] ?? value}`;
  const { edges } = statistics;
  // A value on an edge belongs to the bin below it.
  const bin = edges.findIndex((edge) => value <= edge);
  const [from, to] = bin === -1 ? [edges.at(-1), undefined] : [edges[bin - 1], edges[bin]];
  return [from === undefined ? '' : `${from} < `, name, to === undefined ? '' : ` ≤ ${to}`].join('');
}

function statisticsOf(model: LoadedModel, make: () => LimeStatistics): LimeStatistics {
  const known = made.get(model) ?? make();
  made.set(model, known);
  return known;
}

const made = new WeakMap<LoadedModel, LimeStatistics>();
