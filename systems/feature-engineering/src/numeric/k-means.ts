import { moments } from '@modelfolio/statistics/moments';

const mostRounds = 300;
const tolerance = 1e-4;

/**
 * Centres of Lloyd's algorithm over numbers, as scikit-learn's KMeans with given first centres: it stops when no value
 * changes its cluster or the centres move less than a ten-thousandth of the variance.
 *
 * @param start first centres, one a cluster, rising
 */
export function kMeansCentres(values: Float64Array, start: Float64Array): Float64Array {
  const { mean, variance } = moments(values);
  // About the mean, where squared distances lose least.
  const centred = values.map((value) => value - mean);
  const limit = variance * tolerance;
  let centres = start.map((centre) => centre - mean);
  let labels = new Int32Array(values.length).fill(-1);
  for (let round = 0; round < mostRounds; round++) {
    const next = labelsOf(centred, centres);
    const moved = centresOf(centred, next, centres);
    const shift = moved.reduce((sum, centre, at) => sum + (centre - (centres[at] as number)) ** 2, 0);
    const isSettled = next.every((label, at) => label === labels[at]);
    labels = next;
    centres = moved;
    if (isSettled || shift <= limit) break;
  }
  return centres.map((centre) => centre + mean);
}

function labelsOf(values: Float64Array, centres: Float64Array): Int32Array<ArrayBuffer> {
  return Int32Array.from(values, (value) => {
    let [best, least] = [0, Infinity];
    for (let at = 0; at < centres.length; at++) {
      const centre = centres[at] as number;
      const distance = centre * centre - 2 * value * centre;
      if (distance < least) [best, least] = [at, distance];
    }
    return best;
  });
}

/** The mean of each cluster; an empty one takes the value that is farthest from its centre. */
function centresOf(
  values: Float64Array,
  labels: Int32Array,
  centres: Float64Array,
): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(centres.length);
  const counts = new Float64Array(centres.length);
  labels.forEach((label, at) => {
    sums[label] = (sums[label] as number) + (values[at] as number);
    counts[label] = (counts[label] as number) + 1;
  });
  const empty = [...counts.keys()].filter((at) => counts[at] === 0);
  if (empty.length > 0) {
    const distance = (at: number): number =>
      ((values[at] as number) - (centres[labels[at] as number] as number)) ** 2;
    const farthest = [...labels.keys()].toSorted((a, b) => distance(b) - distance(a) || b - a);
    empty.forEach((cluster, turn) => {
      const at = farthest[turn] as number;
      const from = labels[at] as number;
      sums[from] = (sums[from] as number) - (values[at] as number);
      counts[from] = (counts[from] as number) - 1;
      sums[cluster] = values[at] as number;
      counts[cluster] = 1;
    });
  }
  return sums.map((sum, at) => (counts[at] === 0 ? (centres[at] as number) : sum / (counts[at] as number)));
}
