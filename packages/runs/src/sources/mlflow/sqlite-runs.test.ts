import { expect, it } from 'vitest';
import { withoutConstraints } from '../../../test/mlflow-database.ts';
import { mlflowParent } from '../../../test/mlflow-parent.ts';
import { mlflowRuns } from '../../../test/mlflow-runs.ts';
import type { SqliteRun } from './sqlite-runs.ts';

const listed = async (...sql: string[]): Promise<readonly SqliteRun[]> =>
  (await mlflowRuns(...sql)).page(null).runs;
const fingerprints = async (...sql: string[]): Promise<(string | null)[]> =>
  (await listed(...sql)).map(({ fingerprint }) => fingerprint);
const parentId = "(SELECT run_uuid FROM runs WHERE name = 'parent')";

it('a list shows what a row and its tag of a name hold, and nothing that was deleted', async () => {
  const runs = await listed(
    "UPDATE tags SET value = 'renamed' WHERE key = 'mlflow.runName' AND value = 'child'",
  );
  expect(runs.map(({ name }) => name)).toEqual(['parent', 'child', 'child', 'failed', 'killed', 'going on']);
  expect(runs[0]).toEqual({
    runId: 'fa4ca3b8b2f3484ca2672d5d18723621',
    name: 'parent',
    status: 'FINISHED',
    startTime: '1795441926528',
    endTime: '1795441928029',
    sourceName: '',
    sourceVersion: '',
    artifactUri: '/elsewhere/artifacts/penguins/fa4ca3b8b2f3484ca2672d5d18723621/artifacts',
    experimentId: '1',
    experiment: 'penguins',
    tags: [['mlflow.runName', 'parent']],
    modelIds: ['m-f79f622cb11246a7a70508eab02f273e', 'm-8b9979538f6a4ca5b9f8bbf1ec8bcd4c'],
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(runs[1]?.tags).toEqual([['mlflow.runName', 'renamed']]);
  expect(runs[5]).toMatchObject({ endTime: null, fingerprint: null, modelIds: [] });
  expect(await listed("DELETE FROM tags WHERE key = 'mlflow.runName'")).toMatchObject([
    { tags: [] },
    ...Array.from({ length: 5 }, () => ({})),
  ]);
});

it.each(['FINISHED', 'FAILED', 'KILLED'])(
  'only a run that goes on has no fingerprint: %s',
  async (status) => {
    const runs = await listed(`UPDATE runs SET status = '${status}' WHERE name = 'going on'`);
    expect(runs.map(({ fingerprint }) => fingerprint)).not.toContain(null);
    expect(
      (await listed("UPDATE runs SET status = 'SCHEDULED'")).map(({ fingerprint }) => fingerprint),
    ).toEqual(runs.map(() => null));
  },
);

it('runs come a page at a time, in the order of their rows, each once', async () => {
  const more = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO runs (run_uuid, name, status, lifecycle_stage, experiment_id)
    SELECT 'run ' || i, i, 'FINISHED', 'active', 1 FROM n`;
  const runs = await mlflowRuns(more);
  const pages = [];
  let after: number | null = null;
  do {
    const page = runs.page(after);
    pages.push(page.runs.map(({ name }) => name));
    after = page.last;
  } while (after !== null);
  expect(pages.map(({ length }) => length)).toEqual([500, 500, 6, 0]);
  expect(pages.flat().slice(6)).toEqual(Array.from({ length: 1000 }, (_, index) => String(index + 1)));
});

it.each(['FINISHED', 'FAILED', 'KILLED'])(
  'only a run that goes on has no fingerprint: %s',
  async (status) => {
    const runs = await listed(`UPDATE runs SET status = '${status}' WHERE name = 'going on'`);
    expect(runs.map(({ fingerprint }) => fingerprint)).not.toContain(null);
    expect(
      (await listed("UPDATE runs SET status = 'SCHEDULED'")).map(({ fingerprint }) => fingerprint),
    ).toEqual(runs.map(() => null));
  },
);

it('runs come a page at a time, in the order of their rows, each once', async () => {
  const more = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO runs (run_uuid, name, status, lifecycle_stage, experiment_id)
    SELECT 'run ' || i, i, 'FINISHED', 'active', 1 FROM n`;
  const runs = await mlflowRuns(more);
  const pages = [];
  let after: number | null = null;
  do {
    const page = runs.page(after);
    pages.push(page.runs.map(({ name }) => name));
    after = page.last;
  } while (after !== null);
  expect(pages.map(({ length }) => length)).toEqual([500, 500, 6, 0]);
  expect(pages.flat().slice(6)).toEqual(Array.from({ length: 1000 }, (_, index) => String(index + 1)));
});

it('details hold params and tags by key, and data sets as they were logged', async () => {
  const { params, tags, datasets } = await mlflowParent();
  expect(params.map(([key]) => key)).toEqual(['a key with spaces', 'model/depth', 'optimizer']);
  expect(tags.map(([key]) => key)).toEqual(tags.map(([key]) => key).toSorted());
  expect(tags).toContainEqual(['team/owner', 'us']);
  expect(datasets).toEqual([
    {
      name: 'penguins',
      digest: '80c927a0',
      source: '{"url": "https://example.org/penguins.csv"}',
      profile: '{"num_rows": 60, "num_elements": 180}',
      context: 'train',
    },
    expect.objectContaining({ name: 'grid', digest: 'b3a33c22', context: 'test' }),
  ]);
});

it('text that is null, and numbers and bytes in the place of text, are text', async () => {
  const { params, datasets, models, run } = await mlflowParent(
    ...['params', 'datasets', 'logged_models', 'logged_model_metrics'].map(withoutConstraints),
    "UPDATE params SET value = 3 WHERE key = 'model/depth'",
    "UPDATE params SET value = X'C3A4' WHERE key = 'optimizer'",
    'UPDATE datasets SET digest = NULL, dataset_source = NULL, dataset_profile = NULL',
    'DELETE FROM input_tags',
    'UPDATE logged_models SET name = NULL, artifact_location = NULL, status = NULL',
    'UPDATE runs SET source_name = NULL, source_version = NULL, artifact_uri = NULL, start_time = NULL',
    'UPDATE logged_model_metrics SET metric_value = NULL, metric_timestamp_ms = NULL',
  );
  expect(run).toMatchObject({ sourceName: null, sourceVersion: null, artifactUri: null, startTime: null });
  expect(params.slice(1)).toEqual([
    ['model/depth', '3'],
    ['optimizer', 'ä'],
  ]);
  expect(datasets[0]).toEqual({ name: 'penguins', digest: null, source: null, profile: null, context: null });
  expect(models[0]).toMatchObject({ name: null, artifactLocation: null, status: null });
  expect(models[0]?.metrics[0]).toMatchObject({ value: NaN, timestamp: null });
});

it('what SQLite cannot read of one run is that run’s fault, with the table', async () => {
  const broken = (table: string) =>
    mlflowParent(
      `ALTER TABLE ${table} RENAME TO kept`,
      `CREATE VIEW ${table} AS SELECT *, abs(-9223372036854775808) AS worse FROM kept`,
    );
  await expect(broken('tags')).resolves.toBeDefined();
  const failing = mlflowParent(
    'ALTER TABLE datasets RENAME TO kept',
    'CREATE VIEW datasets AS SELECT dataset_uuid, abs(-9223372036854775808) AS name FROM kept',
  );
  await expect(failing).rejects.toThrow(/run [0-9a-f]{32}: datasets: integer overflow/);
});

it.each([
  `${withoutConstraints('params')}; UPDATE params SET value = NULL WHERE key = 'optimizer'`,
  "UPDATE logged_models SET status = 3 WHERE name = 'unfinished'",
  "UPDATE logged_model_params SET param_value = '2' WHERE param_key = 'C'",
  "DELETE FROM logged_model_metrics WHERE metric_name = 'accuracy'",
  `UPDATE latest_metrics SET value = 8 WHERE key = 'loss' AND run_uuid = ${parentId}`,
  `UPDATE latest_metrics SET step = 8 WHERE key = 'loss' AND run_uuid = ${parentId}`,
  `UPDATE latest_metrics SET timestamp = 8 WHERE key = 'loss' AND run_uuid = ${parentId}`,
  "UPDATE model_versions SET current_stage = 'Staging' WHERE name = 'penguins'",
  `UPDATE runs SET status = 'FAILED' WHERE name = 'parent'`,
  `UPDATE runs SET artifact_uri = 'elsewhere' WHERE name = 'parent'`,
])('another fingerprint for the changed run, and no other: %s', async (sql) => {
  const [before, after] = [await fingerprints(), await fingerprints(sql)];
  expect(after[0]).not.toBe(before[0]);
  expect(after.slice(1)).toEqual(before.slice(1));
  expect(await fingerprints()).toEqual(before);
});

it('stores of before data sets, logged models and aliases have none of them', async () => {
  const drop = (table: string): string => `DROP TABLE ${table}`;
  const withoutInputs = await mlflowParent(drop('inputs'));
  expect(withoutInputs.datasets).toEqual([]);
  expect(withoutInputs.models.map(({ step }) => step)).toEqual([null, null]);
  expect((await mlflowParent(drop('datasets'))).datasets).toEqual([]);
  expect((await mlflowParent(drop('input_tags'))).datasets.map(({ context }) => context)).toEqual([
    null,
    null,
  ]);
  const bare = ['logged_model_params', 'logged_model_tags', 'logged_model_metrics'];
  expect((await mlflowParent(...bare.map(drop))).models[0]).toMatchObject({
    params: [],
    tags: [],
    metrics: [],
  });
  const noModels = await mlflowParent(drop('logged_models'), drop('model_versions'));
  expect(noModels).toMatchObject({ models: [], versions: [], run: { modelIds: [] } });
  const noAliases = await mlflowParent(drop('registered_model_aliases'));
  expect(noAliases.versions.map(({ aliases }) => aliases)).toEqual([[], [], []]);
  expect(await fingerprints(drop('latest_metrics'))).toHaveLength(6);
});

it.each(['experiments', 'runs', 'params', 'tags', 'metrics'])('no table %s: not MLflow’s', async (table) => {
  await expect(mlflowRuns(`DROP TABLE ${table}`)).rejects.toThrow(
    expect.objectContaining({
      code: 'source-unreadable',
      message: expect.stringContaining(
        `not one of MLflow: it has no table ${table} (give the file that MLflow writes, usually mlflow.db)`,
      ),
    }),
  );
});
