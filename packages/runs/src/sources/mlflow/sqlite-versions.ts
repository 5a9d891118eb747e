import type { MlflowVersion } from './mlflow-run.ts';
import type { Database } from './sqlite-database.ts';
import { VersionIndex } from './version-index.ts';

/** The registered versions of a store, held in memory: a registry is small beside its runs. */
export class SqliteVersions extends VersionIndex {
  constructor(database: Database) {
    super(readVersions(database));
  }
}

function readVersions(database: Database): MlflowVersion[] {
  if (!database.columns('model_versions').has('version')) return [];
  const text = (name: string): string => database.text('model_versions', name);
  const sameWorkspace = database.columns('registered_model_aliases').has('workspace')
    ? `AND registered_model_aliases.workspace = ${database.column('model_versions', 'workspace', "'default'")}`
    : '';
  const aliases = database.columns('registered_model_aliases').has('alias')
    ? `(SELECT json_group_array(alias) FROM registered_model_aliases
        WHERE registered_model_aliases.name = model_versions.name
          AND registered_model_aliases.version = model_versions.version ${sameWorkspace})`
    : `'[]'`;
  const statement = database.prepare(
    `SELECT ${['name', 'version', 'run_id', 'model_id', 'source', 'current_stage'].map(text).join(', ')}, ${aliases} FROM model_versions`,
  );
  return database.rows(statement).map((row) => {
    const [name, version, runId, modelId, source, stage, names] = row as (string | null)[];
    return {
      name: name ?? '',
      version: version ?? '',
      runId: runId ?? null,
      modelId: modelId ?? null,
      source: source ?? null,
      stage: stage ?? null,
      aliases: JSON.parse(names ?? '[]') as string[],
    };
  });
}
