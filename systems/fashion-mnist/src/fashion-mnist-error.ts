import { Failure } from '@modelfolio/failures';

/** Why an operation of this system failed, for code that reacts to it. */
export type FashionMnistErrorCode =
  | 'dataset-damaged'
  | 'dataset-missing'
  | 'download-failed'
  | 'checkpoint-missing'
  | 'checkpoint-damaged'
  | 'backend-missing'
  | 'runs-damaged'
  | 'usage';

/** Why an operation of this system failed. */
export class FashionMnistError extends Failure<FashionMnistErrorCode> {
  override readonly name = 'FashionMnistError';
}
