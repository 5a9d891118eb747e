import { existsSync, readdirSync } from 'node:fs';
import { rawClient } from '@modelfolio/service/testing/raw-client';
import { describe, expect, it } from 'vitest';
import { need, newRun, survivalTrial } from './survival-trial.ts';

const { at, start } = survivalTrial();
const artifacts = '/api/2.0/mlflow-artifacts/artifacts';

const kept = (): string[] =>
  existsSync(at('artifacts')) ? readdirSync(at('artifacts'), { recursive: true }).map(String) : [];

describe('a client that vanishes', () => {
  it.each([
    ['with its length announced', 'Content-Length: 50000000\r\n', ''],
    ['in the middle of a chunk', 'Transfer-Encoding: chunked\r\n', 'FFFFF\r\n'],
  ])('in an upload leaves nothing: %s', async (_, header, before) => {
    const { url } = await start();
    const client = await rawClient(url);
    client.answer.catch(() => {});
    client.send(
      `PUT ${artifacts}/0/run/artifacts/a.bin HTTP/1.1\r\nHost: localhost\r\n${header}\r\n${before}`,
    );
    client.send('x'.repeat(500_000));
    await expect
      .poll(kept, { timeout: 20_000 })
      .toContainEqual(expect.stringContaining('.artifact.uploading.'));
    client.end();
    await expect.poll(kept, { timeout: 20_000 }).toEqual([]);
    expect((await fetch(`${url}${artifacts}/0/run/artifacts/a.bin`)).status).toBe(404);
  });

  it('in a request leaves nothing of it', async () => {
    const { url } = await start();
    const run = await newRun(url);
    const body = JSON.stringify({ run_id: run, params: [{ key: 'a', value: 'b' }] });
    const client = await rawClient(url);
    client.answer.catch(() => {});
    client.send(
      `POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length + 1}\r\n\r\n${body}`,
    );
    client.end();
    await client.answer.catch(() => {});
    expect((await need(url, `runs/get?run_id=${run}`)).run.data.params).toBeUndefined();
  });
});

describe('an upload of a page', () => {
  it.each([10_485_761, 30_000_000])('that is too large hears so: %d bytes', async (bytes) => {
    const { url } = await start();
    const run = await newRun(url);
    for (let times = 0; times < 3; times++) {
      const answer = await fetch(`${url}/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=big.bin`, {
        method: 'POST',
        body: Buffer.alloc(bytes),
      });
      expect([answer.status, (await answer.json()).message]).toEqual([
        400,
        'Artifact size is too large. Max size is 10MB.',
      ]);
    }
    expect(kept()).toEqual([]);
  });
});
