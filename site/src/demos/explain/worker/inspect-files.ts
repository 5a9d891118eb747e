import { readTable, type Table } from '@modelfolio/inference';
import { readDroppedModel } from '@modelfolio/onnx';
import { sha256 } from '@modelfolio/pages/download';
import type { Dropped, DroppedTask, Inspected } from '../analysis/analysis.ts';

/** Names that columns of the truth often have. */
const likely = /^(label|labels|target|class|y|outcome|actual|truth|income|price|species|diagnosis)$/i;

/**
 * Reads a dropped model and a dropped table: what goes in, what comes out, what is missing. No runtime is needed, so none is
 * fetched for a file that it could not run.
 *
 * @throws OnnxError, InferenceError in words
 */
export async function inspectFiles({
  model,
  table,
  task,
}: {
  model: Dropped;
  table: Dropped | null;
  task: DroppedTask | null;
}): Promise<Inspected> {
  const rows = table && (await readTable(table.bytes, table.name));
  const found = readDroppedModel(model.bytes, model.name, rows, task ? { task } : {});
  const bytes = Uint8Array.from(found.bytes);
  return {
    bytes,
    preparedSha256: await sha256(bytes),
    modelSha256: await sha256(model.bytes),
    dataSha256: table && (await sha256(table.bytes)),
    changes: found.changes,
    sides: { inputs: found.inputs, input: found.input, output: found.output },
    rows: rows?.rows ?? 0,
    labels: found.labels,
    likelyLabel: likelyLabel(found.labels, rows, found.output.classes),
    missing: found.missing,
  };
}

/** The column that most likely holds the truth: by its values where the classes are known, else by its name. */
function likelyLabel(
  labels: readonly string[],
  rows: Table | null,
  classes: readonly string[] | null,
): string | null {
  if (!rows) return null;
  const known = new Set(classes);
  const byValues = labels.find((name) => {
    const cells = rows.column(name).slice(0, 1000);
    return known.size > 0 && cells.every((cell) => cell !== null && known.has(String(cell)));
  });
  return byValues ?? labels.find((name) => likely.test(name)) ?? null;
}
