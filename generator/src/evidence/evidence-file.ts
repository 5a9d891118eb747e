import { evidence, type Evidence, type FileDigest, type ModelManifest } from '@modelfolio/schemas';
import { digestFile, kindOf } from '@modelfolio/project';
import { readJson, type JsonFile } from '@modelfolio/project/json-file';
import type { Project } from '../effects.ts';
import { judgedFormat, modelSha256 } from '../model/described-model.ts';

/** Raise it when what is looked for changes: every record is then remade. */
export const evidenceVersion = 1;

/** Where a model's evidence lies. */
export function evidencePath(id: string): string {
  return `models/${id}/evidence.json`;
}

/**
 * Reads `models/<id>/evidence.json`.
 *
 * @returns `null` where `modelfolio evaluate` has not written it, as before there was such a record
 * @throws ModelfolioError `evidence-invalid`
 */
export async function readEvidence(project: Project, id: string): Promise<JsonFile<Evidence> | null> {
  const path = evidencePath(id);
  if ((await kindOf(project, path)) !== 'file') return null;
  return readJson(project, path, evidence, 'evidence-invalid');
}

/** Predictions of the original model lie beside its export under one of these names. */
const predictionFiles = ['csv', 'csv.gz', 'parquet', 'npz'].map((ending) => `predictions.${ending}`);

/** The file with the original model's predictions, relative to the model's folder; `null` where there is none. */
export async function predictionsFile(project: Project, id: string): Promise<FileDigest | null> {
  for (const name of predictionFiles) {
    const path = `models/${id}/${name}`;
    if ((await kindOf(project, path)) === 'file') return digestFile(project, path, name);
  }
  return null;
}

/** Whether there is anything to look for: rows, or another format. */
export function hasEvidence(manifest: ModelManifest): boolean {
  return manifest.evaluationSet !== null || otherFormats(manifest).length > 0;
}

/** Formats of a model beside the one that is evaluated. */
export function otherFormats(manifest: ModelManifest): ModelManifest['formats'] {
  const judged = judgedFormat(manifest);
  return manifest.formats.filter((format) => format !== judged);
}

/**
 * Why a record does not hold against an evaluation what is there now, or `null` if it does.
 *
 * @param predictions see {@link predictionsFile}
 */
export function whyEvidenceStale(
  recorded: Evidence,
  manifest: ModelManifest,
  predictions: FileDigest | null,
): string | null {
  if (recorded.modelSha256 !== modelSha256(manifest)) return 'it is of another model file';
  if (recorded.dataset?.digest !== manifest.evaluationSet?.digest) return 'it is of other rows';
  const hashes = (files: readonly FileDigest[]): string =>
    files.map(({ path, sha256 }) => path + sha256).join();
  const formats = otherFormats(manifest);
  if (
    recorded.formats.length !== formats.length ||
    recorded.formats.some(({ files }, index) => hashes(files) !== hashes(formats[index]?.files ?? []))
  )
    return 'another format of the model has changed';
  if (recorded.predictions?.file.sha256 !== predictions?.sha256)
    return 'the predictions of the original model have changed';
  return recorded.evidenceVersion === evidenceVersion ? null : 'it was made by other definitions';
}
