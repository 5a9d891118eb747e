import { isStop, type Session } from '@modelfolio/inference';
import { readBytes, sha256Of } from '@modelfolio/project';
import type { Evaluation, EvaluationSet, ModelManifest } from '@modelfolio/schemas';
import type { Effects, Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { stopFailure } from './stop-failure.ts';

type ModelFormat = ModelManifest['formats'][number];

/**
 * Opens the file that a manifest describes, and gives its bytes too: of a model that lies in TensorFlow.js alone, those of
 * `model.json`.
 *
 * @throws ModelfolioError `manifest-stale` when it is another file, `model-unreadable`, `model-stopped`
 */
export async function openDescribedModel(
  project: Project,
  manifest: ModelManifest,
): Promise<{ model: Session; bytes: Uint8Array }> {
  const format = judgedFormat(manifest);
  if (!format) throw new ModelfolioError('model-missing', 'not there', { file: modelFile(manifest) });
  const [bytes = new Uint8Array()] = await readFormat(project, manifest, format);
  return { model: await openFormat(project, manifest, format), bytes };
}

/**
 * Opens a model in one of its formats, whose files must be those that the manifest describes.
 *
 * @throws ModelfolioError as {@link openDescribedModel}
 */
export async function openFormat(
  project: Project,
  manifest: ModelManifest,
  format: ModelFormat,
): Promise<Session> {
  const files = await readFormat(project, manifest, format);
  const path = `models/${manifest.id}/${format.entry}`;
  try {
    return await openFiles(project.effects, format, files);
  } catch (cause) {
    if (isStop(cause)) throw stopFailure(cause, path);
    throw new ModelfolioError(
      'model-unreadable',
      `${runtimeOf(format)} refuses it: ${cause instanceof Error ? cause.message : String(cause)}`,
      { file: path, cause },
    );
  }
}

/**
 * Opens a model by the bytes of its files: the ONNX file, or `model.json` and then its weights. Rejects in the words of the
 * runtime.
 */
export function openFiles(
  { openModel, openTfjs }: Pick<Effects, 'openModel' | 'openTfjs'>,
  { format }: Pick<ModelFormat, 'format'>,
  [first = new Uint8Array(), ...others]: readonly Uint8Array[],
): Promise<Session> {
  return format === 'onnx' ? openModel(first) : openTfjs(first, Buffer.concat(others));
}

/** What runs a format, by its name for people. */
export function runtimeOf({ format }: Pick<ModelFormat, 'format'>): string {
  return format === 'onnx' ? 'ONNX Runtime' : 'TensorFlow.js';
}

/**
 * Bytes of the files of a format, in their order.
 *
 * @throws ModelfolioError `manifest-stale` when one is not the file that the manifest describes
 */
export async function readFormat(
  project: Project,
  { id }: ModelManifest,
  { files }: ModelFormat,
): Promise<Uint8Array[]> {
  const read: Uint8Array[] = [];
  for (const { path, sha256 } of files) {
    const file = `models/${id}/${path}`;
    const bytes = await readBytes(project, file);
    if (sha256Of(bytes) !== sha256)
      throw new ModelfolioError('manifest-stale', 'is not the file that manifest.json describes', {
        file,
        hint: 'run modelfolio ingest',
      });
    read.push(bytes);
  }
  return read;
}

/** The format that stands for a model: ONNX before others. */
export function judgedFormat({ formats }: Pick<ModelManifest, 'formats'>): ModelFormat | undefined {
  return formats.find(({ format }) => format === 'onnx') ?? formats[0];
}

/** Path of the file that stands for a model. */
export function modelFile(manifest: ModelManifest): string {
  return `models/${manifest.id}/${judgedFormat(manifest)?.entry ?? 'model.onnx'}`;
}

/** Its hash. */
export function modelSha256(manifest: ModelManifest): string | undefined {
  return judgedFormat(manifest)?.files[0]?.sha256;
}

/** How a record begins that says something of a model on some rows. */
export function recordHead(
  manifest: ModelManifest,
  { name, split, digest }: EvaluationSet,
  n: number,
): Pick<Evaluation, 'schemaVersion' | 'modelId' | 'modelSha256' | 'dataset'> {
  return {
    schemaVersion: 1,
    modelId: manifest.id,
    modelSha256: modelSha256(manifest) ?? '',
    dataset: { name, split, digest, n },
  };
}
