import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../test/run-command.ts';
import { startProgram, startService } from '../../test/running-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string): string => join(folder, path);

describe('serve', () => {
  it('serves a store until it is told to end, and leaves one file', async () => {
    const service = await startService([at('mlflow.db'), '--artifacts-destination', at('artifacts')]);
    const asked = await fetch(`${service.url}/api/2.0/mlflow/experiments/get?experiment_id=0`);
    expect((await asked.json()).experiment.artifact_location).toBe('mlflow-artifacts:/0');
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(service.lines().map(({ message }) => message)).toEqual([
      expect.stringMatching(/^listening on /),
      `ready with ${at('mlflow.db')}`,
      'GET /api/2.0/mlflow/experiments/get 200',
      expect.stringMatching(/^ending; 0 requests/),
      'ended',
    ]);
    // The write-ahead log has gone into the file.
    expect(existsSync(at('mlflow.db-wal'))).toBe(false);
  });

  it('says what becomes of options of mlflow server, and goes on', async () => {
    const service = await startService([
      '--backend-store-uri',
      `sqlite:///${at('mlflow.db')}`,
      '--default-artifact-root',
      `file://${at('root')}`,
      '--gunicorn-opts',
      '--log-level debug',
      '--workers',
      '2',
      '--no-serve-artifacts',
    ]);
    expect(service.said.err.trim().split('\n')).toEqual([
      'modelfolio-experiments: --workers has no effect: one process answers all clients',
      'modelfolio-experiments: --gunicorn-opts has no effect: there is no gunicorn in it',
    ]);
    const answer = await fetch(`${service.url}/api/2.0/mlflow-artifacts/artifacts?path=a`);
    expect([answer.status, (await answer.json()).message]).toEqual([
      503,
      'This server takes no artifacts: it was started with --no-serve-artifacts.',
    ]);
    service.signal('SIGINT');
    expect(await service.ended).toBe(0);
  });

  it('reads artifacts beside a store that MLflow made there', async () => {
    const service = await startService([at('mlflow.db'), '--artifacts-destination', at('elsewhere')]);
    const ask = async (path: string, body: object) =>
      (
        await fetch(`${service.url}/api/2.0/mlflow/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json();
    for (const [name, isRead] of [
      ['mlruns', true],
      ['mlartifacts', true],
      ['others', false],
    ] as const) {
      const { experiment_id } = await ask('experiments/create', { name, artifact_location: at(name) });
      const { run } = await ask('runs/create', { experiment_id });
      const listed = await fetch(`${service.url}/api/2.0/mlflow/artifacts/list?run_id=${run.info.run_id}`);
      expect([name, listed.status]).toEqual([name, isRead ? 200 : 400]);
    }
    service.signal('SIGTERM');
    await service.ended;
  });

  it('notes what is changed in a file of its own', async () => {
    const { code } = await runCommand('token', [
      '--tokens',
      at('tokens.yaml'),
      '--name',
      'me',
      '--role',
      'write',
    ]);
    expect(code).toBe(0);
    const service = await startService([at('mlflow.db'), '--audit-log', at('audit.jsonl')]);
    await fetch(`${service.url}/api/2.0/mlflow/experiments/create`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"name": "noted"}',
    });
    service.signal('SIGTERM');
    await service.ended;
    expect(JSON.parse(readFileSync(at('audit.jsonl'), 'utf8'))).toMatchObject({
      who: null,
      what: 'createExperiment',
      of: { name: 'noted' },
    });
  });

  it('ends a search when its time is over', async () => {
    const service = await startService([at('mlflow.db'), '--max-search-seconds', '1']);
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${service.url}/api/2.0/mlflow/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, json: await answer.json() };
    };
    for (let batch = 0; batch < 100; batch++)
      await Promise.all(Array.from({ length: 50 }, () => post('runs/create', { experiment_id: '0' })));
    const conditions = Array.from({ length: 500 }, (_, index) => `metrics.m${index} > 1`);
    const { status, json } = await post('runs/search', {
      experiment_ids: ['0'],
      filter: `NOT (${conditions.join(' OR ')})`,
    });
    expect([status, json.error_code, json.message]).toEqual([
      400,
      'DEADLINE_EXCEEDED',
      'The search took longer than 1 seconds. Ask for less: fewer experiments, or a filter with fewer patterns.',
    ]);
    service.signal('SIGTERM');
    await service.ended;
  });

  it.each([
    [['a.db', 'b.db'], 2, 'one store at a time, also given: b.db'],
    [['--host', '0.0.0.0'], 2, 'needs tokens'],
    [['package.json'], 1, 'package.json: file is not a database'],
  ])('refuses %j in one line', async (args, expected, words) => {
    const { code, noted } = await runCommand('serve', args);
    expect([code, noted]).toEqual([expected, [expect.stringContaining(words)]]);
    expect(noted[0]?.trim()).not.toContain('\n');
  });

  it('refuses a pattern of sources that is none, before it takes anybody in', async () => {
    const program = startProgram(['serve', at('mlflow.db')], {
      MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: '(',
    });
    expect(await program.ended).toBe(1);
    expect(program.said.err.trim()).toMatch(
      /^modelfolio-experiments: MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: [^\n]*$/,
    );
    expect(existsSync(at('mlflow.db'))).toBe(false);
  });

  it('takes sources of model versions that match the pattern of whoever runs it', async () => {
    const service = await startService([at('mlflow.db')], {
      MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: '^s3://models/',
    });
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${service.url}/api/2.0/mlflow/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      return [answer.status, (await answer.json()).message];
    };
    await post('registered-models/create', { name: 'birds' });
    const create = (source: string) => post('model-versions/create', { name: 'birds', source });
    expect(await create('s3://others/a')).toEqual([400, "Invalid model version source: 's3://others/a'."]);
    expect(await create('s3://models/a')).toEqual([200, undefined]);
    service.signal('SIGTERM');
    await service.ended;
  });
});
