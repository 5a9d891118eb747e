// Judges groups as JSON documents on standard input say, for the Python judges: node interop/explain_fairness.ts
import { text } from 'node:stream/consumers';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { multinomial } from '@modelfolio/statistics/binomial';
import {
  fairnessSummary,
  signedDifferences as signed,
  type FairnessOptions,
} from '@modelfolio/explainability/testing';
import { confusionAt, prepareGroups, type Confusion } from '@modelfolio/explainability';

interface Case {
  scores: number[];
  actual: number[];
  groups: number[];
  groupNames: string[];
  thresholds: number | number[];
  options?: FairnessOptions;
}

interface Draws {
  seed: number;
  n: number;
  shares: number[];
  size: number;
}

const { cases = [], draws = [] } = JSON.parse(await text(process.stdin)) as {
  cases?: Case[];
  draws?: Draws[];
};
process.stdout.write(JSON.stringify({ cases: cases.map(judge), draws: draws.map(draw) }));

function judge({ scores, actual, groups, groupNames, thresholds, options = {} }: Case): unknown {
  const rows = {
    scores: Float64Array.from(scores),
    actual: Uint8Array.from(actual),
    groups: Uint16Array.from(groups),
    groupNames,
  };
  // As it would be read from a file.
  const summary: unknown = JSON.parse(JSON.stringify(fairnessSummary('group', rows, thresholds, options)));
  const [unprivileged, privileged] = confusionAt(prepareGroups(rows), thresholds);
  return { summary, signed: unprivileged && privileged ? signedDifferences(unprivileged, privileged) : null };
}

function signedDifferences(unprivileged: Confusion, privileged: Confusion): Record<string, number | null> {
  return {
    statisticalParityDifference: signed.statisticalParityDifference(unprivileged, privileged),
    disparateImpact: signed.disparateImpact(unprivileged, privileged),
    signedOpportunityDifference: signed.signedOpportunityDifference(unprivileged, privileged),
    averageOddsDifference: signed.averageOddsDifference(unprivileged, privileged),
  };
}

function draw({ seed, n, shares, size }: Draws): number[][] {
  const random = new NumpyRandom(seed);
  return Array.from({ length: size }, () => [...multinomial(random, n, Float64Array.from(shares))]);
}
