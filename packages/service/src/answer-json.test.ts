import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { answerJson } from './answer-json.ts';

async function answered(value: unknown): Promise<Response> {
  const app = new Hono();
  app.use(async (context, next) => {
    context.header('X-Mark', 'kept');
    await next();
  });
  app.get('/', (context) => answerJson(context, value, 201, { Location: '/there' }));
  app.onError((error) =>
    Response.json({ code: (error as { code?: string }).code, message: error.message }, { status: 500 }),
  );
  return app.request('/');
}

describe('an answer', () => {
  it('is JSON, typed arrays as arrays, with its own headers and those of others', async () => {
    const response = await answered({
      a: Float64Array.of(0.5, 1),
      b: [null, 'x', new Date(0)],
      c: new Uint8Array([1]),
    });
    expect(response.status).toBe(201);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      location: '/there',
      'x-mark': 'kept',
    });
    expect(await response.json()).toEqual({
      a: [0.5, 1],
      b: [null, 'x', '1970-01-01T00:00:00.000Z'],
      c: [1],
    });
  });

  it.each([
    [{ rows: [{ score: Number.NaN }] }, 'rows[0].score is NaN, no finite number'],
    [{ scores: Float32Array.of(1, Infinity) }, 'scores[1] is Infinity, no finite number'],
    [-Infinity, 'the result is -Infinity, no finite number'],
  ])('never says null for a number: %j', async (value, words) => {
    const response = await answered(value);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      code: 'result-not-finite',
      message: expect.stringContaining(words),
    });
  });

  it('that would overflow the stack is an error of the service', async () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect((await answered(deep)).status).toBe(500);
  });
});
