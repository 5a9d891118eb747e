import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from '@modelfolio/inference';
import { readCsv } from '@modelfolio/inference/csv';
import { openSession } from '@modelfolio/inference/node/open-session';
import { modelManifest, type ModelManifest } from '@modelfolio/schemas';
import type { OpenGraph } from '../src/model-parts.ts';
import { tableCode } from '../src/table-code.ts';
import { tableModel, type TableModel } from '../src/table-model.ts';

const models = join(import.meta.dirname, '../../../models');

/** Opens a graph with ONNX Runtime. */
export const openGraph: OpenGraph = async (bytes) => (await openSession(bytes)).run;

/** A model of this repository with the rows it is judged on. */
export async function openModel(
  id: string,
): Promise<{ manifest: ModelManifest; bytes: Uint8Array; model: TableModel; table: Table }> {
  const folder = join(models, id);
  const manifest = modelManifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const bytes = readFileSync(join(folder, 'model.onnx'));
  const { input } = manifest;
  if (input.kind !== 'tabular') throw new TypeError(`models/${id} takes no table`);
  const table = readCsv(readFileSync(join(folder, 'evaluation/test.csv')), 'test.csv');
  return {
    manifest,
    bytes,
    table,
    model: tableModel(await openGraph(bytes), manifest, tableCode(input.columns)),
  };
}
