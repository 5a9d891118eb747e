import { Failure } from '@modelfolio/failures';

/** Why an ONNX file cannot be taken, for code that reacts to it. */
export type OnnxErrorCode =
  | 'classes-mismatch'
  | 'columns-mismatch'
  | 'model-unreadable'
  | 'operators-unsupported'
  | 'signature-unsupported'
  | 'targets-mismatch'
  | 'task-unknown'
  | 'task-unsupported';

/** Why an ONNX file cannot be taken. */
export class OnnxError extends Failure<OnnxErrorCode> {
  override readonly name = 'OnnxError';
}
