import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modelsFolder } from '../../test/service.ts';
import { startProgram, startService } from '../../test/running-program.ts';

const penguin = { species: 'Adelie', sex: 'female', bill_length_mm: 38.1, bill_depth_mm: 18.6 };
const model = '/v1/models/penguin-size';
const questions = [
  [`${model}/predict`, { rows: [penguin] }],
  [`${model}/explain`, { rows: [penguin] }],
  [`${model}/counterfactuals`, { row: penguin, wanted: { kind: 'at-least', threshold: 4000 }, count: 1 }],
  [`${model}/partial-dependence`, { columns: ['bill_length_mm'] }],
] as const;

let folder: string;
let running: ReturnType<typeof startProgram> | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-'));
  running = null;
});
afterEach(async () => {
  running?.signal('SIGKILL');
  await running?.ended;
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  /** What the service says, of whatever shape. */
  readonly json: ReturnType<typeof JSON.parse>;
  readonly headers: IncomingHttpHeaders;
}

/** Asks as a client with a connection of its own, which it keeps. */
function client(url: string, headers: Record<string, string> = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return async (path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> => {
    const asked = request(`${url}${path}`, {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers, ...more },
    });
    asked.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode ?? 0,
      json: JSON.parse(await text(response)),
      headers: response.headers,
    };
  };
}

/** A new token of a file, as the command prints it. */
async function newToken(file: string, name: string, role: string): Promise<string> {
  const made = startProgram(['token', '--tokens', file, '--name', name, '--role', role]);
  expect(await made.ended).toBe(0);
  return made.said.out.trim();
}

/** Programs are started one after the other, on a machine that may have much else to do. */
const patience = 240_000;

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('on another address', { timeout: patience }, () => {
  it('is not started without tokens', async () => {
    running = startProgram(['serve', '--host', '0.0.0.0', '--port', '0', '--store', 'sqlite::memory:']);
    expect(await running.ended).toBe(2);
    expect(running.said.err).toMatch(/^explain-service: listening on 0\.0\.0\.0 needs tokens: [^\n]+\n$/);
  });

  it('lets in by token and role, keeps scenarios by owner, and answers sixteen clients at once', async () => {
    const tokens = join(folder, 'tokens.yaml');
    const alice = await newToken(tokens, 'alice', 'write');
    const bob = await newToken(tokens, 'bob', 'read');
    const carol = await newToken(tokens, 'carol', 'write');
    const root = await newToken(tokens, 'root', 'admin');
    const old = await newToken(tokens, 'old', 'admin');
    // What it was to be until today is over.
    const [, ...kept] = readFileSync(tokens, 'utf8').split(/(?=name: old)/);
    const past = kept.join('').replace(/expires: .*/, "expires: '2026-01-01T00:00:00.000Z'");
    writeFileSync(tokens, readFileSync(tokens, 'utf8').replace(kept.join(''), past));
    running = startProgram(
      ['serve', '--host', '0.0.0.0', '--port', '0', '--tokens', tokens, '--models', modelsFolder],
      { STORE: 'sqlite::memory:', MAX_OWNER_SCENARIOS: '1' },
    );
    const url = (await running.logged('listening on ')).replace(
      /^listening on http:\/\/[\d.]+/,
      'http://127.0.0.1',
    );
    await running.logged('ready with ');

    const refusals = await Promise.all([
      client(url)('/v1/models'),
      client(url, bearer('x'.repeat(43)))('/v1/models'),
      client(url, bearer(old))('/v1/models'),
      client(url, bearer(bob))('/v1/scenarios', {}),
    ]);
    expect(refusals.map(({ status, json }) => [status, json.code])).toEqual([
      [401, 'token-required'],
      [401, 'token-refused'],
      [401, 'token-expired'],
      [403, 'role-too-low'],
    ]);
    expect((await client(url)('/healthz')).status).toBe(200);

    const sixteen = Array.from({ length: 16 }, () => client(url, bearer(bob)));
    const statuses = await Promise.all(
      sixteen.map(async (ask, at) => {
        const own: number[] = [];
        for (let turn = 0; turn < questions.length; turn++) {
          const [path, body] = questions[(at + turn) % questions.length] ?? questions[0];
          own.push((await ask(path, body)).status);
        }
        return own;
      }),
    );
    expect(statuses.flat()).toEqual(Array(64).fill(200));

    const { sha256 } = (await client(url, bearer(bob))(model)).json;
    const scenario = { model: 'penguin-size', sha256, title: 'kept', row: penguin };
    const [hers, again, his] = [
      await client(url, bearer(alice))('/v1/scenarios', scenario),
      await client(url, bearer(alice))('/v1/scenarios', scenario),
      await client(url, bearer(carol))('/v1/scenarios', scenario),
    ];
    expect([hers.status, again.json.code, his.status]).toEqual([201, 'scenario-limit', 201]);
    const remove = async (id: string, token: string) =>
      (await fetch(`${url}/v1/scenarios/${id}`, { method: 'DELETE', headers: bearer(token) })).status;
    expect([
      await remove(hers.json.id, bob),
      await remove(hers.json.id, carol),
      await remove(hers.json.id, alice),
      await remove(his.json.id, root),
    ]).toEqual([403, 403, 204, 204]);

    const log = JSON.stringify(running.lines());
    for (const secret of [alice, bob, carol, root, old, 'x'.repeat(43)]) expect(log).not.toContain(secret);
    running.signal('SIGTERM');
    expect(await running.ended).toBe(0);
  });
});

// One service for all of them, in this order: the last one ends it.
describe('on this machine', { timeout: patience }, () => {
  let service: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    service = await startService();
  }, patience);
  afterAll(async () => {
    service.signal('SIGKILL');
    await service.ended;
  });

  it('answers to its own names, and to no page of another site', async () => {
    const ask = client(service.url);
    const asked = await Promise.all([
      ask('/v1/models', undefined, { Host: 'rebound.example' }),
      ask('/v1/models', undefined, { Host: 'localhost' }),
      ask(`${model}/predict`, { rows: [penguin] }, { Origin: 'https://evil.example' }),
      ask('/healthz', undefined, { Host: '10.0.0.7:8080' }),
    ]);
    expect(asked.map(({ status, json }) => json.code ?? status)).toEqual([
      'host-foreign',
      200,
      'origin-foreign',
      200,
    ]);
  });

  it('answers no number that is not finite, and no 200 in its place', async () => {
    const ask = client(service.url);
    const answers = await Promise.all(
      questions.map(([path, body]) => ask(path, JSON.parse(JSON.stringify(body).replace('38.1', '1e308')))),
    );
    // Partial dependence asks with known rows only.
    expect(answers.map(({ status, json }) => [status, json.code])).toEqual([
      ...Array.from({ length: 3 }, () => [422, 'result-not-finite']),
      [200, undefined],
    ]);
  });

  it('that ends in the middle answers what it has taken, and resets no connection', async () => {
    const outcomes: string[] = [];
    const asking = Array.from({ length: 16 }, async (_, at) => {
      const ask = client(service.url);
      const [path, body] = questions[at % 2] ?? questions[0];
      for (;;)
        try {
          const { status, headers } = await ask(path, body);
          outcomes.push(String(status));
          if (headers.connection === 'close') return;
        } catch (error) {
          outcomes.push(String((error as NodeJS.ErrnoException).code));
          return;
        }
    });
    // Every client has had an answer and waits for another.
    while (outcomes.length < 32) await fetch(`${service.url}/healthz`);
    service.signal('SIGTERM');
    await Promise.all(asking);
    expect(await service.ended).toBe(0);
    // A client that connects anew is refused as by anything that is not there.
    expect([...new Set(outcomes)].filter((each) => !['200', '503', 'ECONNREFUSED'].includes(each))).toEqual(
      [],
    );
    expect(service.lines().at(-1)).toMatchObject({ message: 'ended' });
  });
});
