import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { knownRow } from '../test/known-row.ts';
import { serviceForTests } from '../test/service.ts';
import { endpointsOf } from './endpoints.ts';
import { defaultLimits } from './limits.ts';
import { descriptionOf } from './description.ts';
import { problemKinds } from './problem-kinds.ts';

type Schema = Parameters<typeof z.fromJSONSchema>[0];
interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}
interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

let service: Awaited<ReturnType<typeof serviceForTests>>;
let description: Description;
beforeAll(async () => {
  service = await serviceForTests();
  description = (await service.send('/openapi.json')).json;
});

/** A schema of the description as something that checks, with its components. */
function checkerOf(schema: Schema): z.ZodType {
  const whole = { ...(schema as object), $defs: description.components.schemas };
  return z.fromJSONSchema(JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/')));
}

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

describe('the description', () => {
  it('has every route of the service, and no other', () => {
    const routes = service.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const described = operations().map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(routes.toSorted());
    expect(new Set(operations().map(({ operation }) => operation.operationId)).size).toBe(described.length);
  });

  it('refers to what is there, and keeps nothing that nobody refers to', () => {
    const text = JSON.stringify(description);
    const referred = new Set(
      [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name),
    );
    expect([...referred].toSorted()).toEqual(Object.keys(description.components.schemas).toSorted());
    expect(text).not.toMatch(/"\$defs"|"\$schema"|"#\/\$defs/);
  });

  it('names the parameters of every path', () => {
    for (const { path, operation } of operations())
      expect(
        (operation.parameters ?? []).filter((each) => each.in === 'path').map(({ name }) => name),
      ).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  });

  it('has every problem that the service knows, under its status', () => {
    const statuses = new Set(operations().flatMap(({ operation }) => Object.keys(operation.responses)));
    const own = new Set<string>(
      operations().flatMap(({ operation }) =>
        Object.values(operation.responses).flatMap((each) =>
          [...JSON.stringify(each).matchAll(/`([\w-]+)`:/g)].map(([, code = '']) => code),
        ),
      ),
    );
    // Those belong to no route, or are never sent.
    const elsewhere = [
      'method-not-allowed',
      'client-gone',
      'request-malformed',
      'headers-too-large',
      'too-many-connections',
      'result-not-finite',
    ];
    for (const [code, { status }] of Object.entries(problemKinds)) {
      if (elsewhere.includes(code)) continue;
      expect(own).toContain(code);
      expect(statuses).toContain(String(status));
    }
  });

  it('states the limits as they are set', () => {
    const other = descriptionOf({ ...defaultLimits, predictedRows: 12 }) as Description;
    expect(other.components.schemas['PredictRequest']).toMatchObject({
      properties: { rows: { maxItems: 12 } },
    });
    expect(description.components.schemas['PredictRequest']).toMatchObject({
      properties: { rows: { maxItems: defaultLimits.predictedRows } },
    });
  });

  it('is valid OpenAPI 3.1', async ({ skip }) => {
    // Python's openapi-spec-validator, where there is one: https://pypi.org/project/openapi-spec-validator
    const judge =
      'import json, sys; from openapi_spec_validator import OpenAPIV31SpecValidator as V; ' +
      'print(json.dumps([str(e.message)[:300] for e in V(json.load(sys.stdin)).iter_errors()]))';
    const run = promisify(execFile)('python3', ['-c', judge]);
    run.child.stdin?.on('error', () => {});
    run.child.stdin?.end(JSON.stringify(description));
    const said = await run.catch((error: Error & { stderr?: string }) => error);
    if (said instanceof Error) {
      if (/ENOENT|No module named/.test(`${said.message}${said.stderr ?? ''}`))
        skip('no python3 with openapi-spec-validator here');
      throw said;
    }
    expect(JSON.parse(said.stdout)).toEqual([]);
  });
});

describe('what is really sent', () => {
  const penguin = { species: 'Gentoo', sex: 'female', bill_length_mm: 45.2, bill_depth_mm: 14.8 };
  const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });
  const cases = (): [string, string, RequestInit][] => {
    const census = service.models.get('census-income');
    if (!census) throw new Error('no model');
    const row = knownRow(census, 0);
    const sha256 = service.models.get('penguin-size')?.sha256;
    return [
      ['/healthz', '/healthz', {}],
      ['/readyz', '/readyz', {}],
      ['/metrics', '/metrics', {}],
      ['/openapi.json', '/openapi.json', {}],
      ['/problems/{code}', '/problems/deadline', {}],
      ['/problems/{code}', '/problems/none', {}],
      ['/v1/models', '/v1/models', {}],
      ...[...service.models.keys()].map((id): [string, string, RequestInit] => [
        '/v1/models/{id}',
        `/v1/models/${id}`,
        {},
      ]),
      ['/v1/models/{id}', '/v1/models/none', {}],
      ['/v1/models/{id}/predict', '/v1/models/penguin-size/predict', post({ rows: [penguin] })],
      ['/v1/models/{id}/predict', '/v1/models/census-income/predict', post({ rows: [row] })],
      [
        '/v1/models/{id}/predict',
        '/v1/models/penguin-size/predict',
        post({ rows: [{ ...penguin, sex: 3 }] }),
      ],
      ['/v1/models/{id}/explain', '/v1/models/census-income/explain', post({ rows: [row] })],
      [
        '/v1/models/{id}/explain',
        '/v1/models/penguin-size/explain',
        post({ rows: [penguin], method: 'lime' }),
      ],
      ['/v1/models/{id}/counterfactuals', '/v1/models/census-income/counterfactuals', post({ row })],
      [
        '/v1/models/{id}/partial-dependence',
        '/v1/models/census-income/partial-dependence',
        post({ columns: ['age'], curves: 1 }),
      ],
      [
        '/v1/scenarios',
        '/v1/scenarios',
        post({ model: 'penguin-size', sha256, title: 't', row: penguin, listed: true }),
      ],
      ['/v1/scenarios', '/v1/scenarios?model=penguin-size', {}],
      ['/v1/scenarios', '/v1/scenarios', {}],
      ['/v1/scenarios/{id}', `/v1/scenarios/${'a'.repeat(22)}`, {}],
    ];
  };

  it('fits what is described, requests and answers', async () => {
    const seen = new Set<string>();
    for (const [path, address, init] of cases()) {
      const method = (init.method ?? 'GET').toLowerCase();
      const operation = description.paths[path]?.[method];
      if (!operation) throw new Error(`${method} ${path} is not described`);
      const response = await service.app.request(address, {
        ...init,
        headers: { 'Content-Type': 'application/json' },
      });
      const described = operation.responses[String(response.status)];
      const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
      const content = described?.content?.[type];
      if (!content) throw new Error(`${method} ${address}: ${response.status} ${type} is not described`);
      const answer = checkerOf(content.schema).safeParse(
        type === 'application/json' || type === 'application/problem+json'
          ? await response.json()
          : await response.text(),
      );
      expect({ address, error: answer.error?.issues }).toEqual({ address, error: undefined });
      const asked = response.ok ? operation.requestBody?.content['application/json'].schema : undefined;
      const body = asked === undefined ? z.undefined() : checkerOf(asked);
      expect(body.safeParse(asked && JSON.parse(init.body as string)).error).toBeUndefined();
      expect(body.safeParse({ nonsense: 1 }).success).toBe(false);
      seen.add(operation.operationId);
    }
    const { deleteScenario: _, ...all } = endpointsOf(defaultLimits);
    // A scenario's own address answers in scenarios.test.ts.
    expect([...seen].toSorted()).toEqual(Object.keys(all).toSorted());
  });
});
