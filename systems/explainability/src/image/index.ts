export { ExplainabilityError } from '../explainability-error.ts';
export type { ImageInput, ImageShape, Logits } from './image-model.ts';
export {
  integratedGradients,
  type IntegratedGradients,
  type IntegratedGradientsOptions,
} from './integrated-gradients.ts';
export { logitsTopology } from './logits-topology.ts';
export { rankSimilarity, structuralSimilarity } from './map-similarity.ts';
export { occlusion, type Occlusion, type OcclusionOptions } from './occlusion.ts';
export {
  randomisedWeights,
  type RandomisedLayer,
  type RandomisedWeights,
  type RandomisedWeightsOptions,
  type WeightLayer,
} from './randomised-weights.ts';
export { saliency } from './saliency.ts';
export { strongestRegions, type Region } from './strongest-regions.ts';
