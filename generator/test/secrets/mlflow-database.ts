import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { storesFolder } from '@modelfolio/runs/testing/stores';
import { pairsOf, type Plants } from './plants.ts';

/** MLflow's database, with plants in every column of text that a client may fill. */
export function mlflowDatabase(root: string, plants: Plants): string {
  cpSync(join(storesFolder, 'mlflow-sqlite'), join(root, 'store'), { recursive: true });
  const path = join(root, 'store/mlflow.db');
  const database = new DatabaseSync(path);
  const text = plants.texts.join('\n');
  const one = (sql: string): Record<string, string | number> =>
    database.prepare(sql).get() as Record<string, string | number>;
  const put = (sql: string, ...values: (string | number | undefined)[]): void =>
    void database.prepare(sql).run(...values.map((value) => value ?? null));
  const { run_uuid: run } = one("SELECT run_uuid FROM runs WHERE name = 'parent'");
  const { model_id: model, experiment_id: experiment } = one('SELECT * FROM logged_models LIMIT 1');
  database.exec('BEGIN');
  for (const [name, value] of pairsOf(plants)) {
    put('INSERT OR REPLACE INTO params VALUES (?, ?, ?)', name, value, run);
    put('INSERT OR REPLACE INTO tags VALUES (?, ?, ?)', name, value, run);
    put('INSERT OR REPLACE INTO logged_model_params VALUES (?, ?, ?, ?)', model, experiment, name, value);
    put('INSERT OR REPLACE INTO logged_model_tags VALUES (?, ?, ?, ?)', model, experiment, name, value);
  }
  for (const [index, value] of plants.texts.entries()) {
    put('INSERT INTO params VALUES (?, ?, ?)', `list/${index}`, JSON.stringify([value]), run);
    put('INSERT INTO params VALUES (?, ?, ?)', value, 'x', run);
    put('INSERT INTO tags VALUES (?, ?, ?)', `mlflow.note.${index}`, `see ${value}`, run);
    put('INSERT INTO metrics VALUES (?, 1, 0, ?, 0, 0)', value, run);
    put('INSERT INTO latest_metrics VALUES (?, 1, 0, 0, 0, ?)', value, run);
    put(
      `INSERT INTO model_versions (name, version, source, run_id, current_stage, status)
       VALUES ('penguins', ?, ?, ?, 'None', 'READY')`,
      100 + index,
      value,
      run,
    );
  }
  const address = plants.texts.find((value) => value.startsWith('postgresql'));
  put('UPDATE datasets SET dataset_source = ?', JSON.stringify({ url: address }));
  put('UPDATE logged_models SET name = ? WHERE model_id = ?', text, model);
  put('UPDATE runs SET name = ?, source_name = ?, user_id = ? WHERE run_uuid = ?', text, text, text, run);
  put("UPDATE tags SET value = ? WHERE key = 'mlflow.source.name' AND run_uuid = ?", text, run);
  database.exec('COMMIT');
  database.close();
  return path;
}
