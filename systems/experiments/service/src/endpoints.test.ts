import { operations } from '@modelfolio/experiments/operations';
import { expect, it } from 'vitest';
import { ownEndpoints, pageEndpoints, rpcEndpoints } from './endpoints.ts';

const served = Object.values({ ...rpcEndpoints, ...pageEndpoints });

it('every operation has an address, and every address asks for the role of what it does', () => {
  expect(new Set(served.map(({ operation }) => operation))).toEqual(new Set(Object.keys(operations)));
  for (const { operation, role, scoped } of served)
    expect([operation, role, scoped]).toEqual([
      operation,
      operations[operation].writes ? 'write' : 'read',
      true,
    ]);
});

it('searches stand in another line than what is quick', () => {
  const lanes = Object.fromEntries(served.map(({ operation, lane }) => [operation, lane]));
  expect(lanes).toMatchObject({
    searchRuns: 'dear',
    searchExperiments: 'dear',
    getMetricHistoryBulk: 'dear',
    getRun: 'cheap',
    logBatch: 'cheap',
  });
});

it('pages ask under another prefix, with what stands in the path', () => {
  expect(rpcEndpoints['getLoggedModelByQuery']).toMatchObject({
    method: 'GET',
    path: '/api/2.0/mlflow/logged-models/{model_id}',
    aliases: ['/ajax-api/2.0/mlflow/logged-models/{model_id}'],
  });
});

it('a query describes what is sent in it, a body what is sent there', () => {
  expect(Object.keys(rpcEndpoints['getRunByQuery']?.query?.shape ?? {})).toContain('run_id');
  expect(rpcEndpoints['getRunByQuery']?.body).toBeUndefined();
  expect(rpcEndpoints['createRun']?.query).toBeUndefined();
  expect(rpcEndpoints['createRun']?.body?.safeParse({ run_name: 5 }).success).toBe(false);
});

it('whoever watches it needs no token', () => {
  for (const name of ['healthz', 'readyz', 'health', 'version', 'serverInfo', 'openapi'] as const)
    expect([name, ownEndpoints[name].role]).toEqual([name, null]);
  expect(ownEndpoints.health).toMatchObject({ anyHost: true, isHealth: true });
});
