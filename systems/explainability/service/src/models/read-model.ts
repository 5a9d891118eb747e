import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTable, rowsTable, type Table } from '@modelfolio/inference';
import { modelExamples, modelManifest, type FileDigest, type ModelManifest } from '@modelfolio/schemas';
import { tableCode } from '@modelfolio/explainability';
import { Failure } from '@modelfolio/failures';
import type { ModelContent } from './loaded-model.ts';
import { graphFile, rowsFile } from './model-files.ts';
import { sha256Of } from '@modelfolio/project';
import { parseJson } from '@modelfolio/project/json-file';

/**
 * Reads a model of a folder `models/<id>`: the graph and the rows that it was judged on, each compared with the hash in
 * `manifest.json`.
 *
 * @throws Failure `model-other` for one that takes no tables, `model-broken` where the files are not what the manifest says
 */
export async function readModel(folder: string): Promise<ModelContent> {
  const manifest = await readManifest(folder);
  const { id, input } = manifest;
  if (input.kind !== 'tabular')
    throw new Failure('model-other', `takes ${input.kind} input, no table`, { file: folder });
  const file = graphFile(manifest);
  if (!file) throw new Failure('model-other', 'has no ONNX file', { file: folder });
  const bytes = await readVerified(folder, file);
  const table = await knownRows(folder, manifest);
  const known = tableCode(input.columns);
  const rows = table && known.encode(table);
  return {
    id,
    manifest,
    sha256: file.sha256,
    bytes,
    columns: input.columns,
    knownColumns: input.columns.map((column, at) => {
      const texts = known.columns[at]?.categories ?? [];
      return { ...column, categories: texts.length > 0 ? [...texts] : null };
    }),
    rows,
    knownTexts: known.columns.map(({ categories }) => categories.length),
  };
}

async function readManifest(folder: string): Promise<ModelManifest> {
  const path = join(folder, 'manifest.json');
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new Failure('model-broken', cause.message, { file: path, cause });
  });
  return parseJson(bytes, path, modelManifest, 'model-broken');
}

async function knownRows(folder: string, manifest: ModelManifest): Promise<Table | null> {
  const file = rowsFile(manifest);
  if (!file) return null;
  const bytes = await readVerified(folder, file);
  return file === manifest.examples
    ? rowsTable(parseJson(bytes, join(folder, file.path), modelExamples, 'model-broken'))
    : readTable(bytes, file.path);
}

async function readVerified(folder: string, { path, sha256 }: FileDigest): Promise<Uint8Array<ArrayBuffer>> {
  const place = join(folder, path);
  const bytes = await readFile(place).catch((cause: Error) => {
    throw new Failure('model-broken', cause.message, { file: place, cause });
  });
  const found = sha256Of(bytes);
  if (found === sha256) return new Uint8Array(bytes);
  throw new Failure('model-broken', `its SHA-256 is ${found}, the manifest says ${sha256}`, { file: place });
}
