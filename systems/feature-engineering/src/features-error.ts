import { Failure } from '@modelfolio/failures';

/** Why an operation of this system failed, for code that reacts to it. */
export type FeaturesErrorCode =
  | 'frame-invalid'
  | 'column-missing'
  | 'column-type'
  | 'fit-impossible'
  | 'category-unknown'
  | 'value-invalid'
  | 'state-invalid'
  | 'state-newer'
  | 'rules-invalid'
  | 'rules-broken'
  | 'store-damaged'
  | 'file-unreadable'
  | 'onnx-impossible'
  | 'usage';

/** Why an operation of this system failed. */
export class FeaturesError extends Failure<FeaturesErrorCode> {
  override readonly name = 'FeaturesError';
}
