import { fromNumber, type ClassificationEvaluation } from '@modelfolio/schemas';
import { curveSteps, type CurveStep, type Ranking } from './ranking.ts';

type Roc = ClassificationEvaluation['rocCurves'][number];
type PrecisionRecall = ClassificationEvaluation['precisionRecallCurves'][number];

/** How far a left-out point may lie from the drawn line, as a share of the axes: less than a pixel of a chart. */
export const curveTolerance = 0.001;

/**
 * The ROC curve as scikit-learn's `roc_curve`: from (0, 0) at an infinite threshold to (1, 1), thinned.
 *
 * @returns no points where there are no positive or no negative rows
 */
export function rocPoints(ranking: Ranking): Omit<Roc, 'label' | 'auc'> {
  const steps = curveSteps(ranking);
  const total = steps.at(-1) ?? { truePositives: 0, falsePositives: 0 };
  if (total.truePositives === 0 || total.falsePositives === 0)
    return { falsePositiveRate: [], truePositiveRate: [], thresholds: [] };
  const all = [{ threshold: Infinity, truePositives: 0, falsePositives: 0 }, ...steps];
  const x = (step: CurveStep): number => step.falsePositives / total.falsePositives;
  const y = (step: CurveStep): number => step.truePositives / total.truePositives;
  const kept = thinned(all, x, y);
  return {
    falsePositiveRate: kept.map(x),
    truePositiveRate: kept.map(y),
    thresholds: kept.map(({ threshold }) => fromNumber(threshold)),
  };
}

/**
 * Precision over recall, from the highest threshold down, as scikit-learn's `precision_recall_curve` without its last
 * made-up point (1, 0), thinned.
 */
export function precisionRecallPoints(ranking: Ranking): Omit<PrecisionRecall, 'label' | 'averagePrecision'> {
  const steps = curveSteps(ranking);
  const total = steps.at(-1)?.truePositives ?? 0;
  if (total === 0) return { precision: [], recall: [], thresholds: [] };
  const x = (step: CurveStep): number => step.truePositives / total;
  const y = (step: CurveStep): number => step.truePositives / (step.truePositives + step.falsePositives);
  const kept = thinned(steps, x, y);
  return {
    precision: kept.map(y),
    recall: kept.map(x),
    thresholds: kept.map(({ threshold }) => fromNumber(threshold)),
  };
}

/**
 * The points that a line needs so that no other lies further from it than {@link curveTolerance} (Ramer 1972, Douglas
 * and Peucker 1973); the ends are kept.
 */
function thinned<Point>(
  points: readonly Point[],
  x: (point: Point) => number,
  y: (point: Point) => number,
): Point[] {
  const keep = new Uint8Array(points.length);
  keep[0] = 1;
  keep[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, end] = span;
    const [from, to] = [points[first] as Point, points[end] as Point];
    const [dx, dy] = [x(to) - x(from), y(to) - y(from)];
    const length = Math.hypot(dx, dy);
    let furthest = -1;
    let distance = curveTolerance;
    for (let index = first + 1; index < end; index++) {
      const [px, py] = [x(points[index] as Point) - x(from), y(points[index] as Point) - y(from)];
      const away = length === 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length;
      if (away > distance) [furthest, distance] = [index, away];
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    spans.push([first, furthest], [furthest, end]);
  }
  return points.filter((_, index) => keep[index] === 1);
}
