import { mlflowInterface } from '@modelfolio/experiments/interface';
import { MlflowError } from '@modelfolio/experiments/mlflow-error';

/** Paths of 3.17.2 that its protocol buffers do not list (`mlflow/server/__init__.py`, `fastapi_app.py`), all below them too. */
const besides: Readonly<Record<string, string>> = {
  '/ajax-api/2.0/mlflow/runs/create-promptlab-run': 'AI gateway',
  '/ajax-api/2.0/mlflow/gateway-proxy': 'AI gateway',
  '/gateway': 'AI gateway',
  '/ajax-api/3.0/mlflow/assistant': 'assistant',
  '/ajax-api/2.0/mlflow/get-trace-artifact': 'traces',
  '/ajax-api/3.0/mlflow/get-trace-artifact': 'traces',
  '/v1/traces': 'traces',
  '/api/2.0/mlflow/webhooks': 'webhooks',
  '/ajax-api/2.0/mlflow/webhooks': 'webhooks',
  '/ajax-api/3.0/jobs': 'jobs',
  '/ajax-api/3.0/mlflow/ui-telemetry': 'telemetry',
  '/graphql': 'GraphQL',
};

const leftOut = [
  ...mlflowInterface.leftOut.map(({ version, path, area }) => ({
    // Parameters stand for one segment.
    pattern: new RegExp(`^/(?:ajax-)?api/${version}\\.0${asPattern(path)}$`),
    area,
  })),
  ...Object.entries(besides).map(([path, area]) => ({
    pattern: new RegExp(`^${asPattern(path)}(?:/|$)`),
    area,
  })),
];

function asPattern(path: string): string {
  return path.replaceAll('.', String.raw`\.`).replaceAll(/\{[^}]+\}/g, '[^/]+');
}

/** What of MLflow this server does not have. */
export const leftOutAreas: readonly string[] = [...new Set(leftOut.map(({ area }) => area))];

/** What is told of an address that this server does not have. */
export function nothingHere(path: string): MlflowError {
  const found = leftOut.find(({ pattern }) => pattern.test(path));
  return new MlflowError(
    'ENDPOINT_NOT_FOUND',
    found ? `This server has no ${found.area}: there is nothing at ${path}.` : `There is nothing at ${path}.`,
  );
}
