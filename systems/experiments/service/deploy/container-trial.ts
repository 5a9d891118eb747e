import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedContainer, ContainerTrial } from '@modelfolio/service/testing/container-trial';
import { startProgram } from '../test/running-program.ts';

const api = '/api/2.0/mlflow';

/** JSON of an answer that has to have a status. */
async function jsonOf<Answer = Record<string, unknown>>(answer: Response, status = 200): Promise<Answer> {
  const text = await answer.text();
  assert.equal(answer.status, status, `${answer.url}: ${text}`);
  return JSON.parse(text) as Answer;
}

/** Asks with the token of a name. */
function asking({ fetch: ask, secretsFolder }: AskedContainer, name: 'read' | 'write'): typeof ask {
  const token = readFileSync(join(secretsFolder, name), 'utf8');
  return (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    return ask(path, { ...init, headers });
  };
}

const posting = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

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

function makePassword(folder: string): string {
  const file = join(folder, 'database-password');
  // With signs that have a meaning in a URI.
  writeFileSync(file, `${randomBytes(24).toString('base64')}/@:%\n`, { mode: 0o600 });
  return file;
}

async function makeExperiment(ask: typeof fetch | AskedContainer['fetch'], name: string): Promise<string> {
  const made = await ask(`${api}/experiments/create`, posting({ name }));
  return (await jsonOf<{ experiment_id: string }>(made)).experiment_id;
}

/** Nobody gets in without a token, nobody further than theirs allows; only health is for everybody. */
async function admits(container: AskedContainer): Promise<void> {
  const { fetch: ask } = container;
  assert.equal((await ask('/health')).status, 200);
  assert.equal((await ask('/readyz')).status, 200);
  const path = `${api}/experiments/get?experiment_id=0`;
  await jsonOf(await ask(path), 401);
  await jsonOf(await ask(path, { headers: { Authorization: `Bearer ${'x'.repeat(43)}` } }), 401);
  const read = asking(container, 'read');
  await jsonOf(await read(path));
  await jsonOf(await read(`${api}/experiments/create`, posting({ name: 'not allowed' })), 403);
  assert.match(await (await read('/metrics')).text(), /^lane_requests_in_flight\{lane="dear"\} \d/m);
}

/** A run is logged, found and read again after a restart, with its artifact. */
async function keepsRuns(container: AskedContainer): Promise<void> {
  const ask = asking(container, 'write');
  const experiment = await makeExperiment(ask, `kept ${randomBytes(4).toString('hex')}`);
  const created = await ask(
    `${api}/runs/create`,
    posting({ experiment_id: experiment, run_name: 'a', start_time: 1 }),
  );
  const { run_id: run } = (await jsonOf<{ run: { info: { run_id: string } } }>(created)).run.info;
  const metrics = [0.5, 0.25, 0.125].map((value, step) => ({
    key: 'loss',
    value,
    timestamp: 1000 + step,
    step,
  }));
  const params = [{ key: 'rate', value: '0.1' }];
  await jsonOf(await ask(`${api}/runs/log-batch`, posting({ run_id: run, metrics, params, tags: [] })));
  await jsonOf(await ask(`${api}/runs/update`, posting({ run_id: run, status: 'FINISHED', end_time: 2 })));

  const bytes = new Uint8Array(randomBytes(300_000));
  const file = `/api/2.0/mlflow-artifacts/artifacts/${experiment}/${run}/artifacts/model.bin`;
  await jsonOf(await ask(file, { method: 'PUT', body: bytes }));

  async function isThere(): Promise<void> {
    const filter = "metrics.loss < 0.2 AND params.rate = '0.1' AND attributes.status = 'FINISHED'";
    const searched = await ask(`${api}/runs/search`, posting({ experiment_ids: [experiment], filter }));
    const { runs } = await jsonOf<{ runs: { info: { run_id: string } }[] }>(searched);
    assert.deepEqual(
      runs.map(({ info }) => info.run_id),
      [run],
    );
    const history = await ask(`${api}/metrics/get-history?run_id=${run}&metric_key=loss`);
    assert.equal((await jsonOf<{ metrics: unknown[] }>(history)).metrics.length, 3);
    const listed = await ask(`${api}/artifacts/list?run_id=${run}`);
    assert.deepEqual((await jsonOf<{ files: unknown[] }>(listed)).files, [
      { path: 'model.bin', is_dir: false, file_size: bytes.length },
    ]);
    const got = await ask(file);
    assert.equal(got.status, 200);
    assert.deepEqual(new Uint8Array(await got.arrayBuffer()), bytes);
  }
  await isThere();
  await container.restart();
  await isThere();
}

/** Runs with a long parameter, which a search for a text that is nearly in it takes long for. */
async function makeLongRuns(ask: AskedContainer['fetch']): Promise<string> {
  const experiment = await makeExperiment(ask, 'long');
  for (let made = 0; made < 100; made++) {
    const created = await ask(`${api}/runs/create`, posting({ experiment_id: experiment, start_time: made }));
    const { run_id: run } = (await jsonOf<{ run: { info: { run_id: string } } }>(created)).run.info;
    const value = 'a'.repeat(6000);
    await jsonOf(await ask(`${api}/runs/log-parameter`, posting({ run_id: run, key: 'long', value })));
  }
  return experiment;
}

/** How the image of this service is run and what it is asked. */
export default {
  name: 'modelfolio-experiments',
  port: 5000,
  ready: '/readyz',
  environment: {},
  volumes: ['/data'],
  temporary: ['/tmp'],
  limits: { memory: '1g', cpus: 2, processes: 256 },
  image: { megabytes: 75, layers: 6 },
  data: ['package.json', 'package-lock.json'],
  companions: { POSTGRES_IMAGE: 'postgres' },
  // As long as a service has on Cloud Run.
  graceSeconds: 10,
  secrets: async (folder) => ({
    tokens: { file: await makeTokens(folder), variable: 'TOKENS' },
    'database-password': { file: makePassword(folder), variable: 'DATABASE_PASSWORD_FILE' },
  }),
  ask: async (container) => {
    await admits(container);
    await keepsRuns(container);
  },
  longRequest: async (container) => {
    const experiment = await makeLongRuns(asking(container, 'write'));
    const search = (length: number): Promise<Response> =>
      asking(container, 'read')(
        `${api}/runs/search`,
        posting({ experiment_ids: [experiment], filter: `params.long LIKE '%${'a'.repeat(length)}b%'` }),
      );
    const [few, began] = [40, performance.now()];
    await jsonOf(await search(few));
    const each = (performance.now() - began) / few;
    return () => search(Math.min(5000, Math.max(few, Math.round(2000 / each))));
  },
  isComputing: async (container) => {
    const metrics = await (await asking(container, 'read')('/metrics')).text();
    return /^lane_requests_in_flight\{lane="dear"\} [1-9]/m.test(metrics);
  },
} satisfies ContainerTrial;
