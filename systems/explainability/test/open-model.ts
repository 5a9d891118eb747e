import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table, Tensor, TensorNumbers, TensorType } from '@modelfolio/inference';
import { readCsv } from '@modelfolio/inference/csv';
import { modelManifest, type ModelManifest } from '@modelfolio/schemas';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { tableCode } from '../src/table-code.ts';
import { tableModel, type RunGraph, type TableModel } from '../src/table-model.ts';

const models = join(import.meta.dirname, '../../../models');

/** Opens a graph with ONNX Runtime. */
export async function openGraph(bytes: Uint8Array): Promise<RunGraph> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  return async (feeds, wanted) => {
    const tensors = Object.entries(feeds).map(
      ([name, { type, data, shape }]) => [name, new OrtTensor(type, data as string[], [...shape])] as const,
    );
    const found = await session.run(Object.fromEntries(tensors), [...wanted]);
    return Object.fromEntries(
      Object.entries(found).map(([name, { type, data, dims }]): [string, Tensor] => [
        name,
        { type: type as TensorType, data: data as TensorNumbers | string[], shape: dims },
      ]),
    );
  };
}

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
