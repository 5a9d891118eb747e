import { z } from 'zod';
import type { BodyLimit } from './limit-body.ts';
import type { GateOptions } from './gate.ts';
import { roleOf, type Endpoint, type Endpoints } from './endpoint.ts';
import { guardProblems } from './guard-problems.ts';
import { problemSchemaOf } from './problem.ts';
import { describedPath, parametersOfPath } from './routes.ts';
import { kindOfProblem, type CommonProblemCode, type ProblemKinds } from './problem-kinds.ts';

type Json = Record<string, unknown>;

type LaneWords = Pick<GateOptions, 'concurrent' | 'queue' | 'waitSeconds' | 'seconds'>;

/** What a `ProblemForm` makes of problems, in words of OpenAPI. */
interface ProblemAnswers {
  readonly schema: z.ZodType;
  /** Default: the status of the problem. */
  readonly statusOf?: (code: string, status: number) => number;
}

interface Service {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly problemKinds: ProblemKinds;
  /** What each lane takes, see {@link createLanes}. */
  readonly lanes?: Readonly<Record<string, LaneWords>>;
  /** How the failures of an endpoint look where they are no problems of RFC 9457; `null` for those. Default: none. */
  readonly problemAnswers?: (endpoint: Endpoint) => ProblemAnswers | null;
  /** Security schemes by the names that endpoints have for them, besides those of tokens. */
  readonly securitySchemes: Readonly<Record<string, object>>;
}

/**
 * A service as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), made from the schemas that it checks requests
 * with. Schemas with an `id` become components.
 */
export function openApiOf(endpoints: Endpoints, service: Service): Json {
  const { title, version, description, problemKinds, securitySchemes, lanes = {} } = service;
  const components = new Map<string, Json>();
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => hoisted(schema, io, components);
  const paths: Record<string, Json> = {};
  for (const [operationId, endpoint] of Object.entries(endpoints)) {
    const operations = (paths[describedPath(endpoint.path)] ??= {});
    operations[endpoint.method.toLowerCase()] = {
      operationId,
      summary: endpoint.summary,
      ...parametersOf(endpoint, schemaOf),
      ...descriptionOf(endpoint, lanes),
      ...securityOf(endpoint),
      ...(endpoint.body && {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
        },
      }),
      ...(endpoint.upload && {
        requestBody: { required: true, content: { 'application/octet-stream': {} } },
      }),
      responses: {
        ...answersOf(endpoint, schemaOf),
        ...problemsOf(
          [...guardProblems(endpoint), ...shellProblems(endpoint), ...endpoint.problems, 'unexpected'],
          problemKinds,
          service.problemAnswers?.(endpoint) ?? null,
          schemaOf,
        ),
      },
    };
  }
  return {
    openapi: '3.1.1',
    info: { title, version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    security: [],
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([one], [other]) => (one < other ? -1 : 1))),
      securitySchemes: { ...tokenSchemes, ...securitySchemes },
    },
  };
}

/** How a token is sent, where the service has tokens. */
const tokenSchemes = {
  bearerToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of the service. Not needed where it runs without tokens.',
  },
  basicToken: {
    type: 'http',
    scheme: 'basic',
    description: 'The name of a token as user, the token as password.',
  },
} as const;

/** What has to be sent with a request: one of the alternatives, of which the empty one is a service without tokens. */
function securityOf(endpoint: Endpoint): Json {
  const role = roleOf(endpoint);
  const own = endpoint.security === undefined ? {} : { [endpoint.security]: [] };
  if (role === null) return endpoint.security === undefined ? {} : { security: [own] };
  return { security: [...Object.keys(tokenSchemes).map((name) => ({ [name]: [], ...own })), own] };
}

/** What a summary does not say: who may ask, how many at once, and where else. */
function descriptionOf(endpoint: Endpoint, lanes: Readonly<Record<string, LaneWords>>): Json {
  const role = roleOf(endpoint);
  const { lane, upload, aliases = [] } = endpoint;
  const words = [
    ...(role === null
      ? []
      : [
          endpoint.scoped === true
            ? `Needs the role \`${role}\`, for all or for what it concerns, where the service has tokens.`
            : `Needs the role \`${role}\` where the service has tokens.`,
        ]),
    ...(lane === undefined ? [] : [laneWords(lane, lanes[lane])]),
    ...(upload ? [uploadWords(upload)] : []),
    ...(aliases.length === 0
      ? []
      : [`Also served at ${aliases.map((alias) => `\`${describedPath(alias)}\``).join(', ')}.`]),
  ];
  return words.length > 0 ? { description: words.join(' ') } : {};
}

const uploadWords = ({ bytes }: BodyLimit): string =>
  `Takes ${bytes === null ? 'any number of bytes' : `up to ${bytes} bytes`}, for as long as they keep coming.`;

function laneWords(name: string, lane: LaneWords | undefined): string {
  if (!lane) return `Its work is done in the lane \`${name}\`.`;
  const { concurrent, queue = 0, seconds, waitSeconds = seconds } = lane;
  return (
    `Its work is done in the lane \`${name}\`: ${concurrent} requests at a time, ` +
    (queue === 0 ? 'none waits.' : `${queue} more wait for up to ${Math.min(waitSeconds, seconds)} s.`) +
    ` After ${seconds} s a request is given up.`
  );
}

/** How the shell itself can refuse a request. */
function shellProblems({ isHealth, body, upload, lane }: Endpoint): CommonProblemCode[] {
  return [
    ...(isHealth === true ? [] : (['not-ready'] as const)),
    ...(body === undefined
      ? []
      : ([
          'json-invalid',
          'body-too-large',
          'media-type-unknown',
          'request-too-slow',
          'request-invalid',
        ] as const)),
    ...(upload ? (['body-too-large', 'request-too-slow'] as const) : []),
    ...(lane === undefined ? [] : (['too-busy', 'deadline'] as const)),
  ];
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json;

function parametersOf({ path, query, headers = [] }: Endpoint, schemaOf: SchemaOf): Json {
  const inPath = parametersOfPath(path).map(({ name, isRest }) => ({
    name,
    in: 'path',
    required: true,
    ...(isRest && { description: 'All that is left of the path, which may hold slashes.' }),
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(schema as z.ZodType, 'output'),
  }));
  const inHeaders = headers.map(({ name, description }) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
  const parameters = [...inPath, ...inQuery, ...inHeaders];
  return parameters.length > 0 ? { parameters } : {};
}

function answersOf({ answers, mediaType = 'application/json' }: Endpoint, schemaOf: SchemaOf): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description: statusWords[status] ?? status,
        ...(schema && { content: { [mediaType]: { schema: schemaOf(schema, 'output') } } }),
      },
    ]),
  );
}

const statusWords: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Kept; `Location` says where.',
  204: 'Deleted.',
  304: 'The same as before.',
};

/** Problems by status, each with the codes that it may have. */
function problemsOf(
  codes: readonly string[],
  kinds: ProblemKinds,
  own: ProblemAnswers | null,
  schemaOf: SchemaOf,
): Json {
  const byStatus = Map.groupBy([...new Set(codes)], (code) => {
    const { status } = kindOfProblem(kinds, code);
    return own?.statusOf?.(code, status) ?? status;
  });
  const mediaType = own ? 'application/json' : 'application/problem+json';
  const problem = own?.schema ?? problemSchemaOf(kinds);
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [
      String(status),
      {
        description: those.map((code) => `\`${code}\`: ${kindOfProblem(kinds, code).title}.`).join(' '),
        content: { [mediaType]: { schema: schemaOf(problem, 'output') } },
      },
    ]),
  );
}

/** A schema as JSON Schema, what has an id moved to the components. */
function hoisted(schema: z.ZodType, io: 'input' | 'output', components: Map<string, Json>): Json {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' }) as Json & {
    $defs?: Record<string, Json>;
  };
  for (const [id, part] of Object.entries($defs)) keep(id, part, components);
  const id = own['id'];
  if (typeof id !== 'string') return toComponents(own);
  keep(id, own, components);
  return { $ref: `#/components/schemas/${id}` };
}

function keep(id: string, schema: Json, components: Map<string, Json>): void {
  const { id: _, ...part } = schema;
  const made = toComponents(part);
  const before = components.get(id);
  if (before && JSON.stringify(before) !== JSON.stringify(made))
    throw new TypeError(`two schemas have the id ${id}`);
  components.set(id, made);
}

/** References inside the schema as references to components. */
function toComponents(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
