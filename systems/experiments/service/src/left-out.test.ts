import { expect, it } from 'vitest';
import { leftOutAreas, nothingHere } from './left-out.ts';

it.each([
  ['/api/3.0/mlflow/traces/tr-1', 'traces'],
  ['/ajax-api/2.0/mlflow/traces/tr-1/tags', 'traces'],
  ['/ajax-api/2.0/mlflow/runs/create-promptlab-run', 'AI gateway'],
  ['/gateway/models/invocations', 'AI gateway'],
  ['/api/2.0/mlflow/webhooks', 'webhooks'],
  ['/ajax-api/2.0/mlflow/webhooks/12/test', 'webhooks'],
  ['/graphql', 'GraphQL'],
])('%s belongs to what is left out: %s', (path, area) => {
  expect(nothingHere(path).message).toBe(`This server has no ${area}: there is nothing at ${path}.`);
  expect(leftOutAreas).toContain(area);
});

it.each(['/api/2.0/mlflow/traces/a/b/c/d', '/graphql2', '/x/graphql', '/api/2.0/mlflow/runs'])(
  '%s is nothing at all',
  (path) => {
    expect(nothingHere(path)).toMatchObject({
      code: 'ENDPOINT_NOT_FOUND',
      message: `There is nothing at ${path}.`,
    });
  },
);
