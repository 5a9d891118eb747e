// For test_significance.py: node interop/significance.ts < cases.json prints what each [function, ...arguments] answers. Numbers
// that JSON has no word for are text.
import { text } from 'node:stream/consumers';
import { bcaInterval } from '@modelfolio/statistics/bca-interval';
import { bootstrapReplicates, percentileInterval, type Statistics } from '@modelfolio/statistics/bootstrap';
import { clopperPearsonInterval } from '@modelfolio/statistics/clopper-pearson-interval';
import { cohensD, hedgesG } from '@modelfolio/statistics/cohens-d';
import { tableCramersV } from '@modelfolio/statistics/cramers-v';
import { fisherExact } from '@modelfolio/statistics/fisher-exact';
import { chiSquaredTest, gTest } from '@modelfolio/statistics/homogeneity';
import { jackknifeValues } from '@modelfolio/statistics/jackknife-values';
import { kolmogorovSmirnov } from '@modelfolio/statistics/kolmogorov-smirnov';
import { mannWhitney } from '@modelfolio/statistics/mann-whitney';
import { mcnemar } from '@modelfolio/statistics/mcnemar';
import { moments } from '@modelfolio/statistics/moments';
import { benjaminiHochberg, bonferroni, holm } from '@modelfolio/statistics/multiple-testing';
import { newcombeInterval } from '@modelfolio/statistics/newcombe-interval';
import { pairedTTest } from '@modelfolio/statistics/paired-t-test';
import { cohensH, oddsRatio } from '@modelfolio/statistics/proportions';
import { cliffsDelta, pairedRankBiserial } from '@modelfolio/statistics/rank-biserial';
import { welchTest } from '@modelfolio/statistics/welch-test';
import { wilcoxon } from '@modelfolio/statistics/wilcoxon';
import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';
import { XoshiroRandom } from '@modelfolio/statistics/xoshiro-random';
import { meansZTest, proportionsTest } from '@modelfolio/statistics/z-tests';

type Values = number[];
const of = (values: Values) => moments(Float64Array.from(values));

const functions = {
  welch: (a: Values, b: Values, alternative: 'less') => welchTest(of(a), of(b), alternative),
  pairedT: (differences: Values, alternative: 'less') => pairedTTest(of(differences), alternative),
  meansZ: (a: Values, b: Values, alternative: 'less') => meansZTest(of(a), of(b), alternative),
  cohensD: (a: Values, b: Values) => cohensD(of(a), of(b)),
  hedgesG: (a: Values, b: Values) => hedgesG(of(a), of(b)),
  bonferroni: (pValues: Values) => [...bonferroni(pValues)],
  holm: (pValues: Values) => [...holm(pValues)],
  benjaminiHochberg: (pValues: Values) => [...benjaminiHochberg(pValues)],
  /** Interval and replicates of a mean. */
  bootstrap: (values: Values, replicates: number, level: number) => {
    const meanOf: Statistics = (weights, out) => {
      out[0] = weights.reduce((sum, weight, row) => sum + weight * (values[row] as number), 0);
      out[0] /= weights.reduce((sum, weight) => sum + weight, 0);
    };
    const [drawn = new Float64Array()] = bootstrapReplicates(values.length, meanOf, 1, {
      replicates,
      seed: 5,
    });
    const [leftOut = new Float64Array()] = jackknifeValues(values.length, meanOf, 1);
    const bca = bcaInterval(drawn, of(values).mean, leftOut, level);
    return { drawn: [...drawn], percentile: percentileInterval(drawn, level), bca };
  },
  xoshiro: (seed: number | [number, number, number, number], count: number) => {
    const random = new XoshiroRandom(seed);
    return Array.from({ length: count }, () => random.whole());
  },
  mannWhitney,
  wilcoxon,
  kolmogorovSmirnov,
  chiSquaredTest,
  gTest,
  fisherExact,
  mcnemar,
  proportionsTest,
  cliffsDelta,
  pairedRankBiserial,
  cohensH,
  oddsRatio,
  tableCramersV,
  wilsonInterval,
  newcombeInterval,
  clopperPearsonInterval,
};

const cases = JSON.parse(await text(process.stdin)) as [keyof typeof functions, ...unknown[]][];
const answers = cases.map(([name, ...given]) =>
  (functions[name] as (...given: unknown[]) => unknown)(...given),
);
process.stdout.write(
  JSON.stringify(answers, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  ),
);
