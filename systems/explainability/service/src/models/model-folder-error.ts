/** Why a folder holds no model that can be explained, in one line. */
export class ModelFolderError extends Error {
  override readonly name = 'ModelFolderError';
  /** `other`: a model, but one that takes no tables; `broken`: what lies there is not what its manifest says. */
  readonly kind: 'other' | 'broken';
  constructor(kind: 'other' | 'broken', message: string, options: { cause?: unknown } = {}) {
    super(message.replaceAll(/\s*\n\s*/g, ' '), options);
    this.kind = kind;
  }
}
