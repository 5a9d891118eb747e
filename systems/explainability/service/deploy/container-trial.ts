import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedContainer, ContainerTrial } from '@modelfolio/service/testing/container-trial';
import { startProgram, startService } from '../test/running-program.ts';

const adelie = { species: 'Adelie', sex: 'female', bill_length_mm: 38.1, bill_depth_mm: 18.6 };
const person = {
  age: 41,
  workclass: 'Private',
  education: 'Bachelors',
  marital_status: 'Never-married',
  occupation: 'Sales',
  relationship: 'Not-in-family',
  race: 'White',
  sex: 'Female',
  capital_gain: 0,
  capital_loss: 0,
  hours_per_week: 45,
  native_country: 'United-States',
};

const asJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** Asks with the token of a role. */
function asking({ fetch: ask, secretsFolder }: AskedContainer, role: 'read' | 'write'): typeof ask {
  const token = readFileSync(join(secretsFolder, role), 'utf8');
  return (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    return ask(path, { ...init, headers });
  };
}

/** JSON of an answer that has to have a status. */
async function jsonOf(answer: Response, status: number): Promise<Record<string, unknown>> {
  const text = await answer.text();
  assert.equal(answer.status, status, `${answer.url}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

/** A token of each role, made by the program itself and kept beside the file of tokens. */
async function makeTokens(folder: string): Promise<string> {
  const tokens = join(folder, 'tokens.yaml');
  for (const role of ['read', 'write']) {
    const made = startProgram(['token', '--tokens', tokens, '--name', role, '--role', role]);
    assert.equal(await made.ended, 0, made.said.err);
    writeFileSync(join(folder, role), made.said.out.trim(), { mode: 0o600 });
  }
  return tokens;
}

/** Nobody gets in without a token, nobody further than theirs allows; only health is for everybody. */
async function admits(container: AskedContainer): Promise<void> {
  const { fetch: ask } = container;
  assert.equal((await ask('/healthz')).status, 200);
  const refused = await ask('/v1/models');
  assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer/);
  await jsonOf(refused, 401);
  await jsonOf(await ask('/v1/models', { headers: { Authorization: `Bearer ${'x'.repeat(43)}` } }), 401);
  const read = asking(container, 'read');
  await jsonOf(await read('/v1/models'), 200);
  await jsonOf(await read('/v1/scenarios', asJson({})), 403);
}

/** The container says what the same program says on this machine. */
async function agreesWithThisMachine(container: AskedContainer): Promise<void> {
  const ask = asking(container, 'read');
  const here = await startService();
  try {
    const questions: [string, RequestInit?][] = [
      ['/v1/models'],
      ['/v1/models/penguin-size/predict', asJson({ rows: [adelie] })],
      ['/v1/models/census-income/predict', asJson({ rows: [person] })],
      ['/v1/models/census-income/explain', asJson({ rows: [person], background: 20, seed: 7 })],
      ['/v1/models/penguin-size/explain', asJson({ rows: [adelie], background: 20, seed: 7 })],
    ];
    for (const [path, init] of questions) {
      const [there, expected] = await Promise.all([ask(path, init), fetch(`${here.url}${path}`, init)]);
      assert.deepEqual(await jsonOf(there, 200), await jsonOf(expected, 200), path);
    }
  } finally {
    here.signal('SIGTERM');
    await here.ended;
  }
}

/** What is kept is there after a restart, and gone when its owner deletes it. */
async function keepsScenarios(container: AskedContainer): Promise<void> {
  const ask = asking(container, 'write');
  const { sha256 } = await jsonOf(await ask('/v1/models/penguin-size'), 200);
  const edits = { bill_length_mm: 42 };
  const body = { model: 'penguin-size', sha256, title: 'A heavier Adelie', row: adelie, edits };
  const { ownerToken, ...kept } = await jsonOf(await ask('/v1/scenarios', asJson(body)), 201);
  assert.equal(typeof ownerToken, 'string');
  await container.restart();
  const path = `/v1/scenarios/${String(kept['id'])}`;
  assert.deepEqual(await jsonOf(await ask(path), 200), kept);
  assert.equal((await ask(path, { method: 'DELETE' })).status, 204);
  await jsonOf(await ask(path), 404);
}

/** How the image of this service is run and what it is asked. */
export default {
  name: 'explain-service',
  port: 8080,
  ready: '/readyz',
  environment: {},
  volumes: ['/data'],
  temporary: ['/tmp'],
  limits: { memory: '1g', cpus: 2, processes: 256 },
  image: { megabytes: 220, layers: 6 },
  data: ['package.json', 'package-lock.json', 'models'],
  // Cloud Run's: https://docs.cloud.google.com/run/docs/container-contract#instance-shutdown.
  graceSeconds: 10,
  secrets: async (folder) => ({ tokens: { file: await makeTokens(folder), variable: 'TOKENS' } }),
  ask: async (container) => {
    await admits(container);
    await agreesWithThisMachine(container);
    await keepsScenarios(container);
  },
  longRequest: async (container) => {
    const explain = (background: number): Promise<Response> =>
      asking(container, 'read')(
        '/v1/models/census-income/explain',
        asJson({ rows: [person], method: 'kernel', background }),
      );
    const [few, began] = [5, performance.now()];
    await jsonOf(await explain(few), 200);
    const each = (performance.now() - began) / few;
    return () => explain(Math.min(500, Math.max(few, Math.round(2000 / each))));
  },
  isComputing: async (container) => {
    const metrics = await (await asking(container, 'read')('/metrics')).text();
    return /^lane_requests_in_flight\{.*\} [1-9]/m.test(metrics);
  },
} satisfies ContainerTrial;
