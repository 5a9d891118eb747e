import { OnnxError } from '@modelfolio/onnx';
import { ModelfolioError } from '../modelfolio-error.ts';

/** What is wrong with an ONNX file, as this program reports it; any other error is handed on as it is. */
export function onnxFailure(error: unknown): unknown {
  if (!(error instanceof OnnxError)) return error;
  const { code, reason, place, hint, cause } = error;
  return new ModelfolioError(code, reason, { ...place, hint, cause });
}
