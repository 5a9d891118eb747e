// Prints what a model of a project predicts for its evaluation rows, as JSON: node interop/predict.ts <project> <id>
import { feedsOf, predictionsOf, readTable } from '@modelfolio/inference';
import { modelManifest } from '@modelfolio/schemas';
import { openSession } from '@modelfolio/inference/node/open-session';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [project = '.', id = ''] = process.argv.slice(2);
const folder = join(project, 'models', id);
const manifest = modelManifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
const set = manifest.evaluationSet;
if (!set || set.format === 'idx-gz') throw new Error(`${id} has no table to predict`);
const table = await readTable(readFileSync(join(folder, set.file.path)), set.file.path);
const model = await openSession(readFileSync(join(folder, 'model.onnx')));
const outputs = await model.run(feedsOf(manifest, table));
const predictions = predictionsOf(manifest.output, outputs, table.rows);
const rows = Array.from({ length: table.rows }, (_, row) =>
  predictions.kind === 'classes'
    ? [...predictions.probabilities].slice(
        row * predictions.classes.length,
        (row + 1) * predictions.classes.length,
      )
    : predictions.values.map((values) => values[row]),
);
const predicted =
  predictions.kind === 'classes'
    ? [...predictions.predicted].map((index) => predictions.classes[index])
    : null;
process.stdout.write(JSON.stringify({ rows, predicted }));
