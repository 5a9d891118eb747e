import { noAugmentation, type Augmentation } from './augment.ts';
import type { LayerSpec } from '@modelfolio/training/layer-spec';

/** Names of the networks that compete. */
export const candidateNames = ['softmax', 'mlp', 'cnn'] as const;
export type CandidateName = (typeof candidateNames)[number];

/** Everything that decides a training's result, besides the data and the code. */
export interface TrainingOptions {
  candidate: CandidateName;
  layers: LayerSpec[];
  epochs: number;
  batchSize: number;
  seed: number;
  /** Peak of the one-cycle schedule. */
  learningRate: number;
  /** Share of the steps over which the rate rises. */
  warmUp: number;
  momentum: number;
  weightDecay: number;
  labelSmoothing: number;
  augmentation: Augmentation;
  /** Share of the old average that each update of the averaged weights keeps; an update every 8 steps. */
  averageDecay: number;
}

const common = {
  batchSize: 128,
  seed: 1,
  warmUp: 0.2,
  momentum: 0.9,
  averageDecay: 0.96,
};

const classes: LayerSpec = { kind: 'dense', units: 10, relu: false };

/** The networks that compete, with the settings each is trained with unless told otherwise. */
export const candidates: Readonly<Record<CandidateName, TrainingOptions>> = {
  softmax: {
    ...common,
    candidate: 'softmax',
    layers: [{ kind: 'flatten' }, classes],
    epochs: 20,
    learningRate: 0.05,
    weightDecay: 0,
    labelSmoothing: 0,
    augmentation: noAugmentation,
  },
  mlp: {
    ...common,
    candidate: 'mlp',
    layers: [
      { kind: 'flatten' },
      { kind: 'dense', units: 112, relu: true },
      { kind: 'dense', units: 64, relu: true },
      classes,
    ],
    epochs: 30,
    learningRate: 0.05,
    weightDecay: 5e-4,
    labelSmoothing: 0.05,
    augmentation: { flip: 0.5, shift: 0, erase: 0, eraseSize: 0 },
  },
  cnn: {
    ...common,
    candidate: 'cnn',
    layers: [
      { kind: 'conv', filters: 32, pool: true },
      { kind: 'conv', filters: 40, pool: false },
      { kind: 'conv', filters: 48, pool: true },
      { kind: 'conv', filters: 64, pool: false },
      { kind: 'conv', filters: 64, pool: false },
      { kind: 'global-average' },
      classes,
    ],
    epochs: 24,
    learningRate: 0.1,
    weightDecay: 5e-4,
    labelSmoothing: 0.05,
    augmentation: { flip: 0.5, shift: 2, erase: 0.25, eraseSize: 10 },
  },
};
