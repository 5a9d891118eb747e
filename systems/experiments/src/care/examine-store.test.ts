import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { damageStore } from '../../test/damage-store.ts';
import { prepareStoreFile } from '../database/open-store-file.ts';
import { examineStore, type StoreReport } from './examine-store.ts';

const mlflowStore = fileURLToPath(
  new URL('../../../../packages/runs/test/stores/mlflow-sqlite/mlflow.db', import.meta.url),
);
const never = { signal: new AbortController().signal };

/** Examines a store of MLflow, after somebody's statements. */
async function examined(sql = '', folder?: string): Promise<StoreReport> {
  const cwd = folder ?? (await temporaryFolder());
  const file = join(cwd, 'mlflow.db');
  await copyFile(mlflowStore, file);
  const database = new DatabaseSync(file);
  // The artifacts of this store lay elsewhere.
  database.exec(
    "UPDATE logged_models SET artifact_location = ''; UPDATE model_versions SET storage_location = '', source = ''",
  );
  database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  database.close();
  return examineStore({ kind: 'sqlite', file }, { destination: './mlartifacts', cwd }, never);
}

const codes = ({ findings }: StoreReport): string[] => findings.map(({ code }) => code);

describe('examining a store', () => {
  it('finds nothing wrong with one of MLflow, and leaves nothing beside it', async () => {
    const folder = await temporaryFolder();
    const report = await examined('', folder);
    expect(report).toMatchObject({
      revision: 'dc11669786a5',
      rows: { experiments: expect.any(Number), runs: 8 },
      openedBy: [],
      findings: [],
    });
    expect(report.bytes).toBe((await readFile(join(folder, 'mlflow.db'))).length);
    expect(report.missingIndexes).toContain('modelfolio_runs_newest');
    expect(await readdir(folder)).toEqual(['mlflow.db']);
  });

  it('finds nothing wrong with one of its own, and its indexes', async () => {
    const cwd = await temporaryFolder();
    const file = join(cwd, 'mlflow.db');
    prepareStoreFile(file, 'mlflow-artifacts:/', 0);
    expect(await examineStore({ kind: 'sqlite', file }, { destination: 'x', cwd }, never)).toMatchObject({
      missingIndexes: [],
      findings: [],
    });
  });

  it.each([
    ['runs-without-experiment', 'UPDATE runs SET experiment_id = 77'],
    [
      'metrics-without-run',
      "INSERT INTO metrics (key, value, timestamp, run_uuid) VALUES ('a', 1, 1, 'gone'); INSERT INTO latest_metrics VALUES ('a', 1, 1, 0, 0, (SELECT MIN(run_uuid) FROM runs)); INSERT INTO metrics (key, value, timestamp, run_uuid) VALUES ('a', 1, 1, (SELECT MIN(run_uuid) FROM runs))",
    ],
    ['params-without-run', "INSERT INTO params VALUES ('a', 'b', 'gone')"],
    ['tags-without-run', "INSERT INTO tags VALUES ('a', 'b', 'gone')"],
    ['versions-without-model', 'UPDATE registered_models SET name = name || 2'],
    [
      'aliases-without-version',
      "INSERT INTO registered_model_aliases (alias, version, name) SELECT 'lost', 99, name FROM registered_models LIMIT 1",
    ],
    ['latest-metrics-differ', 'UPDATE latest_metrics SET value = value + 1 WHERE is_nan = 0'],
    [
      'latest-metrics-differ',
      'INSERT INTO metrics (key, value, timestamp, step, run_uuid) SELECT key, 0, timestamp, step + 1, run_uuid FROM latest_metrics LIMIT 1',
    ],
    ['latest-metrics-missing', 'DELETE FROM latest_metrics'],
    ['foreign-key-broken', "INSERT INTO experiment_tags VALUES ('a', 'b', 77)"],
    ['odd-schema', 'CREATE VIEW endless AS SELECT 1'],
    ['other-version', "UPDATE alembic_version SET version_num = 'cafe'"],
    [
      'models-without-artifacts',
      "UPDATE logged_models SET artifact_location = 'gone/models/m-1', status = 2, lifecycle_stage = 'active'",
    ],
    [
      'versions-without-artifacts',
      "UPDATE model_versions SET storage_location = 'mlflow-artifacts:/1/models/m-1/artifacts'",
    ],
  ])('finds %s: %s', async (code, sql) => {
    const report = await examined(sql);
    expect(codes(report)).toContain(code);
    for (const { reason, hint } of report.findings) {
      expect(reason).not.toMatch(/\n|undefined|null|NaN/);
      expect(hint).not.toMatch(/\n/);
    }
  });

  it('finds artifacts where the server keeps them', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'mlartifacts/1/models/m-1/artifacts'), { recursive: true });
    const sql = "UPDATE model_versions SET storage_location = 'mlflow-artifacts:/1/models/m-1/artifacts'";
    expect(codes(await examined(sql, folder))).toEqual([]);
  });

  it('counts, and names a few', async () => {
    const report = await examined(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) INSERT INTO params SELECT 'a' || i, 'b', 'gone' || i FROM n",
    );
    expect(report.findings).toMatchObject([
      { reason: '1,500 params of runs that are not there, e.g. gone1, gone10, gone100' },
    ]);
  });

  it('finds a damaged file', async () => {
    const folder = await temporaryFolder();
    await examined('', folder);
    const file = join(folder, 'mlflow.db');
    damageStore(file);
    const report = await examineStore({ kind: 'sqlite', file }, { destination: 'x', cwd: folder }, never);
    expect(codes(report)).toEqual(['damaged']);
  });

  it('ends when it is interrupted', async () => {
    const cwd = await temporaryFolder();
    const place = { kind: 'sqlite', file: mlflowStore } as const;
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(examineStore(place, { destination: 'x', cwd }, { signal })).rejects.toThrow('Ctrl-C');
  });
});
