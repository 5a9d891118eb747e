import type { RandomisedWeights, Region } from '@modelfolio/explainability/image';

export type AttributionMethod = 'integrated-gradients' | 'occlusion' | 'saliency';

/** What is to be explained: the logit of a class for one image of bytes. */
export type AttributionRequest = {
  /** `[height, width]` */
  pixels: Uint8Array<ArrayBuffer>;
  class: number;
  method: AttributionMethod;
  /** Gradients of which integrated gradients consist, at first and at most; see the method. */
  steps: number;
  mostSteps: number;
};

/** A value for each pixel, and what tells how good they are. */
export type ImageAttribution = {
  method: AttributionMethod;
  class: number;
  /** `[height, width]`; positive: this place speaks for the class. Saliency has no sign. */
  values: Float32Array<ArrayBuffer>;
  /** The squares of four by four pixels that count most, the strongest first. */
  regions: Region[];
  /** Gradients, or windows that were covered. */
  steps: number;
  /** The class's logit for the image; `null` where the method does not compare with it. */
  logit: number | null;
  /** The class's logit for the black image, where the method starts from it. */
  baselineLogit: number | null;
  /** Residual of completeness as a share of the difference of the two logits; `null` where it is not defined. */
  relativeResidual: number | null;
  /** Time inside the engine. */
  latencyMs: number;
};

export type AttributionCheck = RandomisedWeights;

/** Asked of a worker: explanations of an image, where the model is. */
export type AttributionCalls = {
  /** The newest request wins: it ends another that is being worked on, with code `cancelled`. */
  attribute(request: AttributionRequest): ImageAttribution;
  /**
   * Whether such explanations depend on what the model has learnt, by random weights. It counts as a request as the other
   * does, and tells the share that is done.
   */
  check(request: AttributionRequest, step?: (share: number) => void): AttributionCheck;
};
