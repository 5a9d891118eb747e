import { fromNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { quantile } from '@modelfolio/statistics/quantiles';
import { FeaturesError } from '../features-error.ts';
import type { Frame } from '../frame/frame.ts';
import { scoreParams, scoresOf, selection, type ScoreParams } from './select-scores.ts';
import type { Target, Transformer } from './transformer.ts';

type Selection = z.infer<typeof selection>;

const bestParams = z.strictObject({
  ...scoreParams,
  /** How many columns stay. */
  k: z.union([z.literal('all'), z.int().min(1)]).default(10),
});
type BestParams = z.infer<typeof bestParams>;

/** Keeps the columns with the greatest scores; of equal ones, those that stand last, as scikit-learn. */
export const selectKBest: Transformer<BestParams, Selection> = {
  kind: 'SelectKBest',
  input: 'number',
  params: bestParams,
  state: selection,
  fit: (frame, given, target) =>
    selected('SelectKBest', { frame, given, target }, (scores) => {
      const order = [...scores.keys()].toSorted((a, b) => (scores[a] as number) - (scores[b] as number));
      return new Set(given.k === 'all' ? order : order.slice(-given.k));
    }),
  compile: (state) => kept(state),
};

const shareParams = z.strictObject({
  ...scoreParams,
  /** How many of a hundred columns stay. */
  percentile: z.number().gt(0).max(100).default(10),
});
type ShareParams = z.infer<typeof shareParams>;

/** Keeps a share of the columns: those above a percentile of the scores; of those at it, the first. */
export const selectPercentile: Transformer<ShareParams, Selection> = {
  kind: 'SelectPercentile',
  input: 'number',
  params: shareParams,
  state: selection,
  fit: (frame, given, target) =>
    selected('SelectPercentile', { frame, given, target }, (scores) => {
      const places = [...scores.keys()];
      const { percentile } = given;
      if (percentile === 100) return new Set(places);
      const threshold = quantile(Float64Array.from(scores).sort(), (100 - percentile) / 100);
      const above = places.filter((at) => (scores[at] as number) > threshold);
      const most = Math.floor((scores.length * percentile) / 100);
      const ties = places.filter((at) => scores[at] === threshold);
      return new Set([...above, ...ties.slice(0, most - above.length)]);
    }),
  compile: (state) => kept(state),
};

interface Given {
  frame: Frame;
  given: ScoreParams;
  target: Target | null;
}

function selected(
  kind: string,
  { frame, given, target }: Given,
  choose: (scores: readonly number[]) => ReadonlySet<number>,
): Selection {
  const scores = scoresOf(kind, frame, given, target);
  // What has no score is last.
  const chosen = choose(scores.map((score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score)));
  if (chosen.size === 0)
    throw new FeaturesError('fit-impossible', `${kind} keeps no column`, { hint: 'raise percentile' });
  return {
    scores: scores.map(fromNumber),
    kept: frame.columns.filter((_, at) => chosen.has(at)).map(({ name }) => name),
  };
}

const kept = ({ kept: names }: Selection): ReturnType<typeof selectKBest.compile> => ({
  names,
  run: (frame) => ({ rows: frame.rows, columns: frame.columns.filter(({ name }) => names.includes(name)) }),
});
