// A service whose event loop is always busy, for tests of its end: each answer blocks it for some milliseconds.
// With "starting" it never becomes ready.
import { Hono } from 'hono';
import { createGate } from '../src/gate.ts';
import { createLog } from '../src/log.ts';
import { serveUntil } from '../src/serve.ts';

const ending = new AbortController();
process.on('SIGTERM', () => ending.abort());

const app = new Hono();
app.all('*', async (context) => {
  const body = await context.req.text();
  for (const end = performance.now() + 10; performance.now() < end;);
  return context.text(`${body}!`);
});
await serveUntil(ending.signal, {
  fetch: app.fetch,
  port: 0,
  host: '127.0.0.1',
  seconds: 30,
  gate: createGate({ concurrent: 1, seconds: 30 }),
  log: createLog(process.stdout),
  prepare: () => (process.argv.includes('starting') ? new Promise(() => {}) : Promise.resolve('nothing')),
  stop: () => {},
});
