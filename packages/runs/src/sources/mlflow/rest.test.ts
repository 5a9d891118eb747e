import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { RunRecord } from '@modelfolio/schemas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOrRefusal, readStore, refusalOf } from '../../../test/read-store.ts';
import { realEffects } from '../../../test/real-effects.ts';
import { testRunSource } from '../../../test/source-contract.ts';
import { serverAnswers, type Answer } from '../../../test/stores.ts';
import { mlflowRestSource, restSource } from './rest.ts';

type Change = (asked: string, answer: Answer | undefined, request: IncomingMessage) => Answer | undefined;

const answers = serverAnswers();

let server: Server;
let address = '';
/** What the server says instead, for one test. */
let change: Change = (_, answer) => answer;

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = `${request.method} ${request.url} ${await text(request)}`.trim();
  const absent: Answer = { status: 404, type: 'text/html', body: '<!doctype html>' };
  const { status, type, body, headers } = change(asked, answers[asked], request) ?? absent;
  response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
}

beforeAll(async () => {
  server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const read = (location = address, source = mlflowRestSource, notes?: string[]): Promise<RunRecord[]> =>
  readStore(source, location, { notes });

async function withChange<Result>(other: Change, action: () => Promise<Result>): Promise<Result> {
  change = other;
  try {
    return await action();
  } finally {
    change = (_, said) => said;
  }
}

const json = (status: number, value: unknown, headers = {}): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
  headers,
});

const ids = Object.entries(answers)
  .filter(([asked]) => asked.includes('runs/search'))
  .flatMap(([, { body }]) => (JSON.parse(body) as { runs?: { info: { run_id: string } }[] }).runs ?? [])
  .map(({ info }) => info.run_id);

testRunSource(mlflowRestSource, {
  good: () => ({ location: address, ids }),
  damaged: () => ({ location: `${address}/damaged`, names: /damaged.*HTTP 404/ }),
  foreign: () => `${address}/elsewhere`,
});

describe('a tracking server', () => {
  it('is read with parents, data sets, logged models, registrations, histories and artefacts', async () => {
    const runs = await read();
    const parent = runs.find(({ name }) => name === 'parent');
    expect(parent).toMatchObject({
      experiment: 'penguins',
      status: 'finished',
      metrics: { accuracy: { value: 0.9, step: 3 }, 'ends/nan': { value: 'NaN', step: 5 } },
      source: { repository: 'https://example.org/x.git' },
      origin: { tracker: 'mlflow-rest', location: address },
    });
    expect(parent?.histories['odd']?.values).toEqual(['Infinity', '-Infinity', 'NaN', 0.1]);
    expect(parent?.datasets.map(({ name, role, rows }) => [name, role, rows])).toEqual(
      expect.arrayContaining([
        ['penguins', 'train', 60],
        ['grid', 'test', 12],
      ]),
    );
    expect(parent?.artifacts.map(({ path, bytes }) => [path, bytes])).toEqual(
      expect.arrayContaining([
        ['notes/readme.html', 13],
        ['report.json', 16],
      ]),
    );
    expect(parent?.models.find(({ name }) => name === 'classifier')).toMatchObject({
      status: 'READY',
      registrations: [
        { name: 'old-style', version: '1', stage: 'Production', aliases: [] },
        { name: 'penguins', version: '1' },
        { name: 'penguins', version: '2', aliases: ['blue', 'champion'] },
      ],
    });
    expect(JSON.stringify(runs)).not.toContain('secret');
  });

  it('is asked for one run when its page is given', async () => {
    const [id] = ids;
    const page = `${address}/#/experiments/1/runs/${id}`;
    const one = json(200, { experiment: { experiment_id: '1', name: 'penguins' } });
    const runs = await withChange(
      (asked, said) => (asked.includes('experiments/get?') ? one : said),
      () => read(page),
    );
    expect(runs.map((run) => run.id)).toEqual([id]);
  });

  it('is asked again while it is busy, and as late as it wishes', async () => {
    const waits: number[] = [];
    const patient = restSource({ environment: {}, sleep: async (ms) => void waits.push(ms) });
    let refusals = 0;
    const runs = await withChange(
      (asked, said) => {
        if (!asked.includes('runs/search') || refusals === 3) return said;
        refusals += 1;
        return refusals === 1 ? json(429, {}, { 'Retry-After': '7' }) : json(503, {});
      },
      () => read(address, patient),
    );
    expect(runs).toHaveLength(ids.length);
    expect(waits).toEqual([7000, 1000, 2000]);
  });

  it('of an older MLflow is read without the routes it lacks', async () => {
    const runs = await withChange(
      (asked, said) => (/logged-models|registered-models|model-versions/.test(asked) ? undefined : said),
      () => read(),
    );
    expect(runs).toHaveLength(ids.length);
    expect(runs.flatMap(({ models }) => models)).toEqual([]);
  });

  it('whose registry fails is not taken for one without', async () => {
    const refusal = await withChange(
      (asked, said) =>
        /registered-models|model-versions/.test(asked) ? json(500, { message: 'disk full' }) : said,
      () => refusalOf(mlflowRestSource, address),
    );
    expect(refusal.message).toMatch(/HTTP 500: disk full/);
  });

  it.each([
    [{ MLFLOW_TRACKING_TOKEN: 'xyzzy' }, '', 'Bearer xyzzy'],
    [{ MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: 'pw' }, '', `Basic ${btoa('me:pw')}`],
    [{ MLFLOW_TRACKING_TOKEN: 'xyzzy' }, 'you:other@', `Basic ${btoa('you:other')}`],
  ])('is shown the credentials of %j', async (environment, user, expected) => {
    const shown = new Set<string | undefined>();
    const runs = await withChange(
      (_, said, request) => {
        shown.add(request.headers.authorization);
        return said;
      },
      () => read(address.replace('//', `//${user}`), restSource({ environment, sleep: async () => {} })),
    );
    expect([...shown]).toEqual([expected]);
    expect(JSON.stringify(runs)).not.toMatch(/other@|xyzzy/);
  });

  it.each([
    ['wants a password', json(401, {}), /HTTP 401 \(set MLFLOW_TRACKING_TOKEN/],
    [
      'answers with a page',
      { status: 200, type: 'text/html', body: '<html>Sign in</html>' },
      /received a web page/,
    ],
    [
      'says what is wrong',
      json(400, { error_code: 'INVALID_PARAMETER_VALUE', message: 'no\nsuch thing' }),
      /HTTP 400: INVALID_PARAMETER_VALUE: no such thing/,
    ],
  ])('that %s is told in one line', async (_, said, message) => {
    const refusal = await withChange(
      () => said,
      () => refusalOf(mlflowRestSource, address),
    );
    expect(refusal.message).toMatch(message);
  });

  it('that is not running is told, and another site left alone', async () => {
    const effects = realEffects();
    const nobody = createServer();
    await new Promise<void>((done) => nobody.listen(0, '127.0.0.1', done));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((done) => nobody.close(done));
    await expect(mlflowRestSource.detect(`http://127.0.0.1:${port}/`, effects)).rejects.toThrow(
      'no answer: connection refused (is the server running, and the address right?)',
    );
    const page = { status: 200, type: 'text/html', body: '<html></html>' };
    expect(
      await withChange(
        () => page,
        () => mlflowRestSource.detect(address, effects),
      ),
    ).toBe(false);
  });

  it('leaves out artefacts that are large, or whose paths lead elsewhere', async () => {
    const files = [
      { path: '../../etc/passwd', is_dir: false, file_size: 1 },
      { path: 'weights.bin', is_dir: false, file_size: 60_000_000 },
    ];
    const notes: string[] = [];
    const runs = await withChange(
      (asked, said) => (asked.includes('artifacts/list') ? json(200, { files }) : said),
      () => read(address, mlflowRestSource, notes),
    );
    expect(runs.flatMap(({ artifacts }) => artifacts)).toEqual([]);
    expect(notes.join('\n')).toMatch(
      /passwd: not a path in the folder; left out\n.*weights\.bin: 60000000 bytes/,
    );
  });

  it('that answers nonsense is refused or read as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), fc.nat(30), fc.nat(400), async (value, at, cut) => {
        let count = 0;
        const outcome = withChange(
          (_, said) => {
            if (count++ !== at || !said) return said;
            return cut % 2 === 0 ? json(200, value) : { ...said, body: said.body.slice(0, cut) };
          },
          () => readOrRefusal(mlflowRestSource, address),
        );
        await expect(outcome).resolves.toBeDefined();
      }),
      { numRuns: 40 },
    );
  });
});
