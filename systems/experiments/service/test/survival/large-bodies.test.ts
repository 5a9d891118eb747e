import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { need, survivalTrial } from './survival-trial.ts';

const { start } = survivalTrial();

/** Mebibytes that a process had at most, where the system tells. */
function peakOf(pid: number): number {
  const [, kibibytes = Number.NaN] =
    /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

/** Sends a body that has no end before 2 GB, piece by piece, until it is answered. */
async function sendMuch(url: string, headers: Record<string, string>) {
  const sending = request(`${url}/api/2.0/mlflow/runs/log-batch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
  });
  const answers: IncomingMessage[] = [];
  const answered = once(sending, 'response').then(([message]) => answers.push(message as IncomingMessage));
  const piece = Buffer.alloc(1 << 20, 'x');
  let mebibytes = 0;
  for (; answers.length === 0 && mebibytes < 2048; mebibytes++)
    if (!sending.write(piece)) await Promise.race([once(sending, 'drain'), answered]);
  await answered;
  const [message] = answers as [IncomingMessage];
  sending.on('error', () => {});
  const body = await text(message);
  sending.destroy();
  return { status: message.statusCode, json: JSON.parse(body) as unknown, mebibytes };
}

it.runIf(process.platform === 'linux').each([
  ['announced', { 'Content-Length': '2147483648' }],
  ['that does not say how long it is', { 'Transfer-Encoding': 'chunked' }],
])('a body of 2 GB is refused early, and takes no memory: %s', async (_, headers) => {
  const { url, pid } = await start();
  await need(url, 'experiments/get?experiment_id=0');
  const before = peakOf(pid);
  const { status, json, mebibytes } = await sendMuch(url, headers as Record<string, string>);
  expect([status, json]).toEqual([
    413,
    expect.objectContaining({
      error_code: 'BAD_REQUEST',
      message: expect.stringMatching(/^the body takes more than 33554432 bytes/),
    }),
  ]);
  expect(mebibytes).toBeLessThan(200);
  expect(peakOf(pid) - before).toBeLessThan(150);
  await need(url, 'experiments/get?experiment_id=0');
});
