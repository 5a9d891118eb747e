import { refuseUnsupported } from './browser-operators.ts';
import { freeBatch } from './free-batch.ts';
import { inlineExternalData, type DiskRead } from './inline-external-data.ts';
import { decodeOnnx, encodeOnnx, noteChanges } from './model-proto.ts';
import { cutZipMaps } from './zip-map.ts';

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
 * @throws ModelfolioError `model-unreadable` or `operators-unsupported`
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
  const { changes: cut, classes } = cutZipMaps(model);
  const freed = freeBatch(model);
  const changes = [...inlined, ...cut, ...freed];
  if (changes.length === 0) return { bytes, changes, batchFreed: false };
  noteChanges(model, changes, classes);
  return { bytes: encodeOnnx(model), changes, batchFreed: freed.length > 0 };
}
