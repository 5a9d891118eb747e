import { join } from 'node:path';
import { stringify } from 'yaml';
import { pairsOf, write, type Plants } from './plants.ts';

/** MLflow's folder of files, with plants in every text; names are names of files here. */
export function mlflowFolder(root: string, plants: Plants): string {
  const id = '0123456789abcdef0123456789abcdef';
  const run = `mlruns/1/${id}`;
  const experiment = { experiment_id: '1', name: plants.texts.join(' '), lifecycle_stage: 'active' };
  write(root, 'mlruns/1/meta.yaml', stringify({ ...experiment, artifact_location: plants.texts[0] }));
  write(
    root,
    `${run}/meta.yaml`,
    stringify({
      run_id: id,
      experiment_id: '1',
      run_name: plants.texts.join('\n'),
      user_id: 'turing',
      source_name: plants.texts.join('\n'),
      status: 3,
      start_time: 1,
      end_time: 2,
      lifecycle_stage: 'active',
      artifact_uri: 'file:///home/turing/mlruns/1',
    }),
  );
  for (const [name, text] of pairsOf(plants)) {
    write(root, `${run}/params/${name}`, text);
    write(root, `${run}/tags/${name}`, text);
  }
  for (const [index, text] of plants.texts.entries()) {
    write(root, `${run}/params/${index}`, JSON.stringify({ a: { b: text } }));
    write(root, `${run}/tags/mlflow.note.${index}`, `see ${text}`);
  }
  write(root, `${run}/metrics/accuracy`, '1 0.5 0\n');
  return join(root, 'mlruns');
}
