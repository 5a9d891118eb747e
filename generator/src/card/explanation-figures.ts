import type { Explanation, FairnessMetricSet, Figure } from '@modelfolio/schemas';
import type { JsonFile } from '@modelfolio/project/json-file';
import { toPointer } from '@modelfolio/project/json-pointer';
import { optionalFigure, toFigure, type FigureSource } from './figure.ts';

/** Figures of differences between groups: their names, and what they are called. */
const differences = {
  accuracyGap: ['accuracyDifference', 'Largest difference of accuracy'],
  demographicParityDifference: ['demographicParityDifference', 'Demographic parity difference'],
  equalOpportunityDifference: ['equalOpportunityDifference', 'Equal opportunity difference'],
  equalizedOddsDifference: ['equalizedOddsDifference', 'Equalized odds difference'],
} as const satisfies Record<string, readonly [keyof FairnessMetricSet, string]>;

/**
 * The figures that an explanation holds, by name: topFeatureShare; accuracyGap, demographicParityDifference,
 * equalOpportunityDifference and equalizedOddsDifference, or maeGap of a regressor. Those of the first column of groups have
 * these names, those of others the column's name behind a colon. Undefined ones are left out.
 */
export function explanationFigures(file: JsonFile<Explanation>): Record<string, Figure> {
  const explanation = file.value;
  const source: FigureSource = { ...file, command: explanation.command };
  const [first] = explanation.importance.features;
  return {
    ...optionalFigure('topFeatureShare', source, '/importance/features/0/share', {
      label: `Share of the most important feature, ${first?.name ?? 'none'}`,
      format: 'percent',
      n: first?.meanAbsolute.n ?? null,
    }),
    ...groupFigures(source, explanation),
  };
}

function groupFigures(source: FigureSource, explanation: Explanation): Record<string, Figure> {
  const { fairness, errors, dataset, output } = explanation;
  const figures: Record<string, Figure> = {};
  const nameOf = (name: string, at: number, column: string): string =>
    at === 0 ? name : `${name}:${column}`;
  // By two columns together, they are on the page and under no name: it would be no word.
  const single = <Grouping extends { columns: readonly string[] }>(
    groupings: readonly Grouping[],
  ): Grouping[] => groupings.filter(({ columns }) => columns.length === 1);
  single(fairness).forEach(({ name, metrics }, at) => {
    for (const [figure, [metric, label]] of Object.entries(differences)) {
      const pointer = toPointer(['fairness', at, 'metrics', metric, 'value']);
      Object.assign(
        figures,
        optionalFigure(nameOf(figure, at, name), source, pointer, {
          label: `${label} by ${name}`,
          format: 'points',
          better: 'lower',
          interval: metrics[metric].interval,
          n: metrics[metric].n ?? dataset.n,
        }),
      );
    }
  });
  single(errors).forEach(({ name, maeDifference: { interval, n } }, at) => {
    figures[nameOf('maeGap', at, name)] = toFigure(
      source,
      toPointer(['errors', at, 'maeDifference', 'value']),
      {
        label: `Largest difference of mean absolute error by ${name}`,
        format: 'decimal',
        unit: output.unit,
        better: 'lower',
        interval,
        n,
      },
    );
  });
  return figures;
}
