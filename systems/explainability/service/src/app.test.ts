import { beforeEach, describe, expect, it } from 'vitest';
import { serviceForTests } from '../test/service.ts';
import { problem } from './problem-kinds.ts';
import { modelDetails, modelList } from './requests/model-answers.ts';

type Service = Awaited<ReturnType<typeof serviceForTests>>;
let service: Service;
beforeEach(async () => {
  service = await serviceForTests();
});

const penguin = {
  island: 'Dream',
  bill_length_mm: 49.8,
  bill_depth_mm: 17.3,
  flipper_length_mm: 198,
  body_mass_g: 3675,
  sex: 'female',
};
const predictPath = '/v1/models/palmer-penguins/predict';

describe('health', () => {
  it('is told as long as the process answers', async () => {
    service = await serviceForTests({ state: { models: null } });
    expect(await service.send('/healthz')).toMatchObject({ status: 200, json: { status: 'alive' } });
  });

  it.each([
    [{ state: { models: null } }, 'the models are being loaded'],
    [{ state: { models: new Map() }, ending: AbortSignal.abort() }, 'the service is shutting down'],
  ])('is not readiness: %j', async (changes, words) => {
    service = await serviceForTests(changes);
    for (const path of ['/readyz', '/v1/models']) {
      const { status, headers, json } = await service.send(path);
      expect({ status, ...json }).toMatchObject({ status: 503, code: 'not-ready' });
      expect(json.detail).toContain(words);
      expect(headers.get('retry-after')).toBe('1');
    }
  });

  it('is readiness when the models are there', async () => {
    const { json, status } = await service.send('/readyz');
    expect({ status, json }).toEqual({
      status: 200,
      json: { status: 'ready', checks: { models: `${service.models.size} loaded` } },
    });
  });
});

describe('models', () => {
  it('are listed, those that take tables', async () => {
    const { json } = await service.send('/v1/models');
    const ids = modelList.parse(json).models.map(({ id }) => id);
    expect(ids).toContain('census-income');
    expect(ids).not.toContain('fashion-mnist');
  });

  it('tell their signature, with their hash as the ETag', async () => {
    const { json, headers } = await service.send('/v1/models/census-income');
    const model = modelDetails.parse(json);
    expect(model).toMatchObject({ rows: 16281, columns: 12, task: 'binary-classification' });
    expect(headers.get('etag')).toBe(`"${model.sha256}"`);
    for (const tag of [`"${model.sha256}"`, `W/"${model.sha256}", "x"`, '*']) {
      const again = await service.send('/v1/models/census-income', undefined, {
        headers: { 'If-None-Match': tag },
      });
      expect(again).toMatchObject({ status: 304, json: null });
      expect(again.headers.get('etag')).toBe(`"${model.sha256}"`);
    }
    const other = await service.send('/v1/models/census-income', undefined, {
      headers: { 'If-None-Match': '"x"' },
    });
    expect(other.status).toBe(200);
  });

  it('are asked only when they are those of If-Match', async () => {
    const { sha256 } = (await service.send('/v1/models/palmer-penguins')).json;
    const ask = (tag: string) =>
      service.send(predictPath, { rows: [penguin] }, { headers: { 'If-Match': tag } });
    expect((await ask(`"${sha256}"`)).status).toBe(200);
    expect((await ask('*')).status).toBe(200);
    expect(await ask(`"${'0'.repeat(64)}"`)).toMatchObject({
      status: 412,
      json: { code: 'precondition-failed', detail: expect.stringContaining(sha256) },
    });
  });
});

describe('a failure', () => {
  it.each([
    ['/nothing', {}, 404, 'route-unknown'],
    ['/v1/models/none', {}, 404, 'model-unknown'],
    ['/v1/models/__proto__', {}, 404, 'model-unknown'],
    ['/problems/none', {}, 404, 'route-unknown'],
    ['/v1/models', { method: 'PUT' }, 405, 'method-not-allowed'],
    [predictPath, { method: 'POST', body: '{}' }, 415, 'media-type-unknown'],
    [
      predictPath,
      { method: 'POST', body: '{}', headers: { 'Content-Type': 'text/json' } },
      415,
      'media-type-unknown',
    ],
    [
      predictPath,
      { method: 'POST', body: '', headers: { 'Content-Type': 'application/json' } },
      400,
      'json-invalid',
    ],
    [
      predictPath,
      { method: 'POST', body: '{"rows":', headers: { 'Content-Type': 'application/json; charset=utf-8' } },
      400,
      'json-invalid',
    ],
    [
      predictPath,
      { method: 'POST', body: '[]', headers: { 'Content-Type': 'application/merge-patch+json' } },
      422,
      'request-invalid',
    ],
    [
      predictPath,
      { method: 'POST', body: '{"rows":[{}]}', headers: { 'Content-Type': 'application/json' } },
      422,
      'row-invalid',
    ],
  ])('at %s %j answers %i %s as RFC 9457 has it', async (path, init: RequestInit, status, code) => {
    const response = await service.app.request(path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const told = problem.parse(await response.json());
    expect(told).toMatchObject({ status, code, type: `/problems/${code}` });
    expect(told.detail).not.toMatch(/\n|undefined|\[object/);
    expect(told.instance).toBe(`urn:request:${response.headers.get('x-request-id')}`);
    const kind = await service.send(told.type);
    expect(kind.json).toEqual({ type: told.type, title: told.title, status });
  });

  it('of a wrong method names the right ones', async () => {
    const { headers } = await service.send('/v1/models', undefined, { method: 'DELETE' });
    expect(headers.get('allow')).toBe('GET, HEAD');
  });

  it('that nobody has foreseen says nothing of its inside', async () => {
    const failing = new Map(service.models);
    const model = service.models.get('palmer-penguins');
    if (!model) throw new Error('no model');
    failing.set('palmer-penguins', {
      ...model,
      ask: () => {
        throw new Error('secret of /home/somebody');
      },
    });
    service = await serviceForTests({ state: { models: failing } });
    const { status, json } = await service.send(predictPath, { rows: [penguin] });
    expect({ status, code: json.code }).toEqual({ status: 500, code: 'unexpected' });
    expect(JSON.stringify(json)).not.toContain('secret');
    const [entry] = service.entries;
    expect(entry).toMatchObject({ severity: 'ERROR', problem: 'unexpected', failure: 'Error' });
    expect(JSON.stringify(entry)).not.toContain('secret');
    expect(entry?.['frames']).toContainEqual(expect.stringMatching(/app\.test\.ts/));
  });
});

describe('a body', () => {
  const rows = { rows: Array.from({ length: 30 }, () => penguin) };

  it('that is too large is refused, also without a Content-Length', async () => {
    service = await serviceForTests({ limits: { bodyBytes: 2000 } });
    const text = JSON.stringify(rows);
    const inParts = new ReadableStream({
      start(controller) {
        for (let at = 0; at < text.length; at += 500)
          controller.enqueue(new TextEncoder().encode(text.slice(at, at + 500)));
        controller.close();
      },
    });
    for (const body of [text, inParts]) {
      const response = await service.app.request(predictPath, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json' },
        duplex: 'half',
      } as RequestInit);
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ code: 'body-too-large' });
    }
    expect((await service.send(predictPath, { rows: [penguin] })).status).toBe(200);
  });

  it('with more rows than may be predicted is refused', async () => {
    service = await serviceForTests({ limits: { predictedRows: 29 } });
    expect(await service.send(predictPath, rows)).toMatchObject({
      status: 422,
      json: { detail: 'rows: expected at most 29 entries, received an array of 30' },
    });
  });

  it('may be nested as deep as it likes', async () => {
    const deep = `${'{"rows":['.repeat(50_000)}${']}'.repeat(50_000)}`;
    const response = await service.app.request(predictPath, {
      method: 'POST',
      body: deep,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(response.status).toBe(422);
  });
});

describe('pages of other sites', () => {
  const ask = (origin: string, method = 'GET', headers: Record<string, string> = {}) =>
    service.app.request('/v1/models', { method, headers: { Origin: origin, ...headers } });

  it('may ask when they are named', async () => {
    service = await serviceForTests({ corsOrigins: ['https://a.example'] });
    const { headers } = await ask('https://a.example');
    expect(headers.get('access-control-allow-origin')).toBe('https://a.example');
    expect(headers.get('vary')).toMatch(/origin/i);
    expect(headers.get('access-control-expose-headers')).toContain('ETag');
    expect((await ask('https://b.example')).headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await ask('https://a.example', 'OPTIONS', {
      'Access-Control-Request-Method': 'DELETE',
      'Access-Control-Request-Headers': 'owner-token',
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET,POST,DELETE');
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/owner-token/i);
  });

  it('may read what failed', async () => {
    service = await serviceForTests({ corsOrigins: ['https://a.example'] });
    const response = await service.app.request('/v1/models/none', {
      headers: { Origin: 'https://a.example' },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://a.example');
  });

  it('may not ask otherwise, and all may with *', async () => {
    expect((await ask('https://a.example')).headers.get('access-control-allow-origin')).toBeNull();
    service = await serviceForTests({ corsOrigins: ['*'] });
    expect((await ask('https://a.example')).headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('the log', () => {
  it('has a line for each request in the fields of Cloud Logging', async () => {
    let time = Date.UTC(2026, 10, 29);
    service = await serviceForTests({ project: 'my-project', now: () => (time += 250) });
    const trace = '105445aa7843bc8bf206b12000100000';
    const { headers } = await service.send('/v1/models/none?token=secret', undefined, {
      headers: {
        'X-Cloud-Trace-Context': `${trace}/1;o=1`,
        'X-Request-Id': 'mine-1',
        'User-Agent': 'curl/8',
      },
    });
    expect(headers.get('x-request-id')).toBe('mine-1');
    expect(service.entries).toEqual([
      {
        severity: 'WARNING',
        message: 'GET /v1/models/none 404',
        time: '2026-11-29T00:00:00.250Z',
        httpRequest: {
          requestMethod: 'GET',
          requestUrl: '/v1/models/none',
          status: 404,
          latency: '0.25s',
          userAgent: 'curl/8',
        },
        requestId: 'mine-1',
        problem: 'model-unknown',
        'logging.googleapis.com/trace': `projects/my-project/traces/${trace}`,
        'logging.googleapis.com/spanId': '0000000000000001',
        'logging.googleapis.com/trace_sampled': true,
      },
    ]);
  });

  it('holds nothing of a row, whether it is answered or refused', async () => {
    await service.send(predictPath, { rows: [penguin] });
    await service.send(predictPath, { rows: [{ ...penguin, island: 'Sodor' }] });
    await service.send(predictPath, { rows: [{ ...penguin, Sodor: 49.8 }] });
    const unreadable = await service.app.request(predictPath, {
      method: 'POST',
      body: '{"rows":[{"island":Sodor',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(await unreadable.text()).not.toContain('Sodor');
    expect(service.entries.map(({ severity }) => severity)).toEqual([
      'INFO',
      'WARNING',
      'WARNING',
      'WARNING',
    ]);
    expect(JSON.stringify(service.entries)).not.toMatch(/Sodor|49\.8|Dream/);
  });

  it('takes no id that would break its lines', async () => {
    const { headers } = await service.send('/v1/models', undefined, { headers: { 'X-Request-Id': 'a"b c' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
