import { expect, it } from 'vitest';
import { z } from 'zod';
import { commonEndpoints, type Endpoint } from './endpoint.ts';
import { openApiOf } from './openapi.ts';
import { problemKindsOf } from './problem-kinds.ts';

const answers = { 200: z.strictObject({}) };
const endpoints = {
  healthz: commonEndpoints.healthz,
  look: { method: 'GET', path: '/things', summary: '', answers, problems: [] },
  change: { method: 'POST', path: '/things', summary: '', answers, problems: [] },
  own: { method: 'DELETE', path: '/things', summary: '', security: 'owner', answers, problems: [] },
  both: {
    method: 'DELETE',
    path: '/both',
    summary: '',
    security: 'owner',
    role: 'admin',
    answers,
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;

interface Operation {
  description?: string;
  security?: object[];
  responses: Record<string, { description: string }>;
}
const described = openApiOf(endpoints, {
  title: 'Things',
  version: '1',
  description: '',
  problemKinds: problemKindsOf({}),
  securitySchemes: { owner: { type: 'apiKey', in: 'header', name: 'Owner' } },
}) as { paths: Record<string, Record<string, Operation>>; components: { securitySchemes: object } };
const operation = (path: string, method: string): Operation => {
  const found = described.paths[path]?.[method];
  if (!found) throw new Error(`there is no ${method} ${path}`);
  return found;
};

it('states both ways to send a token, and that a service may run without', () => {
  expect(described.components.securitySchemes).toEqual({
    bearerToken: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    basicToken: expect.objectContaining({ type: 'http', scheme: 'basic' }),
    owner: { type: 'apiKey', in: 'header', name: 'Owner' },
  });
  expect(operation('/things', 'get')).toMatchObject({
    description: expect.stringContaining('Needs the role `read`'),
    security: [{ bearerToken: [] }, { basicToken: [] }, {}],
  });
  expect(operation('/things', 'post').description).toContain('Needs the role `write`');
});

it('states what an endpoint needs of its own, with a token where it has a role as well', () => {
  expect(operation('/things', 'delete').security).toEqual([{ owner: [] }]);
  expect(operation('/both', 'delete').security).toEqual([
    { bearerToken: [], owner: [] },
    { basicToken: [], owner: [] },
    { owner: [] },
  ]);
  expect(operation('/healthz', 'get')).not.toHaveProperty('security');
});

it('tells how each can be refused: by host, origin and token', () => {
  const said = (path: string, method: string) =>
    Object.entries(operation(path, method).responses)
      .map(([status, { description }]) => `${status} ${description}`)
      .join('\n');
  expect(said('/things', 'get')).toMatch(/^401 `token-required`.*`token-refused`.*`token-expired`/m);
  expect(said('/things', 'get')).toMatch(/^403 `role-too-low`/m);
  expect(said('/things', 'get')).toMatch(/^421 `host-foreign`/m);
  expect(said('/things', 'get')).not.toContain('origin-foreign');
  expect(said('/things', 'post')).toMatch(/^403 .*`origin-foreign`/m);
  expect(said('/things', 'delete')).not.toContain('token-required');
  expect(said('/healthz', 'get')).not.toMatch(/host-foreign|token-required/);
});
