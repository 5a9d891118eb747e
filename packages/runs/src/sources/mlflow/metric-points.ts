import type { MlflowPoint } from './mlflow-run.ts';

/** What a database that has no infinities holds instead, in either sign. */
const LARGEST = Number.MAX_VALUE;

/** A value as MLflow's databases keep it: NaN as a flag beside a 0, the infinities clamped. */
export function storedValue(value: number, isNan: boolean): number {
  if (isNan) return NaN;
  if (Math.abs(value) < LARGEST) return value;
  return value > 0 ? Infinity : value < 0 ? -Infinity : value;
}

/**
 * A number as Python's `str(float)` writes it: `1e-05`, `nan`, `inf`, `-inf`.
 *
 * @returns `null` when the text is no number
 */
export function pythonFloat(text: string): number | null {
  if (/^[+-]?(\d+(_?\d)*\.?(\d+(_?\d)*)?|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return Number(text.replaceAll('_', ''));
  const named = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (!named) return null;
  if (named[2]?.toLowerCase() === 'nan') return NaN;
  return named[1] === '-' ? -Infinity : Infinity;
}

/**
 * Order of a history: step, then time, then value, where NaN counts as 0. The last point is the latest one;
 * it is the order by which MLflow's stores choose `latest_metrics`.
 */
export function comparePoints(a: MlflowPoint, b: MlflowPoint): number {
  return (
    a.step - b.step ||
    (a.timestamp ?? 0) - (b.timestamp ?? 0) ||
    sign(orZero(a.value) - orZero(b.value)) ||
    Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value))
  );
}

/** The points in their order. They mostly come as they were logged. */
export function inOrder(points: readonly MlflowPoint[]): readonly MlflowPoint[] {
  const isOrdered = points.every((point, i) => i === 0 || comparePoints(points[i - 1] ?? point, point) <= 0);
  return isOrdered ? points : points.toSorted(comparePoints);
}

/** The latest of the points, or `undefined` of none. Of equals the last. */
export function latestOf<Point extends MlflowPoint>(points: readonly Point[]): Point | undefined {
  let latest: Point | undefined;
  for (const point of points) if (!latest || comparePoints(point, latest) >= 0) latest = point;
  return latest;
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** Infinity minus itself is NaN: equal. */
function sign(difference: number): number {
  return Number.isNaN(difference) ? 0 : difference;
}
