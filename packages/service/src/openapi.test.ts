import { describe, expect, it } from 'vitest';
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

describe('an operation', () => {
  const lemon = z.strictObject({ grams: z.number() }).meta({ id: 'Lemon' });
  const path = '/lemons/{id}/parts/{part}';
  const words = {
    title: 'Lemons',
    version: '2',
    description: 'Squeezed.',
    problemKinds: problemKindsOf({ 'too-sour': { status: 422, title: 'The lemon is too sour' } }),
    securitySchemes: {},
  };
  const squeeze = {
    method: 'POST',
    path,
    summary: 'Juice.',
    query: z.object({ pulp: z.string().optional(), size: z.string() }),
    headers: [{ name: 'If-Match', description: 'The lemon that is meant.' }],
    body: z.strictObject({ lemons: z.array(lemon), times: z.number().default(1) }),
    lane: 'dear',
    answers: { 200: lemon, 204: null, 299: null },
    problems: ['too-sour'],
  } as const satisfies Endpoint;
  const list = {
    method: 'GET',
    path,
    summary: 'Names.',
    mediaType: 'text/plain',
    answers: { 200: z.string() },
    problems: ['not-ready'],
  } as const satisfies Endpoint;
  const lanes = { dear: { concurrent: 2, queue: 3, seconds: 9, waitSeconds: 20 } };
  const { paths, components, ...top } = openApiOf({ squeeze, list }, { ...words, lanes }) as {
    paths: Record<string, { post: Operation; get: Operation }>;
    components: { schemas: Record<string, object> };
  };
  const { post, get } = paths[path] ?? { post: null, get: null };

  it('stands among what the service says of itself', () => {
    expect(top).toEqual({
      openapi: '3.1.1',
      info: {
        title: 'Lemons',
        version: '2',
        description: 'Squeezed.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      security: [],
    });
    expect(Object.keys(paths)).toEqual([path]);
  });

  it('states what is sent: parts of the path, query, headers, body', () => {
    const text = { type: 'string' };
    expect(post).toMatchObject({
      operationId: 'squeeze',
      summary: 'Juice.',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: text },
        { name: 'part', in: 'path', required: true, schema: text },
        { name: 'pulp', in: 'query', required: false, schema: text },
        { name: 'size', in: 'query', required: true, schema: text },
        {
          name: 'If-Match',
          in: 'header',
          required: false,
          description: 'The lemon that is meant.',
          schema: text,
        },
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                lemons: { type: 'array', items: { $ref: '#/components/schemas/Lemon' } },
                times: { type: 'number', default: 1 },
              },
              // What has a default may be left out.
              required: ['lemons'],
            },
          },
        },
      },
    });
    expect(get).not.toHaveProperty('requestBody');
    expect(operation('/things', 'get')).not.toHaveProperty('parameters');
  });

  it('has a rest of a path as a parameter, and says that it may hold slashes', () => {
    const files = { ...list, path: '/lemons/{id}/files/{path...}' } as const;
    const { paths: withRest } = openApiOf({ files }, words) as { paths: Record<string, { get: object }> };
    expect(Object.keys(withRest)).toEqual(['/lemons/{id}/files/{path}']);
    expect(withRest['/lemons/{id}/files/{path}']?.get).toMatchObject({
      parameters: [
        { name: 'id', in: 'path' },
        { name: 'path', in: 'path', required: true, description: expect.stringContaining('slashes') },
      ],
    });
    expect(JSON.stringify(post)).not.toContain('slashes');
  });

  it('says what an upload takes', () => {
    const upload = (bytes: number | null) => {
      const { paths: uploads } = openApiOf({ put: { ...list, method: 'PUT', upload: { bytes } } }, words) as {
        paths: Record<string, { put: Operation }>;
      };
      return uploads[path]?.put;
    };
    expect(upload(7)).toMatchObject({
      description: expect.stringMatching(/ Takes up to 7 bytes, for as long as they keep coming\.$/),
      requestBody: { required: true, content: { 'application/octet-stream': {} } },
      responses: { 408: {}, 413: {} },
    });
    expect(upload(7)?.responses).not.toHaveProperty('415');
    expect(upload(null)?.description).toContain('Takes any number of bytes,');
  });

  it('says where a role for a part is enough', () => {
    const { paths: scoped } = openApiOf({ list: { ...list, scoped: true } }, words) as {
      paths: typeof paths;
    };
    expect(scoped[path]?.get.description).toBe(
      'Needs the role `read`, for all or for what it concerns, where the service has tokens.',
    );
  });

  it('names further addresses in words, and describes each endpoint once', () => {
    const shared = { ...list, aliases: ['/ajax/{id}/parts/{part}', '/old/{id}/parts/{part}'] };
    const { paths: withAliases } = openApiOf({ shared }, words) as { paths: typeof paths };
    expect(Object.keys(withAliases)).toEqual([path]);
    expect(withAliases[path]?.get.description).toMatch(
      / Also served at `\/ajax\/\{id\}\/parts\/\{part\}`, `\/old\/\{id\}\/parts\/\{part\}`\.$/,
    );
    expect(get?.description).not.toContain('Also');
  });

  it('states what is answered, and every way to fail once, by status', () => {
    expect(post?.responses).toMatchObject({
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Lemon' } } },
      },
      204: { description: 'Deleted.' },
      299: { description: '299' },
      422: {
        description:
          '`request-invalid`: The request does not fit its schema. `too-sour`: The lemon is too sour.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    });
    expect(post?.responses['204']).not.toHaveProperty('content');
    expect(get?.responses['200']).toEqual({
      description: 'Done.',
      content: { 'text/plain': { schema: { type: 'string' } } },
    });
    const codes = (of: Operation | null) =>
      Object.values(of?.responses ?? {}).flatMap(({ description }) =>
        [...description.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
      );
    const guarded = [
      'host-invalid',
      'token-required',
      'token-refused',
      'token-expired',
      'role-too-low',
      'host-foreign',
      'too-many-failures',
      'unexpected',
      'tokens-unreadable',
      'not-ready',
    ];
    expect(codes(get)).toEqual(guarded);
    expect(codes(post).toSorted()).toEqual(
      [
        ...guarded,
        'origin-foreign',
        'json-invalid',
        'body-too-large',
        'media-type-unknown',
        'request-too-slow',
        'request-invalid',
        'too-busy',
        'deadline',
        'too-sour',
      ].toSorted(),
    );
    expect(codes(operation('/healthz', 'get'))).toEqual(['unexpected']);
  });

  it('states who may ask, and what its lane takes', () => {
    expect(post?.description).toBe(
      'Needs the role `write` where the service has tokens. Its work is done in the lane `dear`: 2 requests at a ' +
        'time, 3 more wait for up to 9 s. After 9 s a request is given up.',
    );
    const wordsWith = (lane: object) =>
      (
        openApiOf({ squeeze }, { ...words, lanes: lane as never }) as {
          paths: Record<string, Record<string, Operation>>;
        }
      ).paths[path]?.['post']?.description ?? '';
    expect(wordsWith({ dear: { concurrent: 1, seconds: 5 } })).toMatch(
      /: 1 requests at a time, none waits\. After 5 s a request is given up\.$/,
    );
    expect(wordsWith({ dear: { concurrent: 1, queue: 2, seconds: 5 } })).toContain(
      '2 more wait for up to 5 s.',
    );
    expect(wordsWith({})).toMatch(/ Its work is done in the lane `dear`\.$/);
    expect(operation('/healthz', 'get')).not.toHaveProperty('description');
  });

  it('states failures in the form that the endpoint has for them', () => {
    const own = z.strictObject({ error_code: z.string() }).meta({ id: 'OwnError' });
    const { paths: formed } = openApiOf(
      { squeeze, list },
      {
        ...words,
        problemAnswers: ({ method }) =>
          method === 'POST'
            ? { schema: own, statusOf: (code, status) => (code === 'host-foreign' ? 403 : status) }
            : null,
      },
    ) as { paths: typeof paths };
    const { responses } = formed[path]?.post ?? { responses: {} };
    expect(responses).not.toHaveProperty('421');
    expect(responses['403']?.description).toMatch(/host-foreign.*role-too-low/);
    expect(responses['422']).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/OwnError' } } },
    });
    expect(formed[path]?.get).toEqual(get);
  });

  it('names schemas that have an id, each under its own', () => {
    expect(Object.keys(components.schemas)).toEqual(['Lemon', 'Problem']);
    expect(components.schemas['Lemon']).toEqual({
      type: 'object',
      properties: { grams: { type: 'number' } },
      required: ['grams'],
      additionalProperties: false,
    });
    expect(JSON.stringify(components.schemas)).not.toMatch(/\$schema|\$defs|"id"/);
    const other = { ...list, path: '/other', answers: { 200: z.string().meta({ id: 'Lemon' }) } };
    expect(() => openApiOf({ squeeze, other }, words)).toThrow('two schemas have the id Lemon');
  });
});
