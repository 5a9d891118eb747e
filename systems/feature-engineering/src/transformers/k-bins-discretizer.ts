import { fromNumber, toNumber } from '@modelfolio/schemas';
import { z } from 'zod';
import { extent } from '@modelfolio/statistics/extent';
import { linspace } from '@modelfolio/statistics/linspace';
import { averagedQuantile, quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import { searchRight } from '@modelfolio/statistics/search';
import { kMeansCentres } from '../numeric/k-means.ts';
import { extentLearner, type Extent } from './extents.ts';
import {
  learnAtOnce,
  numberColumn,
  numberColumns,
  refuseInfinities,
  refuseMissing,
  stateNumbers,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

const params = z.strictObject({
  nBins: z.int().min(2).default(5),
  /** `onehot` and `onehot-dense` are one here: columns are dense. */
  encode: z.enum(['onehot', 'onehot-dense', 'ordinal']).default('onehot'),
  strategy: z.enum(['uniform', 'quantile', 'kmeans']).default('quantile'),
  quantileMethod: z.enum(['linear', 'averaged_inverted_cdf']).default('averaged_inverted_cdf'),
});
const state = z.strictObject({ binEdges: z.array(stateNumbers) });
type Params = z.infer<typeof params>;
/** Narrower bins are no bins. */
const narrowest = 1e-8;

/** Cuts numbers into bins. All rows are looked at: it is scikit-learn's with `subsample=None`. */
export const kBinsDiscretizer: Transformer<Params, z.infer<typeof state>> = {
  kind: 'KBinsDiscretizer',
  input: 'number',
  params,
  state,
  fit(frame, given) {
    const uniform = learner(frame.columns, given);
    if (uniform) return learnAtOnce(uniform, frame);
    refuseInfinities(frame);
    refuseMissing(frame, 'KBinsDiscretizer');
    return {
      binEdges: numberColumns(frame).map(({ values }) => Array.from(edgesOf(values, given), fromNumber)),
    };
  },
  learner,
  compile({ binEdges }, { encode }, columns) {
    const inner = binEdges.map((edges) => Float64Array.from(edges.slice(1, -1), toNumber));
    const names = columns.flatMap(({ name }, at) =>
      encode === 'ordinal'
        ? [name]
        : Array.from({ length: (inner[at]?.length ?? 0) + 1 }, (_, bin) => `${name}_${bin}.0`),
    );
    return {
      names,
      run(frame) {
        refuseMissing(frame, 'KBinsDiscretizer');
        const binned = numberColumns(frame).map(({ name, values }, at) => ({
          name,
          bins: values.map((value) => searchRight(inner[at] as Float64Array, value)),
        }));
        if (encode === 'ordinal')
          return { rows: frame.rows, columns: binned.map(({ name, bins }) => numberColumn(name, bins)) };
        const hot = binned.flatMap(({ bins }, at) =>
          Array.from({ length: (inner[at]?.length ?? 0) + 1 }, (_, bin) =>
            bins.map((own) => Number(own === bin)),
          ),
        );
        return { rows: frame.rows, columns: hot.map((values, at) => numberColumn(names[at] ?? '', values)) };
      },
    };
  },
};

/** Bins of equal width need no more than the ends of a column. */
function learner(
  columns: readonly InputColumn[],
  { strategy, nBins }: Params,
): Learner<z.infer<typeof state>> | null {
  if (strategy !== 'uniform') return null;
  const ends = extentLearner(columns, (known) => ({
    binEdges: known.map((one) => Array.from(uniformEdges(one, nBins), fromNumber)),
  }));
  return {
    ...ends,
    add(frame) {
      refuseInfinities(frame);
      refuseMissing(frame, 'KBinsDiscretizer');
      ends.add(frame);
    },
  };
}

/** One bin for a column that does not vary. */
const uniformEdges = ({ min, max }: Extent, nBins: number): Float64Array =>
  min < max ? linspace(min, max, nBins + 1) : Float64Array.of(-Infinity, Infinity);

function edgesOf(values: Float64Array, { nBins, strategy, quantileMethod }: Params): Float64Array {
  const { min, max } = extent(values);
  if (!(min < max)) return uniformEdges({ min, max }, nBins);
  const edges =
    strategy === 'quantile'
      ? quantileEdges(values, nBins, quantileMethod)
      : kMeansEdges(values, nBins, min, max);
  return edges.filter((edge, at) => at === 0 || edge - (edges[at - 1] as number) > narrowest);
}

function quantileEdges(values: Float64Array, bins: number, method: Params['quantileMethod']): Float64Array {
  const sorted = sortedNumbers(values);
  const at = method === 'linear' ? quantile : averagedQuantile;
  // In hundredths first, as numpy's percentile has it: the rounding decides between two neighbours.
  return linspace(0, 100, bins + 1).map((percent) => at(sorted, percent / 100));
}

function kMeansEdges(values: Float64Array, bins: number, min: number, max: number): Float64Array {
  const uniform = linspace(min, max, bins + 1);
  const start = Float64Array.from(
    { length: bins },
    (_, at) => ((uniform[at + 1] as number) + (uniform[at] as number)) * 0.5,
  );
  const centres = kMeansCentres(values, start).sort();
  const middles = Array.from(
    { length: bins - 1 },
    (_, at) => ((centres[at + 1] as number) + (centres[at] as number)) * 0.5,
  );
  return Float64Array.of(min, ...middles, max);
}
