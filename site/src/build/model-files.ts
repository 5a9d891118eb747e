import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { sha256Of } from '@modelfolio/project';
import { parseJson } from '@modelfolio/project/json-file';
import {
  modelExamples,
  type EvaluationSet,
  type FileDigest,
  type ModelCard,
  type ModelExamples,
  type ModelManifest,
} from '@modelfolio/schemas';
import { artifactPath } from '../artifacts.ts';

/** A file that the site serves: its address, where it lies and what it must hash to. */
export type ModelFile = { url: string; path: string; digest: FileDigest };

function evaluationFiles(set: EvaluationSet): FileDigest[] {
  return set.format === 'idx-gz' ? set.shards.flatMap(({ images, labels }) => [images, labels]) : [set.file];
}

/** Every file a manifest names: the formats' files, the evaluation set's, the examples. */
function manifestFiles(manifest: ModelManifest): FileDigest[] {
  return [
    ...manifest.formats.flatMap(({ files }) => files),
    ...(manifest.evaluationSet ? evaluationFiles(manifest.evaluationSet) : []),
    ...(manifest.examples ? [manifest.examples] : []),
  ];
}

/** What the manifest names and what the card offers for download, each file once. */
export function cardFiles({ manifest, downloads }: Pick<ModelCard, 'manifest' | 'downloads'>): ModelFile[] {
  const digests = [
    ...manifestFiles(manifest).map((digest) => ({ ...digest, path: `models/${manifest.id}/${digest.path}` })),
    ...downloads,
  ];
  const files = digests.map((digest) => ({ url: artifactPath(digest), path: digest.path, digest }));
  return Array.from(new Map(files.map((file) => [file.url, file])).values());
}

/**
 * The bytes of a model's file.
 *
 * @throws Failure when the file is missing or is not the one the card speaks of
 */
export function readModelFile(root: string, { path, digest }: ModelFile): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, path));
  } catch (cause) {
    throw new Failure('missing-file', 'cannot be read', {
      file: path,
      hint: 'restore it or run npx modelfolio build',
      cause,
    });
  }
  const found = sha256Of(bytes);
  if (found !== digest.sha256)
    throw new Failure('changed-file', `has SHA-256 ${found}, but its card says ${digest.sha256}`, {
      file: path,
      hint: 'run npx modelfolio ingest, evaluate and build',
    });
  return bytes;
}

/**
 * The rows that a model may be tried with; `null` where its card names none.
 *
 * @throws Failure when the file is missing, is not the one the card speaks of, or does not fit its schema
 */
export function readExamples(root: string, { id, manifest }: ModelCard): ModelExamples | null {
  if (!manifest.examples) return null;
  const path = `models/${id}/${manifest.examples.path}`;
  const bytes = readModelFile(root, { url: '', path, digest: manifest.examples });
  return parseJson(bytes, path, modelExamples, 'bad-record', 'run npx modelfolio ingest and build');
}
