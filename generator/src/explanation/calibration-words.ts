import { toNumber, type GroupFairness } from '@modelfolio/schemas';
import { calibrationBins } from '@modelfolio/explainability';
import { toPointer } from '@modelfolio/project/json-pointer';
import { known, listOf, number, say, sentences, type Said } from './said.ts';

/** Bins that are named. */
const most = 3;

/**
 * Whether scores of a group are probabilities: in each bin with enough rows, the mean score against the interval of the
 * share that is really positive.
 */
export function calibrationWords({ groups, smallBelow }: GroupFairness, at: number): Said {
  const bins = groups.flatMap(({ name, calibration }, group) =>
    calibration.bins
      .map((bin, place) => ({
        ...bin,
        name,
        place: toPointer(['fairness', at, 'groups', group, 'calibration', 'bins', place]),
      }))
      .filter(({ positiveRate }) => positiveRate.n >= smallBelow),
  );
  if (bins.length === 0) return say`Nothing can be said: no bin of scores has ${String(smallBelow)} rows.`;
  const off = bins.filter(
    ({ meanScore, positiveRate: { interval } }) =>
      interval !== null && (meanScore < toNumber(interval.lower) || meanScore > toNumber(interval.upper)),
  );
  const errors = groups.map(({ name, n, calibration: { ece } }, group) =>
    ece === null
      ? say`undefined for ${name}`
      : say`${number(ece, 'percent', toPointer(['fairness', at, 'groups', group, 'calibration', 'ece']))} for ${name} (n = ${n.toLocaleString('en-US')})`,
  );
  const told = off
    .toSorted(
      (one, other) =>
        Math.abs(toNumber(other.positiveRate.value) - other.meanScore) -
        Math.abs(toNumber(one.positiveRate.value) - one.meanScore),
    )
    .slice(0, most)
    .map(
      ({ name, meanScore, positiveRate, place }) =>
        say`for ${name} ${number(meanScore, 'percent', `${place}/meanScore`)} stands for ${known(positiveRate, 'percent', `${place}/positiveRate`)}`,
    );
  return sentences(
    off.length === 0
      ? say`As far as the data tell: in ${bins.length === 1 ? 'the one bin' : `all ${bins.length} bins`} of ${String(smallBelow)} rows or more, the mean score lies within the interval of the share that is really so.`
      : say`Not everywhere: in ${String(off.length)} of ${String(bins.length)} bins of ${String(smallBelow)} rows or more, the mean score lies outside the interval of the share that is really so (by chance one in twenty would)${off.length > told.length ? ', most of all' : ''}: ${listOf(told)}.`,
    say`The expected calibration error of this score, in ${String(calibrationBins)} bins of equal width, is ${listOf(errors)}.`,
  );
}
