import { toNumber, type Figure, type ModelCard } from '@modelfolio/schemas';

/** A metric that was measured on the evaluation set or on a part of it. */
export interface Measurement {
  /** Name of the figure, or of the slice's metric. */
  name: string;
  label: string;
  value: Figure['value'];
  interval: Figure['interval'];
}

/** What was measured on the evaluation set (`slice` is `null`), and on each slice of it. */
export interface MeasuredPart {
  slice: string | null;
  n: number;
  metrics: Measurement[];
}

/** Every metric of a card's evaluation, whole set first. Empty where there is no evaluation. */
export function measurements({ evaluation, figures }: ModelCard): MeasuredPart[] {
  if (!evaluation) return [];
  const whole = Object.entries(figures)
    .filter(
      ([, { source }]) => source.file.endsWith('/evaluation.json') && source.pointer.includes('/metrics/'),
    )
    .map(([name, { label, value, interval }]) => ({ name, label, value, interval }));
  return [
    { slice: null, n: evaluation.dataset.n, metrics: whole },
    ...evaluation.slices
      .map(({ name: slice, n, metrics }) => ({
        slice,
        n,
        metrics: Object.entries(metrics)
          .filter(([, { estimate }]) => !Number.isNaN(toNumber(estimate.value)))
          .map(([name, { estimate }]) => ({
            name,
            label: figures[name]?.label ?? name,
            value: estimate.value,
            interval: estimate.interval,
          })),
      }))
      .filter(({ metrics }) => metrics.length > 0),
  ];
}
