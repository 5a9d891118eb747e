import type { MetricHistory, MetricNumber, RunRecord } from '@modelfolio/schemas';

/** One value of a metric. */
export interface MetricPoint {
  readonly step: number;
  readonly value: MetricNumber;
  /** Milliseconds since 1970. */
  readonly timestamp: number | null;
}

/** Collects points in any order into the columns of a record, sorted by step, then by time. */
export class MetricColumns {
  readonly #points = new Map<string, MetricPoint[]>();

  add(key: string, point: MetricPoint): void {
    const points = this.#points.get(key);
    if (points) points.push(point);
    else this.#points.set(key, [point]);
  }

  /** Drops the points of a metric that `keep` does not want. */
  keep(key: string, wanted: (point: MetricPoint) => boolean): void {
    const points = this.#points.get(key);
    if (points) this.#points.set(key, points.filter(wanted));
  }

  /** Latest value of each metric, and its history. */
  toRecord(): Pick<RunRecord, 'metrics' | 'histories'> {
    const metrics: [string, RunRecord['metrics'][string]][] = [];
    const histories: [string, MetricHistory][] = [];
    for (const [key, unsorted] of this.#points) {
      const points = unsorted.toSorted((a, b) => a.step - b.step || (a.timestamp ?? 0) - (b.timestamp ?? 0));
      const last = points.at(-1);
      if (!last) continue;
      metrics.push([key, { value: last.value, step: last.step, timestamp: last.timestamp }]);
      const timestamps = points.map(({ timestamp }) => timestamp);
      histories.push([
        key,
        {
          steps: points.map(({ step }) => step),
          values: points.map(({ value }) => value),
          timestamps: timestamps.every((time) => time !== null) ? timestamps : null,
        },
      ]);
    }
    return { metrics: Object.fromEntries(metrics), histories: Object.fromEntries(histories) };
  }
}
