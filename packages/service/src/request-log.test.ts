import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { problemKindsOf } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';
import { requestLog, type LogEntry } from './request-log.ts';

const start = Date.UTC(2026, 11, 1, 6, 30);
const problemKinds = problemKindsOf({ 'too-sour': { status: 422, title: 'The lemon is too sour' } });

interface Asked {
  path?: string;
  headers?: Record<string, string>;
  project?: string | null;
  /** Milliseconds that the clock goes on meanwhile. */
  took?: number;
  answer?: () => Response | Promise<Response>;
}

/** The line of the log that a request makes. */
async function logged({
  path = '/lemons?name=alice',
  headers = {},
  project = null,
  took = 1500,
  answer = () => new Response('juice', { headers: { 'Content-Length': '5' } }),
}: Asked = {}): Promise<LogEntry> {
  const entries: LogEntry[] = [];
  let now = start;
  const app = new Hono<{ Variables: { requestId: string; caller: { name: string } } }>();
  app.use(async (context, next) => {
    context.set('requestId', 'r-1');
    if (context.req.header('authorization')) context.set('caller', { name: 'bob' });
    await next();
  });
  app.use(
    requestLog({
      problemKinds,
      translate: (error) =>
        error instanceof RangeError ? new RequestFailure('too-sour', error.message, { cause: error }) : null,
      log: (entry) => entries.push(entry),
      now: () => now,
      project,
    }),
  );
  app.get('*', async () => {
    now += took;
    return answer();
  });
  app.onError(() => new Response('', { status: 500 }));
  await app.request(path, { headers });
  const [entry, ...more] = entries;
  if (!entry || more.length > 0) throw new Error(`${entries.length} lines`);
  return entry;
}

const thrown = (error: unknown) => (): never => {
  throw error;
};

describe('the line of a request', () => {
  it('has what was asked and answered, without the query', async () => {
    const headers = { 'User-Agent': 'x'.repeat(301), 'Content-Length': '7', Authorization: 'Bearer secret' };
    expect(await logged({ headers })).toEqual({
      severity: 'INFO',
      message: 'GET /lemons 200',
      time: '2026-12-01T06:30:00.000Z',
      httpRequest: {
        requestMethod: 'GET',
        requestUrl: '/lemons',
        status: 200,
        latency: '1.5s',
        requestSize: '7',
        responseSize: '5',
        userAgent: 'x'.repeat(300),
      },
      requestId: 'r-1',
      caller: 'bob',
    });
  });

  it('says nothing of what is not known, and of no time below none', async () => {
    const { httpRequest, ...entry } = await logged({ took: -5, answer: () => new Response('juice') });
    expect(httpRequest).toEqual({
      requestMethod: 'GET',
      requestUrl: '/lemons',
      status: 200,
      latency: '0s',
    });
    expect(Object.keys(entry)).toEqual(['severity', 'message', 'time', 'requestId']);
  });

  it.each([
    [399, 'INFO'],
    [400, 'WARNING'],
    [499, 'WARNING'],
    [500, 'ERROR'],
  ])('with status %i is %s', async (status, severity) => {
    expect(await logged({ answer: () => new Response('', { status }) })).toMatchObject({ severity });
  });

  const id = '105445aa7843bc8bf206b12000100000';
  it('belongs to its trace, where the project is known', async () => {
    const cloud = { 'X-Cloud-Trace-Context': `${id}/1;o=1` };
    expect(await logged({ project: 'squeeze', headers: cloud })).toMatchObject({
      'logging.googleapis.com/trace': `projects/squeeze/traces/${id}`,
      'logging.googleapis.com/spanId': '0000000000000001',
      'logging.googleapis.com/trace_sampled': true,
    });
    const standard = { traceparent: `00-${id}-00f067aa0ba902b7-00` };
    expect(await logged({ project: 'squeeze', headers: standard })).toMatchObject({
      'logging.googleapis.com/spanId': '00f067aa0ba902b7',
      'logging.googleapis.com/trace_sampled': false,
    });
    const spanless = await logged({ project: 'squeeze', headers: { 'X-Cloud-Trace-Context': id } });
    expect(spanless).toHaveProperty(['logging.googleapis.com/trace']);
    expect(spanless).not.toHaveProperty(['logging.googleapis.com/spanId']);
    for (const asked of [{ headers: cloud }, { project: 'squeeze' }])
      expect(JSON.stringify(await logged(asked))).not.toContain('googleapis');
  });

  it('names the problem, and the place in the code of one of the service’s own', async () => {
    const sour = await logged({ answer: thrown(new RangeError('sour')) });
    expect(sour).toMatchObject({ problem: 'too-sour' });
    expect(sour).not.toHaveProperty('frames');
    const own = await logged({
      answer: thrown(Object.assign(new TypeError('secret'), { code: 'ERR_PRESS' })),
    });
    expect(own).toMatchObject({ problem: 'unexpected', failure: 'TypeError', failureCode: 'ERR_PRESS' });
    const frames = own['frames'] as string[];
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) expect(frame).toMatch(/^at /);
    expect(JSON.stringify(own)).not.toContain('secret');
  });

  it('has the code of a failure only where it is a word or a number', async () => {
    const codeOf = async (code: unknown) =>
      (await logged({ answer: thrown(Object.assign(new Error(''), { code })) }))['failureCode'];
    expect([await codeOf(7), await codeOf({ secret: true })]).toEqual([7, undefined]);
    const uncaused = await logged({ answer: thrown(new RequestFailure('unexpected', 'rust')) });
    expect(uncaused).toMatchObject({ failure: 'RequestFailure', failureCode: 'unexpected' });
    const traceless = Object.assign(new Error('gone'), { stack: undefined });
    expect(await logged({ answer: thrown(traceless) })).toMatchObject({ failure: 'Error', frames: [] });
  });
});
