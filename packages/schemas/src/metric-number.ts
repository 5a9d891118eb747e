// Without zod, so that a page may read numbers without carrying the schemas.

/** A measured number as JSON holds it: see `metricNumber`. */
export type MetricNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** The JavaScript number a {@link MetricNumber} stands for. */
export function toNumber(value: MetricNumber): number {
  return typeof value === 'number' ? value : Number(value);
}

/** A JSON-safe form of any JavaScript number. */
export function fromNumber(value: number): MetricNumber {
  return Number.isFinite(value) ? value : (String(value) as MetricNumber);
}
