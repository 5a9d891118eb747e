import { toNumber } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { curveTolerance, precisionRecallPoints, rocPoints } from './curves.ts';
import { rankRows } from './ranking.ts';

const rankingOf = (scores: readonly number[], positive: readonly number[]) =>
  rankRows(Float64Array.from(scores), (row) => positive[row] === 1);

describe('rocPoints', () => {
  it('goes from nobody at an infinite threshold to everybody, a tie in one step', () => {
    // scikit-learn 1.9.1: roc_curve([1, 0, 1, 0, 1], [0.9, 0.8, 0.5, 0.5, 0.1], drop_intermediate=False)
    expect(rocPoints(rankingOf([0.9, 0.8, 0.5, 0.5, 0.1], [1, 0, 1, 0, 1]))).toEqual({
      falsePositiveRate: [0, 0, 0.5, 1, 1],
      truePositiveRate: [0, 1 / 3, 1 / 3, 2 / 3, 1],
      thresholds: ['Infinity', 0.9, 0.8, 0.5, 0.1],
    });
  });

  it('leaves out what lies on the line, and keeps both ends', () => {
    const scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
    expect(rocPoints(rankingOf(scores, [1, 1, 1, 0, 0, 0]))).toEqual({
      falsePositiveRate: [0, 0, 1],
      truePositiveRate: [0, 1, 1],
      thresholds: ['Infinity', 0.7, 0.4],
    });
  });

  it('is empty where one of the sides has no rows', () => {
    const empty = { falsePositiveRate: [], truePositiveRate: [], thresholds: [] };
    expect(rocPoints(rankingOf([0.9, 0.1], [1, 1]))).toEqual(empty);
    expect(rocPoints(rankingOf([0.9, 0.1], [0, 0]))).toEqual(empty);
    expect(rocPoints(rankingOf([], []))).toEqual(empty);
  });

  it('leaves out only points that lie nearer to the drawn line than can be seen', () => {
    // A quarter of a circle: positives come the rarer the lower the score.
    const count = 4000;
    const positive = Array.from({ length: count }, (_, row) =>
      (Math.sin(row * 12.9898) + 1) / 2 > row / count ? 1 : 0,
    );
    const ranking = rankingOf(
      Array.from({ length: count }, (_, row) => 1 - row / count),
      positive,
    );
    const { falsePositiveRate: xs, truePositiveRate: ys } = rocPoints(ranking);
    expect(xs.length).toBeLessThan(count / 4);
    const [positives, negatives] = [
      positive.filter((one) => one === 1).length,
      positive.filter((one) => one === 0).length,
    ];
    let [truePositives, falsePositives, segment] = [0, 0, 0];
    for (const one of positive) {
      if (one === 1) truePositives++;
      else falsePositives++;
      const [x, y] = [falsePositives / negatives, truePositives / positives];
      const isPast = () =>
        (xs[segment + 1] ?? 1) < x || ((xs[segment + 1] ?? 1) === x && (ys[segment + 1] ?? 1) < y);
      while (segment < xs.length - 2 && isPast()) segment++;
      const [x0 = 0, y0 = 0, x1 = 1, y1 = 1] = [xs[segment], ys[segment], xs[segment + 1], ys[segment + 1]];
      const away = Math.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / Math.hypot(x1 - x0, y1 - y0);
      expect(away).toBeLessThanOrEqual(curveTolerance + 1e-12);
    }
  });
});

describe('precisionRecallPoints', () => {
  it('goes from the highest threshold down, a tie in one step', () => {
    // scikit-learn 1.9.1: precision_recall_curve([1, 0, 1, 0, 1], [0.9, 0.8, 0.5, 0.5, 0.1]), reversed
    const { precision, recall, thresholds } = precisionRecallPoints(
      rankingOf([0.9, 0.8, 0.5, 0.5, 0.1], [1, 0, 1, 0, 1]),
    );
    expect(thresholds.map(toNumber)).toEqual([0.9, 0.8, 0.5, 0.1]);
    expect(precision).toEqual([1, 1 / 2, 2 / 4, 3 / 5]);
    expect(recall).toEqual([1 / 3, 1 / 3, 2 / 3, 1]);
  });

  it('is empty without positive rows, and flat without negative ones', () => {
    expect(precisionRecallPoints(rankingOf([0.9], [0]))).toEqual({
      precision: [],
      recall: [],
      thresholds: [],
    });
    expect(precisionRecallPoints(rankingOf([0.9, 0.5, 0.1], [1, 1, 1]))).toEqual({
      precision: [1, 1],
      recall: [1 / 3, 1],
      thresholds: [0.9, 0.1],
    });
  });
});
