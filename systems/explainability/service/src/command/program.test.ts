import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProgram, startService } from '../../test/running-program.ts';
import { predictAnswer } from '../requests/predict.ts';
import { settings } from './settings.ts';

const penguin = { species: 'Adelie', sex: 'female', bill_length_mm: 38.1, bill_depth_mm: 18.6 };
const json = { 'Content-Type': 'application/json' };

/** A line for a person. */
const oneLine = /^explain-service: [^\n]+\n$/;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Programs are started, on a machine that may have much else to do. */
const patience = 240_000;

describe('explain-service', { timeout: patience }, () => {
  it('answers over a socket, logs JSON lines, and ends on SIGTERM', async () => {
    const service = await startService();
    const response = await fetch(`${service.url}/v1/models`);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(service.said.err).toBe('');
    expect(service.lines().map(({ message }) => message)).toEqual([
      `listening on ${service.url}`,
      expect.stringMatching(/^left out .*fashion-mnist: takes image input, no table$/),
      expect.stringMatching(/^ready with breast-cancer, census-income/),
      'GET /v1/models 200',
      'ending; 0 requests are being computed',
      'ended',
    ]);
  });

  it('keeps scenarios over a restart', async () => {
    const store = ['--store', `sqlite:${join(folder, 'data/scenarios.db')}`];
    const first = await startService(store);
    const { sha256 } = (await (await fetch(`${first.url}/v1/models/penguin-size`)).json()) as {
      sha256: string;
    };
    const created = await fetch(`${first.url}/v1/scenarios`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ model: 'penguin-size', sha256, title: 'kept', row: penguin }),
    });
    expect(created.status).toBe(201);
    const place = created.headers.get('location') ?? '';
    // Killed, not asked: what was confirmed is on the disk.
    first.signal('SIGKILL');
    await first.ended;
    const second = await startService(store);
    expect(await (await fetch(`${second.url}${place}`)).json()).toMatchObject({
      isReproducible: true,
      scenario: { title: 'kept', row: penguin },
    });
    second.signal('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('answers what it has begun before it ends, and takes nothing new', async () => {
    const service = await startService();
    const body = JSON.stringify({ rows: censusRows });
    const begun = request(`${service.url}/v1/models/census-income/predict`, {
      method: 'POST',
      headers: { ...json, 'Content-Length': body.length, Expect: '100-continue' },
    });
    begun.flushHeaders();
    // The service waits for the body.
    await once(begun, 'continue');
    service.signal('SIGTERM');
    await service.logged('ending');
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow('fetch failed');
    begun.end(body);
    const [response] = (await once(begun, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    expect(predictAnswer.parse(JSON.parse(await text(response))).predictions).toHaveLength(1);
    expect(await service.ended).toBe(0);
    expect(service.lines().at(-1)).toMatchObject({ message: 'ended' });
  });

  it('gives up at its time limit and goes on', async () => {
    const service = await startService(['--max-seconds', '3', '--max-dear', '1', '--max-queue', '0']);
    const ask = () =>
      fetch(`${service.url}/v1/models/census-income/explain`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ rows: Array.from({ length: 20 }, () => censusRows[0]), method: 'kernel' }),
      });
    const first = ask();
    await waitUntilBusy(service.url);
    const second = await ask();
    expect(second.status).toBe(429);
    expect(second.headers.get('retry-after')).toBe('1');
    const response = await first;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'deadline', detail: /^not done within 3 s/ });
    // Predictions have a lane of their own, and its place is free again soon.
    expect(await predicted(service.url)).toBe(200);
    let free = 429;
    for (let tries = 0; free === 429 && tries < 100; tries++) free = (await ask()).status;
    expect(free).toBe(503);
    service.signal('SIGINT');
    expect(await service.ended).toBe(0);
  });

  it('stops computing when nobody waits any more', async () => {
    const service = await startService(['--max-dear', '1']);
    const client = new AbortController();
    const asked = fetch(`${service.url}/v1/models/census-income/explain`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ rows: Array.from({ length: 90 }, () => censusRows[0]), method: 'kernel' }),
      signal: client.signal,
    });
    await waitUntilBusy(service.url);
    client.abort();
    await expect(asked).rejects.toThrow('aborted');
    await service.logged('POST /v1/models/census-income/explain 499');
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
  });

  it.each([
    [['--help'], 0, /^Usage: explain-service <command>/, /^$/],
    [['serve', '--help'], 0, /--port <number> +TCP port; 0 takes a free one \[PORT, 8080\]/, /^$/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    [['openapi'], 0, /^\{\n {2}"openapi": "3\.1\.1"/, /^$/],
    [[], 2, /^$/, /^Usage: explain-service/],
    [['serve', '--prot', '1'], 2, /^$/, oneLine],
    [['serve', 'now'], 2, /^$/, oneLine],
    [['serve', '--port', 'http'], 2, /^$/, oneLine],
  ])('with %j ends with %i', async (args, code, out, err) => {
    const running = startProgram(args);
    expect(await running.ended).toBe(code);
    expect(running.said.out).toMatch(out);
    expect(running.said.err).toMatch(err);
  });

  it('says in one line that a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const running = startProgram([
      'serve',
      '--port',
      String(port),
      '--host',
      '127.0.0.1',
      '--store',
      'sqlite::memory:',
    ]);
    expect(await running.ended).toBe(1);
    expect(running.said.err).toBe(
      `explain-service: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
    );
    server.close();
  });

  it.each([
    ['nothing', () => {}, /: ENOENT/],
    ['no model', () => mkdirSync(join(folder, 'models')), /models: no model that takes tables/],
    [
      'a manifest that is none',
      () => {
        mkdirSync(join(folder, 'models/m'), { recursive: true });
        writeFileSync(join(folder, 'models/m/manifest.json'), '{"id":"m"}');
      },
      /manifest\.json: \/\w+: .*expected .*, and \d+ more/,
    ],
  ])('says in one line that there is %s in its folder', async (_, make, words) => {
    make();
    const running = startProgram([
      'serve',
      '--port',
      '0',
      '--models',
      join(folder, 'models'),
      '--store',
      'sqlite::memory:',
    ]);
    expect(await running.ended).toBe(1);
    expect(running.said.err).toMatch(oneLine);
    expect(running.said.err).toMatch(words);
  });

  it('says in one line that its store cannot be opened', async () => {
    writeFileSync(join(folder, 'no.db'), 'x'.repeat(5000));
    const running = startProgram(['serve', '--port', '0', '--store', `sqlite:${join(folder, 'no.db')}`]);
    expect(await running.ended).toBe(1);
    expect(running.said.err).toMatch(
      /^explain-service: .*no\.db: not the database of this program: file is not a database \(move it away.*\)\n$/,
    );
  });

  it('says in one line that nobody answers where its store should be', async () => {
    const running = startProgram(['serve', '--port', '0', '--store', 'firestore:demo-scenarios'], {
      FIRESTORE_EMULATOR_HOST: '127.0.0.1:1',
      METADATA_SERVER_DETECTION: 'none',
    });
    expect(await running.ended).toBe(1);
    expect(running.said.err).toMatch(/^explain-service: firestore:demo-scenarios: Firestore: [^\n]+\n$/);
  });

  it('reads every setting from the environment', async () => {
    const running = startProgram(['openapi'], { [settings['max-explained-rows'].env]: '7' });
    expect(await running.ended).toBe(0);
    const { components } = JSON.parse(running.said.out);
    expect(components.schemas.ExplainRequest.properties.rows.maxItems).toBe(7);
  });
});

const censusRows = [
  {
    age: 25,
    workclass: 'Private',
    education: '11th',
    marital_status: 'Never-married',
    occupation: 'Machine-op-inspct',
    relationship: 'Own-child',
    race: 'Black',
    sex: 'Male',
    capital_gain: 0,
    capital_loss: 0,
    hours_per_week: 40,
    native_country: 'United-States',
  },
];

async function predicted(url: string): Promise<number> {
  const { status } = await fetch(`${url}/v1/models/penguin-size/predict`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ rows: [penguin] }),
  });
  return status;
}

/** What was sent before has been taken in when something that was sent after it is answered. */
async function waitUntilBusy(url: string): Promise<void> {
  for (let times = 0; times < 3; times++) await fetch(`${url}/healthz`);
}
