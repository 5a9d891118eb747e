import { describe, expect, it } from 'vitest';
import { appTrial } from '../test/app-trial.ts';
import { artifactEndpoints } from './artifact-endpoints.ts';

const { make } = appTrial();
const served = '/mlflow-artifacts/artifacts';

describe('addresses of artifacts', () => {
  it.each(['/api/2.0', '/ajax-api/2.0'])('keep, list, send and delete under %s', async (prefix) => {
    const app = make();
    const at = `${prefix}${served}/0/run/artifacts/a%20b.txt`;
    const put = await app.request(at, { method: 'PUT', body: 'text' });
    expect([put.status, await put.json()]).toEqual([200, {}]);
    const listed = await app.request(`${prefix}${served}?path=0/run/artifacts`);
    expect(await listed.json()).toEqual({ files: [{ path: 'a b.txt', is_dir: false, file_size: 4 }] });
    const sent = await app.request(at);
    expect([sent.status, sent.headers.get('Content-Type'), await sent.text()]).toEqual([
      200,
      'text/plain',
      'text',
    ]);
    const part = await app.request(at, { headers: { Range: 'bytes=1-2' } });
    expect([part.status, part.headers.get('Content-Range'), await part.text()]).toEqual([
      206,
      'bytes 1-2/4',
      'ex',
    ]);
    const head = await app.request(at, { method: 'HEAD' });
    expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([200, '4', '']);
    expect((await app.request(at, { method: 'DELETE' })).status).toBe(200);
    expect((await app.request(at)).status).toBe(404);
    for (const step of ['create', 'complete', 'abort'])
      expect(
        (await app.request(`${prefix}/mlflow-artifacts/mpu/${step}/0/a`, { method: 'POST', body: '{}' }))
          .status,
      ).toBe(501);
  });

  it('of runs, models and versions lead to what belongs to them', async () => {
    const app = make();
    const post = async (path: string, body: object) =>
      (
        await app.request(`/api/2.0/mlflow/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json();
    const { run } = await post('runs/create', { experiment_id: '0' });
    const { run_id } = run.info;
    const { model } = await post('logged-models', { experiment_id: '0', name: 'm' });
    const { model_id, artifact_uri } = model.info;
    await post('registered-models/create', { name: 'birds' });
    await post('model-versions/create', { name: 'birds', source: `models:/${model_id}`, model_id });
    await app.request(`/api/2.0${served}/${artifact_uri.replace('mlflow-artifacts:/', '')}/MLmodel`, {
      method: 'PUT',
      body: 'model',
    });
    const query = `run_uuid=${run_id}&path=notes.txt`;
    const uploaded = await app.request(`/ajax-api/2.0/mlflow/upload-artifact?${query}`, {
      method: 'POST',
      body: 'notes',
    });
    expect(uploaded.status).toBe(200);
    for (const [path, text] of [
      [`/get-artifact?run_id=${run_id}&path=notes.txt`, 'notes'],
      ['/model-versions/get-artifact?name=birds&version=1&path=MLmodel', 'model'],
      [`/ajax-api/2.0/mlflow/logged-models/${model_id}/artifacts/files?artifact_file_path=MLmodel`, 'model'],
    ] as const)
      expect([path, await (await app.request(path)).text()]).toEqual([path, text]);
    for (const [path, name] of [
      [`/api/2.0/mlflow/artifacts/list?run_id=${run_id}`, 'notes.txt'],
      [`/ajax-api/2.0/mlflow/artifacts/list?run_id=${run_id}`, 'notes.txt'],
      [`/api/2.0/mlflow/logged-models/${model_id}/artifacts/directories`, 'MLmodel'],
      [`/ajax-api/2.0/mlflow/logged-models/${model_id}/artifacts/directories`, 'MLmodel'],
    ] as const) {
      const { files } = await (await app.request(path)).json();
      expect([path, files.map((file: { path: string }) => file.path)]).toEqual([path, [name]]);
    }
  });

  it('take files of any size, and each caller to what they may see', () => {
    for (const [name, { upload, scoped, lane }] of Object.entries(artifactEndpoints)) {
      expect([name, upload]).toEqual([name, name.startsWith('upload') ? { bytes: null } : undefined]);
      // Where they lie decides who may: no handler is reached without being asked.
      expect([name, scoped]).toEqual([name, true]);
      // A transfer takes as long as the client does: nobody waits in its line.
      expect([name, lane]).toEqual([name, undefined]);
    }
  });
});
