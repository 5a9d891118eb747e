import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { limitBody } from './limit-body.ts';

const app = new Hono();
app.use(limitBody(({ req }) => ({ bytes: req.path === '/all' ? null : 10, hint: 'send less' })));
app.all('*', async (context) => context.text(await context.req.text()));
app.onError((error) => {
  const { code, headers, message } = error as Error & { code?: string; headers?: Record<string, string> };
  return Response.json({ code, message }, { status: 413, ...(headers && { headers }) });
});

/** A body in parts of two bytes, and how many were asked for. */
function inParts(bytes: number) {
  let asked = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (asked * 2 >= bytes) return controller.close();
      asked += 1;
      controller.enqueue(Uint8Array.of(97, 97));
    },
  });
  return { body, asked: () => asked };
}

const send = (body: BodyInit, headers: Record<string, string> = {}) =>
  app.request('/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

describe('a body', () => {
  it('that is small enough comes as it is, with and without its length', async () => {
    expect(await (await send('a'.repeat(10), { 'Content-Length': '10' })).text()).toBe('a'.repeat(10));
    expect(await (await send(inParts(10).body)).text()).toBe('a'.repeat(10));
    expect((await app.request('/')).status).toBe(200);
    expect((await app.request('/', { method: 'DELETE' })).status).toBe(200);
  });

  it('that may take any number comes as it is', async () => {
    for (const body of ['a'.repeat(1000), inParts(1000).body])
      expect(
        await (await app.request('/all', { method: 'PUT', body, duplex: 'half' } as RequestInit)).text(),
      ).toBe('a'.repeat(1000));
  });

  it.each(['11', '1e9', 'many'])('that announces %s bytes is refused before it comes', async (length) => {
    const { body, asked } = inParts(4);
    const response = await send(body, { 'Content-Length': length });
    expect(response.status).toBe(413);
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toEqual({
      code: 'body-too-large',
      message: 'the body takes more than 10 bytes (send less)',
    });
    expect(asked()).toBeLessThanOrEqual(1);
  });

  it('that goes on and on is not read further than that', async () => {
    const { body, asked } = inParts(1e6);
    expect((await send(body)).status).toBe(413);
    expect(asked()).toBeLessThan(20);
  });
});
