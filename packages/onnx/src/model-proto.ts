import onnxProto, { type onnx } from 'onnx-proto';
import { nestedNodes } from './graph-walk.ts';
import { OnnxError } from './onnx-error.ts';

/** A decoded ONNX file whose graph yields something. */
export type OnnxProto = onnx.ModelProto & { graph: onnx.IGraphProto };

/**
 * Graphs within graphs. Each is three messages within one another, and protobuf, which ONNX Runtime reads files by,
 * takes 100 by default (`SetRecursionLimit` in coded_stream.h).
 */
const deepest = 32;

/** Key under which a model's metadata tell what preparing it changed: a JSON array of sentences. */
const changesKey = 'modelfolio.changes';
/** Key of the class names of a ZipMap that was cut off: a JSON array. */
const classesKey = 'modelfolio.classes';
/** Key of the names of the features that a graph makes of raw columns: a JSON array, a name a column of its one output. */
const featuresKey = 'modelfolio.features';

/**
 * Decodes an ONNX file.
 *
 * @param path names the file in errors
 * @throws OnnxError `model-unreadable`
 */
export function decodeOnnx(bytes: Uint8Array, path: string): OnnxProto {
  const unreadable = (cause?: unknown): OnnxError =>
    new OnnxError('model-unreadable', 'not an ONNX model, or damaged', {
      file: path,
      hint: 'export the model again',
      cause,
    });
  let model: onnx.ModelProto;
  try {
    model = onnxProto.onnx.ModelProto.decode(bytes);
  } catch (cause) {
    throw unreadable(cause);
  }
  // Protocol buffers decode many other bytes without complaint: a model has a graph that yields something.
  if (!model.graph?.output?.length || model.opsetImport.length === 0) throw unreadable();
  for (const { depth } of nestedNodes(model))
    if (depth > deepest)
      throw new OnnxError('model-unreadable', `graphs in graphs, more than ${deepest} deep`, {
        file: path,
        hint: 'export without so many branches and loops in one another',
      });
  return model as OnnxProto;
}

export function encodeOnnx(model: OnnxProto): Uint8Array {
  return onnxProto.onnx.ModelProto.encode(model).finish();
}

/** What was changed in a file, as its metadata tell. */
export function changesOf({ metadataProps }: Pick<onnx.IModelProto, 'metadataProps'>): string[] {
  return textsUnder(metadataProps ?? [], changesKey) ?? [];
}

/** Class names that went with a ZipMap, as the metadata tell. */
export function keptClasses({ metadataProps }: Pick<onnx.IModelProto, 'metadataProps'>): string[] | null {
  return textsUnder(metadataProps ?? [], classesKey);
}

/** Names of the columns of a graph's one output, as the metadata of an exported feature pipeline tell. */
export function featureNames({ metadataProps }: Pick<onnx.IModelProto, 'metadataProps'>): string[] | null {
  return textsUnder(metadataProps ?? [], featuresKey);
}

/** Notes changes, after those that are noted already, and class names in the metadata. */
export function noteChanges(model: OnnxProto, changes: readonly string[], classes: string[] | null): void {
  const notes = new Map([[changesKey, JSON.stringify([...changesOf(model), ...changes])]]);
  if (classes) notes.set(classesKey, JSON.stringify(classes));
  model.metadataProps = [
    ...model.metadataProps.filter(({ key }) => !notes.has(key ?? '')),
    ...[...notes].map(([key, value]) => ({ key, value })),
  ];
}

function textsUnder(entries: readonly onnx.IStringStringEntryProto[], wanted: string): string[] | null {
  const text = entries.find(({ key }) => key === wanted)?.value;
  if (!text) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : null;
  } catch {
    // Somebody else's key of the same name.
    return null;
  }
}
