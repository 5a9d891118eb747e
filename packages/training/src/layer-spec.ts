/** One step of a network, from image or features to logits. */
export type LayerSpec =
  /** 3×3 convolution without bias, batch normalisation, ReLU, then 2×2 max pooling where asked. */
  | { kind: 'conv'; filters: number; pool: boolean }
  /** Mean over the picture: `[N, h, w, c]` to `[N, c]`. */
  | { kind: 'global-average' }
  /** `[N, h, w, c]` to `[N, h·w·c]`. */
  | { kind: 'flatten' }
  /** Fully connected, with bias. */
  | { kind: 'dense'; units: number; relu: boolean };
