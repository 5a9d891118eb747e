import { Failure } from '@modelfolio/failures';

/** Why an operation of this system failed, for code that reacts to it. */
export type FashionMnistErrorCode = 'dataset-damaged' | 'dataset-missing' | 'download-failed';

/** Why an operation of this system failed. */
export class FashionMnistError extends Failure<FashionMnistErrorCode> {
  override readonly name = 'FashionMnistError';
}
