import type { EvaluationSet, FileDigest, ModelManifest } from '@modelfolio/schemas';
import type { JsonFile } from '@modelfolio/project/json-file';
import { digestFile } from '@modelfolio/project';
import type { Project } from '../effects.ts';

/**
 * Digest of every file that a card is made from, by path: card.yaml, the records, and the model's and the
 * evaluation set's files, whose hashes the manifest holds.
 */
export async function cardInputs(
  project: Project,
  manifest: ModelManifest,
  records: readonly Pick<JsonFile<unknown>, 'path' | 'bytes' | 'sha256'>[],
): Promise<FileDigest[]> {
  const folder = `models/${manifest.id}`;
  const files = [
    ...manifest.formats.flatMap((format) => format.files),
    ...(manifest.evaluationSet ? evaluationFiles(manifest.evaluationSet) : []),
    ...(manifest.examples ? [manifest.examples] : []),
  ];
  const digests = [
    await digestFile(project, `${folder}/card.yaml`),
    ...records.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    ...files.map((file) => ({ ...file, path: `${folder}/${file.path}` })),
  ];
  return digests.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function evaluationFiles(set: EvaluationSet): FileDigest[] {
  return set.format === 'idx-gz' ? set.shards.flatMap(({ images, labels }) => [images, labels]) : [set.file];
}
