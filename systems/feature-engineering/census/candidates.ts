import type { NetworkOptions } from './dense-network.ts';

export const candidateNames = ['logistic-regression', 'network'] as const;
export type CandidateName = (typeof candidateNames)[number];

const common = { batchSize: 128, warmUp: 0.2, momentum: 0.9, seed: 1 };

/** What is trained here; boosted trees are trained by the Python script, on the features that are made here. */
export const candidates: Readonly<Record<CandidateName, NetworkOptions>> = {
  'logistic-regression': { ...common, hidden: [], epochs: 20, learningRate: 0.05, weightDecay: 1e-5 },
  network: { ...common, hidden: [64, 32], epochs: 20, learningRate: 0.05, weightDecay: 1e-4 },
};
