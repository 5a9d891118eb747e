// For test_distributions.py: node interop/distributions.ts < cases.json prints what each [distribution, parameters, function,
// value] is, as text: JSON has no infinities.
import { text } from 'node:stream/consumers';
import { betaDistribution } from '@modelfolio/statistics/beta-distribution';
import { binomialDistribution } from '@modelfolio/statistics/binomial-distribution';
import { chiSquaredDistribution } from '@modelfolio/statistics/chi-squared-distribution';
import { fDistribution } from '@modelfolio/statistics/f-distribution';
import { gammaDistribution } from '@modelfolio/statistics/gamma-distribution';
import { kolmogorovDistribution } from '@modelfolio/statistics/kolmogorov-distribution';
import { normalDistribution } from '@modelfolio/statistics/normal-distribution';
import { poissonDistribution } from '@modelfolio/statistics/poisson-distribution';
import { tDistribution } from '@modelfolio/statistics/t-distribution';

const distributions = {
  normal: normalDistribution,
  t: tDistribution,
  chiSquared: chiSquaredDistribution,
  f: fDistribution,
  beta: betaDistribution,
  gamma: gammaDistribution,
  binomial: binomialDistribution,
  poisson: poissonDistribution,
  kolmogorov: kolmogorovDistribution,
};

const cases = JSON.parse(await text(process.stdin)) as [
  keyof typeof distributions,
  number[],
  string,
  number,
][];
const answers = cases.map(([name, parameters, asked, x]) => {
  const make = distributions[name] as (...parameters: number[]) => object;
  const distribution = make(...parameters) as Record<string, (x: number) => number>;
  return String(distribution[asked]?.(x));
});
process.stdout.write(JSON.stringify(answers));
