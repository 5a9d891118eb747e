import { decodeOnnx, encodeOnnx, fitForBrowser, refuseUnsupported } from '@modelfolio/onnx';
import { inlineExternalData, type DiskRead } from './inline-external-data.ts';

/** An ONNX file that a browser can run. */
export interface PreparedOnnx {
  bytes: Uint8Array;
  /** What was changed, a sentence each; empty where the bytes are the same. */
  changes: string[];
  /** Whether the batch was freed: only a run can tell that more than one row goes through. */
  batchFreed: boolean;
}

/**
 * Makes an ONNX file fit for the browser: ZipMaps cut off, a batch fixed at one row freed, weights in other files
 * taken in. The changes are noted in its metadata; a file that needs none keeps its bytes.
 *
 * @param folder where the file lies, for weights beside it
 * @param path names the file in errors
 * @throws OnnxError `model-unreadable` or `operators-unsupported`; ModelfolioError `model-unreadable` for a file beside it
 */
export async function prepareOnnx(
  bytes: Uint8Array,
  folder: string,
  path: string,
  disk: DiskRead,
): Promise<PreparedOnnx> {
  const model = decodeOnnx(bytes, path);
  refuseUnsupported(model, path);
  const inlined = await inlineExternalData(model, folder, path, disk);
  const { changes, batchFreed } = fitForBrowser(model, inlined);
  return { bytes: changes.length === 0 ? bytes : encodeOnnx(model), changes, batchFreed };
}
