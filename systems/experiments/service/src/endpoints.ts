import { commonEndpoints, type Endpoint } from '@modelfolio/service/endpoint';
import { mlflowInterface } from '@modelfolio/experiments/interface';
import type { MessageName } from '@modelfolio/experiments/message-types';
import { operations } from '@modelfolio/experiments/operations';
import { z } from 'zod';
import { describedMessage } from './described-message.ts';

/** An address that MLflow's clients ask, with the operation that answers it. */
export interface RpcEndpoint extends Endpoint {
  readonly operation: keyof typeof operations;
  readonly message: MessageName;
  /** Parameters of the query that have another name than the field of the message. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** The two prefixes of an address: for programs, and for MLflow's own pages. */
const prefixesOf = (version: number): readonly string[] => [`/api/${version}.0`, `/ajax-api/${version}.0`];

/** What clients of MLflow ask, one endpoint for each method and path. */
export const rpcEndpoints: Readonly<Record<string, RpcEndpoint>> = Object.fromEntries(
  mlflowInterface.answered.flatMap(({ rpc, message, method, version, path }) => {
    const operation = `${rpc.charAt(0).toLowerCase()}${rpc.slice(1)}`;
    if (!isOperation(operation)) return [];
    const [first = '', ...aliases] = prefixesOf(version).map((prefix) => `${prefix}${path}`);
    const { writes } = operations[operation];
    const takesQuery = method === 'GET';
    const described = describedMessage(message);
    const endpoint: RpcEndpoint = {
      operation,
      message,
      method,
      path: first,
      aliases,
      summary: `${rpc} of MLflow's REST interface.`,
      role: writes ? 'write' : 'read',
      scoped: true,
      lane: operation.startsWith('search') ? 'dear' : 'cheap',
      ...(takesQuery ? { query: described } : { body: described }),
      answers: { 200: z.record(z.string(), z.unknown()) },
      problems: [],
    };
    return [[method === 'GET' ? `${operation}ByQuery` : operation, endpoint] as const];
  }),
);

function isOperation(name: string): name is keyof typeof operations {
  return Object.hasOwn(operations, name);
}

/** What MLflow's own pages ask besides, for which it defines no message. */
export const pageEndpoints: Readonly<Record<string, RpcEndpoint>> = {
  getMetricHistoryBulk: {
    operation: 'getMetricHistoryBulk',
    message: 'GetMetricHistoryBulkInterval',
    renamed: { run_ids: 'run_id' },
    method: 'GET',
    path: '/ajax-api/2.0/mlflow/metrics/get-history-bulk',
    summary: 'The points of one metric in several runs.',
    query: z.looseObject({
      run_id: z.array(z.string()),
      metric_key: z.string(),
      max_results: z.number().optional(),
    }),
    role: 'read',
    scoped: true,
    lane: 'dear',
    answers: { 200: z.record(z.string(), z.unknown()) },
    problems: [],
  },
};

const plain = { mediaType: 'text/plain', answers: { 200: z.string() }, problems: [] } as const;

/** What there is besides: whether it is alive, what it is. */
export const ownEndpoints = {
  healthz: commonEndpoints.healthz,
  readyz: commonEndpoints.readyz,
  metrics: commonEndpoints.metrics,
  openapi: commonEndpoints.openapi,
  problem: commonEndpoints.problem,
  start: {
    ...plain,
    method: 'GET',
    path: '/',
    summary: 'What this is, for whoever follows the links that clients of MLflow print.',
    role: null,
  },
  health: {
    ...plain,
    method: 'GET',
    path: '/health',
    summary: 'Whether the process answers, as MLflow says it.',
    role: null,
    anyHost: true,
    isHealth: true,
  },
  version: {
    ...plain,
    method: 'GET',
    path: '/version',
    summary: 'The version of MLflow whose interface is served.',
    role: null,
  },
  serverInfo: {
    method: 'GET',
    path: '/api/3.0/mlflow/server-info',
    aliases: ['/ajax-api/3.0/mlflow/server-info'],
    summary: 'What the server can do, as clients ask before their first download.',
    role: null,
    answers: { 200: z.record(z.string(), z.unknown()) },
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;
