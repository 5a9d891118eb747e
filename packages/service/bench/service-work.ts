// A service with all that the shell has: ids, log, metrics, guard, lanes. Prints its address on standard error, its log on
// standard output.
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { answerJson } from '../src/answer-json.ts';
import { createApp } from '../src/app.ts';
import { commonEndpoints, type Endpoint } from '../src/endpoint.ts';
import { createLanes } from '../src/lanes.ts';
import { defaultLimits, lanesOf } from '../src/limits.ts';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { openApiOf } from '../src/openapi.ts';
import { problemKindsOf } from '../src/problem-kinds.ts';
import { serveUntil } from '../src/serve.ts';
import { answer } from './answer.ts';

const endpoints = {
  ...commonEndpoints,
  cheap: {
    method: 'GET',
    path: '/cheap/{id}',
    summary: 'Answers at once.',
    lane: 'cheap',
    answers: { 200: z.unknown() },
    problems: [],
  },
  dear: {
    method: 'GET',
    path: '/dear',
    summary: 'Computes beside the event loop, as models do.',
    lane: 'dear',
    answers: { 200: z.unknown() },
    problems: [],
  },
  memory: {
    method: 'GET',
    path: '/memory',
    summary: 'Bytes in use after the garbage was collected.',
    answers: { 200: z.unknown() },
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;

const limits = { ...defaultLimits, dear: 1, queue: 1000 };
const problemKinds = problemKindsOf({});
const lanes = createLanes(lanesOf(limits));
const metrics = createMetrics();
const log = createLog(process.stdout);
const ending = new AbortController();
process.on('SIGTERM', () => ending.abort());
metrics.watchLanes(lanes.gates);
metrics.watchLog(log.dropped);

const compute = promisify(pbkdf2);
const app = createApp({
  endpoints,
  handlers: {
    cheap: async (context, pass) => answerJson(context, await pass(async () => answer)),
    dear: async (context, pass) => {
      const key = await pass(() => compute('word', 'salt', 20_000, 32, 'sha256'));
      return answerJson(context, { bytes: key.length });
    },
    memory: (context) => {
      globalThis.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      return answerJson(context, { rss, heapUsed });
    },
  },
  description: openApiOf(endpoints, {
    title: 'Benchmark',
    version: '1.0.0',
    description: 'What the shell costs.',
    problemKinds,
    securitySchemes: {},
  }),
  problemKinds,
  translate: () => null,
  lanes,
  metrics,
  ending: ending.signal,
  corsOrigins: [],
  bodyBytes: limits.bodyBytes,
  largeBodyHint: 'send less',
  project: null,
  log,
  now: () => Date.now(),
});
await serveUntil(ending.signal, {
  fetch: app.fetch,
  port: 0,
  host: '127.0.0.1',
  seconds: limits.seconds,
  gate: lanes,
  log: (entry) => {
    log(entry);
    const [, address] = /^listening on (.*)$/.exec(entry.message) ?? [];
    if (address !== undefined) process.stderr.write(`${address}\n`);
  },
  refused: metrics.refused,
  prepare: async () => 'nothing',
  stop: () => {},
});
