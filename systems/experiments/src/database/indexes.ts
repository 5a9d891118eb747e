/** Indexes that MLflow has none of, by which searches find what they ask for. It works with and without them. */
export const indexStatements: readonly string[] = [
  `CREATE INDEX IF NOT EXISTS modelfolio_runs_newest ON runs (experiment_id, lifecycle_stage, start_time DESC, run_uuid)`,
  `CREATE INDEX IF NOT EXISTS modelfolio_latest_metrics_value ON latest_metrics (key, value, is_nan, run_uuid)`,
  `CREATE INDEX IF NOT EXISTS modelfolio_params_value ON params (key, value, run_uuid)`,
  `CREATE INDEX IF NOT EXISTS modelfolio_tags_value ON tags (key, value, run_uuid)`,
];
