import assert from 'node:assert/strict';
import type { AskedContainer, ContainerTrial } from '@modelfolio/service/testing/container-trial';
import { startService } from '../test/running-program.ts';

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

const asJson = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** JSON of an answer that has to have a status. */
async function jsonOf(answer: Response, status: number): Promise<Record<string, unknown>> {
  const text = await answer.text();
  assert.equal(answer.status, status, `${answer.url}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

/** The container says what the same program says on this machine. */
async function agreesWithThisMachine({ fetch: ask }: AskedContainer): Promise<void> {
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
async function keepsScenarios({ fetch: ask, restart }: AskedContainer): Promise<void> {
  const { sha256 } = await jsonOf(await ask('/v1/models/penguin-size'), 200);
  const body = {
    model: 'penguin-size',
    sha256,
    title: 'A heavier Adelie',
    row: adelie,
    edits: { bill_length_mm: 42 },
  };
  const kept = await jsonOf(await ask('/v1/scenarios', asJson(body)), 201);
  const { ownerToken, ...scenario } = kept;
  await restart();
  const path = `/v1/scenarios/${String(kept['id'])}`;
  assert.deepEqual(await jsonOf(await ask(path), 200), scenario);
  const headers = { Authorization: `Bearer ${String(ownerToken)}` };
  assert.equal((await ask(path, { method: 'DELETE', headers })).status, 204);
  assert.equal((await ask(path)).status, 404);
}

/** How the image of this service is run and what it is asked. */
export default {
  name: 'explain-service',
  port: 8080,
  ready: '/readyz',
  environment: { ALLOW_ANONYMOUS: 'true' },
  volumes: ['/data'],
  temporary: ['/tmp'],
  limits: { memory: '1g', cpus: 2, processes: 256 },
  image: { megabytes: 220, layers: 6 },
  data: ['package.json', 'package-lock.json', 'models'],
  graceSeconds: 30,
  ask: async (container) => {
    await agreesWithThisMachine(container);
    await keepsScenarios(container);
  },
  longRequest: ({ fetch: ask }) =>
    ask('/v1/models/census-income/explain', asJson({ rows: [person], method: 'kernel', background: 200 })),
  isComputing: async ({ fetch: ask }) =>
    /^lane_requests_in_flight\{.*\} [1-9]/m.test(await (await ask('/metrics')).text()),
} satisfies ContainerTrial;
