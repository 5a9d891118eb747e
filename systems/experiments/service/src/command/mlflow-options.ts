import type { Flag, FlagValues } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';

/** An option of `mlflow server` that this server does not have. */
interface MlflowOption {
  /** What its value is; none for a switch. */
  readonly value?: string;
  /** Its environment variable, if it has one. */
  readonly env?: string;
  /** Whether it is refused, because something else would be served than was asked for. Else it is passed over. */
  readonly isRefused?: true;
  readonly why: string;
}

/**
 * Options of `mlflow server` 3.17.2 without a counterpart here: what starts that server starts this one too, and is told what
 * becomes of them.
 */
export const mlflowOptions: Readonly<Record<string, MlflowOption>> = {
  workers: { value: 'number', env: 'MLFLOW_WORKERS', why: 'one process answers all clients' },
  'gunicorn-opts': { value: 'options', env: 'MLFLOW_GUNICORN_OPTS', why: 'there is no gunicorn in it' },
  'uvicorn-opts': { value: 'options', env: 'MLFLOW_UVICORN_OPTS', why: 'there is no uvicorn in it' },
  'waitress-opts': { value: 'options', why: 'there is no waitress in it' },
  dev: { why: 'there is nothing to be reloaded' },
  'expose-prometheus': {
    value: 'folder',
    env: 'MLFLOW_EXPOSE_PROMETHEUS',
    why: 'metrics for Prometheus are always at /metrics',
  },
  'x-frame-options': {
    value: 'option',
    env: 'MLFLOW_SERVER_X_FRAME_OPTIONS',
    why: 'no page of it can be framed',
  },
  'disable-security-middleware': {
    env: 'MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE',
    why: "hosts and sites are still checked; --allowed-hosts '*' and --cors-allowed-origins '*' take all",
  },
  'read-replica-backend-store-uri': {
    value: 'uri',
    env: 'MLFLOW_READ_REPLICA_BACKEND_STORE_URI',
    why: 'all is read from the store itself',
  },
  'secrets-cache-ttl': { value: 'seconds', why: 'there is no AI gateway in it' },
  'secrets-cache-max-size': { value: 'number', why: 'there is no AI gateway in it' },
  'trace-archival-config': {
    value: 'file',
    env: 'MLFLOW_TRACE_ARCHIVAL_CONFIG',
    why: 'there are no traces in it',
  },
  'workspace-store-uri': {
    value: 'uri',
    env: 'MLFLOW_WORKSPACE_STORE_URI',
    why: 'there are no workspaces in it',
  },
  'disable-workspaces': { why: 'there are no workspaces in it' },
  'enable-workspaces': { isRefused: true, why: 'there are no workspaces in it: start a server for each' },
  'artifacts-only': { isRefused: true, why: 'it serves artifacts together with experiments' },
  'app-name': { value: 'name', isRefused: true, why: "plugins of MLflow's server do not run in it" },
  'static-prefix': {
    value: 'path',
    isRefused: true,
    why: 'have the proxy in front of it take the prefix away',
  },
};

/** Them as flags of the command. */
export const mlflowFlags: Readonly<Record<string, Flag>> = Object.fromEntries(
  Object.entries(mlflowOptions).map(([name, { value, isRefused, why }]): [string, Flag] => {
    const description = `of mlflow server: ${isRefused ? 'refused' : 'without effect'}, ${why}`;
    return [
      name,
      value === undefined
        ? { type: 'boolean', description }
        : { type: 'string', value, takesDashes: true, description },
    ];
  }),
);

/**
 * A line for each of them that was given and has no effect.
 *
 * @throws UsageError for one that is refused
 */
export function linesOfMlflowOptions(
  flags: FlagValues,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const lines: string[] = [];
  for (const [name, { env, isRefused, why }] of Object.entries(mlflowOptions)) {
    const given =
      flags[name] !== undefined ? `--${name}` : env !== undefined && environment[env] ? env : null;
    if (given === null) continue;
    if (isRefused)
      throw new UsageError(`this server has no ${given}: ${why}`, {
        hint: 'modelfolio-experiments serve --help lists what it has',
      });
    lines.push(`${given} has no effect: ${why}`);
  }
  return lines;
}
