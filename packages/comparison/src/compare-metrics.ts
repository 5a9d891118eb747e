import { toNumber, type Figure, type MetricNumber, type Tolerance } from '@modelfolio/schemas';
import { isClose } from '@modelfolio/statistics/is-close';
import type { MetricDifference, Verdict } from './comparison.ts';
import { noTolerance, toleranceOf, type Tolerances } from './tolerance.ts';

/** What of a figure is compared. */
type Measured = Pick<Figure, 'label' | 'value' | 'format' | 'unit' | 'better'>;

/**
 * Every metric of two sides, in the order of the later one, then those that it lacks.
 *
 * @param isComparable whether a metric was measured on the same thing on both sides
 */
export function compareMetrics(
  before: Readonly<Record<string, Measured>>,
  after: Readonly<Record<string, Measured>>,
  tolerances: Tolerances = {},
  isComparable: (name: string) => boolean = () => true,
): MetricDifference[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before)]);
  return Array.from(names, (name) => {
    const [old, now] = [ownValue(before, name), ownValue(after, name)];
    const { label, format, unit, better } = (now ?? old) as Measured;
    const tolerance = toleranceOf(name, tolerances);
    const values = { before: old?.value ?? null, after: now?.value ?? null };
    return {
      name,
      label,
      format,
      unit,
      better,
      ...values,
      delta: deltaOf(values),
      tolerance,
      verdict: verdictOf(values, better, tolerance ?? noTolerance, isComparable(name)),
    };
  });
}

type Sides = { before: MetricNumber | null; after: MetricNumber | null };

function ownValue<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function deltaOf({ before, after }: Sides): number | null {
  if (before === null || after === null) return null;
  const delta = toNumber(after) - toNumber(before);
  return Number.isFinite(delta) ? delta : null;
}

function verdictOf(
  { before, after }: Sides,
  better: Figure['better'],
  tolerance: Tolerance,
  comparable: boolean,
): Verdict {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  if (!comparable) return 'not-comparable';
  if (before === after) return 'same';
  const [old, now] = [toNumber(before), toNumber(after)];
  if (isClose(old, now, tolerance)) return 'within-tolerance';
  if (better === null) return 'changed';
  // Not a number is the worst that a metric can be.
  if (Number.isNaN(now)) return 'worse';
  if (Number.isNaN(old)) return 'better';
  return now > old === (better === 'higher') ? 'better' : 'worse';
}
