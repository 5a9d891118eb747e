// Insides that judges and tests of other rooms look at.
export { counterfactual } from '../src/counterfactual/counterfactual.ts';
export { type FairnessOptions, fairnessSummary } from '../src/fairness/fairness-summary.ts';
export { type ScorerName } from '../src/global/scorers.ts';
export { fitLime } from '../src/lime/fit-lime.ts';
export { limeNeighbours } from '../src/lime/lime-neighbours.ts';
export { ConstrainedFit } from '../src/shapley/constrained-fit.ts';
export * as signedDifferences from '../src/fairness/signed-differences.ts';
