import type { Evaluation, Figure } from '@modelfolio/schemas';
import type { JsonFile } from '@modelfolio/project/json-file';
import { toPointer } from '@modelfolio/project/json-pointer';
import { metricPresentations, targetPresentations } from './card-figures.ts';
import { toFigure, type FigureSource, type Presentation } from './figure.ts';

/** A number of a part of the rows. */
export interface PartFigure {
  readonly kind: 'slice' | 'class';
  /** Name of the slice or class. */
  readonly of: string;
  /** Columns that the slice is cut by; none of a class. */
  readonly columns: readonly string[];
  readonly metric: string;
  readonly figure: Figure;
}

/** Every metric of every slice and every class of an evaluation, with its source. */
export function partFigures(file: JsonFile<Evaluation>): PartFigure[] {
  const { value: evaluation } = file;
  const source: FigureSource = { ...file, command: evaluation.command };
  const unit = evaluation.task === 'regression' ? (evaluation.targets[0]?.unit ?? null) : null;
  const slices = evaluation.slices.flatMap(({ name, conditions, metrics }, at) =>
    Object.entries(metrics).map(([metric, { estimate }]): PartFigure => {
      const shown = presentationOf(metric, unit);
      const pointer = toPointer(['slices', at, 'metrics', metric, 'estimate', 'value']);
      const label = `${shown.label} of ${name}`;
      const figure = toFigure(source, pointer, {
        ...shown,
        label,
        interval: estimate.interval,
        n: estimate.n,
      });
      return { kind: 'slice', of: name, columns: conditions.map(({ column }) => column), metric, figure };
    }),
  );
  if (evaluation.task === 'regression') return slices;
  const classes = evaluation.perClass.flatMap((scores, at) =>
    (['precision', 'recall', 'f1'] as const).map((metric): PartFigure => {
      const { interval, n } = scores[metric];
      const shown = metricPresentations[metric];
      const figure = toFigure(source, toPointer(['perClass', at, metric, 'value']), {
        ...shown,
        label: `${shown.label} of ${scores.label}`,
        interval,
        n,
      });
      return { kind: 'class', of: scores.label, columns: [], metric, figure };
    }),
  );
  return [...slices, ...classes];
}

function presentationOf(metric: string, unit: string | null): Presentation {
  if (Object.hasOwn(metricPresentations, metric))
    return metricPresentations[metric as keyof typeof metricPresentations];
  const { label, better, ofUnit } = targetPresentations[metric as keyof typeof targetPresentations];
  return { label, format: 'decimal', unit: ofUnit ? unit : null, better };
}
