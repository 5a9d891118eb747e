import { mkdirSync, writeFileSync } from 'node:fs';
import type { Caller } from '@modelfolio/experiments/store';
import { describe, expect, it } from 'vitest';
import { artifactTrial, failureOf, type Sent } from '../../test/artifact-trial.ts';
import { listModelArtifacts, listRunArtifacts } from './listed-artifacts.ts';
import {
  getModelArtifact,
  getRunArtifact,
  getVersionArtifact,
  uploadRunArtifact,
} from './owned-artifacts.ts';

const { at, start, startStore, ask, put, get, call, newRun } = artifactTrial();

describe('artifacts of runs and models', () => {
  it('are found by their run', async () => {
    start();
    await startStore();
    const { run_id, artifact_uri } = await newRun();
    await put(`0/${run_id}/artifacts/plots/a.png`, 'png');
    const listed = await ask(listRunArtifacts, `?run_id=${run_id}&path=plots`);
    expect(await listed.json()).toEqual({
      root_uri: artifact_uri,
      files: [{ path: 'plots/a.png', is_dir: false, file_size: 3 }],
    });
    expect(await (await ask(listRunArtifacts, `?run_uuid=${run_id}&path=none`)).json()).toEqual({
      root_uri: artifact_uri,
    });
    for (const query of [`?run_id=${run_id}&path=plots/a.png`, `?run_uuid=${run_id}&path=plots%2Fa.png`]) {
      const sent = await ask(getRunArtifact, query, { headers: { Range: 'bytes=1-' } });
      expect([sent.status, sent.headers.get('Content-Type'), await sent.text()]).toEqual([
        206,
        'image/png',
        'ng',
      ]);
    }
    expect(await failureOf(await ask(getRunArtifact, `?run_id=${run_id}&path=b`))).toEqual([
      404,
      'RESOURCE_DOES_NOT_EXIST',
      `No such artifact: '0/${run_id}/artifacts/b'`,
    ]);
    expect((await ask(getRunArtifact, `?run_id=${'0'.repeat(32)}&path=a`)).status).toBe(404);
    expect((await ask(listRunArtifacts, '?path=a')).status).toBe(400);
    expect((await ask(getRunArtifact, `?run_id=${run_id}&path=../x`)).status).toBe(400);
    expect((await ask(listRunArtifacts, `?run_id=${run_id}&path=..%2Fx`)).status).toBe(400);
    const stranger: Caller = { server: 'none', experiments: { '9': 'admin' } };
    expect(
      (await ask(getRunArtifact, `?run_id=${run_id}&path=plots/a.png`, { caller: stranger })).status,
    ).toBe(403);
    expect((await ask(listRunArtifacts, `?run_id=${run_id}`, { caller: stranger })).status).toBe(403);
  });

  it('are uploaded by a page, up to 10 MB, by those who may change the run', async () => {
    start();
    await startStore();
    const { run_id } = await newRun();
    const upload = (query: string, body: BodyInit | null, sent: Sent = {}) =>
      ask(uploadRunArtifact, query, { method: 'POST', body, ...sent });
    const query = `?run_uuid=${run_id}&path=notes/a.txt`;
    const done = await upload(query, 'text');
    expect([done.status, done.headers.get('Content-Type'), await done.text()]).toEqual([
      200,
      'application/json',
      '',
    ]);
    expect(await (await get(`0/${run_id}/artifacts/notes/a.txt`)).text()).toBe('text');
    const large = 'Artifact size is too large. Max size is 10MB.';
    const chunks = (count: number) =>
      new Blob(Array.from({ length: count }, () => Buffer.alloc(1 << 20))).stream();
    for (const [response, words] of [
      [await upload('?path=a', 'x'), 'Request must specify run_uuid.'],
      [await upload(`?run_uuid=${run_id}`, 'x'), 'Request must specify path.'],
      [await upload(query, null), 'Request must specify data.'],
      [await upload(query, ''), 'Request must specify data.'],
      [await upload(query, 'x', { headers: { 'Content-Length': '10485761' } }), large],
      [await upload(query, chunks(11)), large],
      [await upload(`?run_uuid=${run_id}&path=../a`, 'x'), 'Invalid path'],
    ] as const)
      expect(await failureOf(response)).toEqual([400, 'INVALID_PARAMETER_VALUE', words]);
    expect((await upload(query, chunks(10))).status).toBe(200);
    const reader: Caller = { server: 'read', experiments: {} };
    expect((await upload(query, 'x', { caller: reader })).status).toBe(403);
  });

  it('are found by a model and by a version of it', async () => {
    start();
    await startStore();
    const { model } = await call('createLoggedModel', { experiment_id: '0', name: 'penguins' });
    const { model_id, artifact_uri } = model.info as { model_id: string; artifact_uri: string };
    const path = artifact_uri.replace('mlflow-artifacts:/', '');
    await put(`${path}/MLmodel`, 'x');
    const listed = await ask(listModelArtifacts(model_id));
    expect(await listed.json()).toEqual({
      root_uri: artifact_uri,
      files: [{ path: 'MLmodel', is_dir: false, file_size: 1 }],
    });
    const file = await ask(getModelArtifact(model_id), '?artifact_file_path=MLmodel');
    expect(await file.text()).toBe('x');
    expect(await failureOf(await ask(getModelArtifact(model_id)))).toEqual([
      400,
      'BAD_REQUEST',
      'Request must include the "artifact_file_path" query parameter.',
    ]);
    expect((await ask(getModelArtifact('m-none'), '?artifact_file_path=a')).status).toBe(404);
    await call('createRegisteredModel', { name: 'birds' });
    await call('createModelVersion', { name: 'birds', source: `models:/${model_id}`, model_id });
    const version = await ask(getVersionArtifact, '?name=birds&version=1&path=MLmodel');
    expect(await version.text()).toBe('x');
    expect((await ask(getVersionArtifact, '?name=birds&version=2&path=MLmodel')).status).toBe(404);
  });

  it('are read in folders that the server was started with, and nowhere else', async () => {
    const root = `file://${at('mlruns')}`;
    start({ defaultRoot: root });
    await startStore(root);
    const { run_id, artifact_uri } = await newRun();
    expect(artifact_uri).toBe(`${root}/0/${run_id}/artifacts`);
    mkdirSync(at(`mlruns/0/${run_id}/artifacts`), { recursive: true });
    writeFileSync(at(`mlruns/0/${run_id}/artifacts/a.txt`), 'a');
    expect(await (await ask(getRunArtifact, `?run_id=${run_id}&path=a.txt`)).text()).toBe('a');
    expect(await failureOf(await ask(getRunArtifact, `?run_id=${run_id}&path=b/c.txt`))).toEqual([
      404,
      'RESOURCE_DOES_NOT_EXIST',
      "No such artifact: 'b/c.txt'",
    ]);
    const { experiment_id } = await call('createExperiment', { name: 'etc', artifact_location: '/etc' });
    const stray = await newRun({ experiment_id });
    const [status, code, words] = await failureOf(
      await ask(getRunArtifact, `?run_id=${stray.run_id}&path=../../passwd`),
    );
    expect([status, code, words]).toEqual([400, 'INVALID_PARAMETER_VALUE', 'Invalid path']);
    expect(await failureOf(await ask(getRunArtifact, `?run_id=${stray.run_id}&path=passwd`))).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
      `The tracking server does not read artifact location '${stray.artifact_uri}': it lies outside of the places that the server was started with.`,
    ]);
  });
});
