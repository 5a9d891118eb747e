// Explains rows of a dropped model as the page does, for the Python judges: node interop/explain_dropped.ts
// Standard input: {"model": base64, "rows": CSV, "explain": [row, …], "background": n, "place": class or target}
import { text } from 'node:stream/consumers';
import { readCsv } from '@modelfolio/inference/csv';
import { readDroppedModel } from '@modelfolio/onnx/dropped-model';
import {
  featureGroups,
  sampleRows,
  takeRows,
  rowOf,
  openModelParts,
  rowExplainer,
  tableCode,
  tableModel,
} from '@modelfolio/explainability';
import { openGraph } from '@modelfolio/explainability/testing/open-model';

const asked = JSON.parse(await text(process.stdin)) as {
  model: string;
  rows: string;
  explain: number[];
  background: number;
  place: number;
};
const table = readCsv(asked.rows, 'rows.csv');
const dropped = readDroppedModel(Buffer.from(asked.model, 'base64'), 'model.onnx', table);
const { input } = dropped;
if (input.kind !== 'tabular') throw new TypeError(`the model takes ${input.kind} input`);
const model = tableModel(await openGraph(dropped.bytes), dropped, tableCode(input.columns));
const codes = model.code.encode(table);
const parts = await openModelParts(model, dropped.bytes, asked.place, codes, openGraph);
const places = sampleRows(codes.rows, asked.background, 0);
const explainer = rowExplainer({
  model,
  place: asked.place,
  background: takeRows(codes, places),
  groups: featureGroups(model.code.columns, codes).map(({ columns }) => columns),
  parts,
});
const answers = [];
for (const row of asked.explain) {
  const { method, values, base, prediction } = await explainer.explain(rowOf(codes, row));
  answers.push({ method, values: [...values], base, prediction });
}
process.stdout.write(
  JSON.stringify({
    answers,
    background: [...places],
    unit: explainer.unit,
    because: explainer.because,
    columns: input.columns.map(({ name }) => name),
    changes: dropped.changes,
    labels: dropped.labels,
  }),
);
