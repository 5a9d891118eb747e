import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { serviceForTests } from '../../test/service.ts';
import { createdScenario, keptScenario, scenarioList } from '../requests/scenario-answers.ts';
import { defaultScenarioLimits } from '../scenarios/scenario-limits.ts';
import { ServiceError } from '../service-error.ts';
import { sqliteStore } from '../scenarios/sqlite-store.ts';

type Service = Awaited<ReturnType<typeof serviceForTests>>;
let service: Service;
let body: Record<string, unknown>;
let time: number;
beforeEach(async () => {
  time = Date.UTC(2026, 10, 29);
  service = await serviceForTests({ now: () => time });
  body = {
    model: 'penguin-size',
    sha256: service.models.get('penguin-size')?.sha256,
    title: ' A heavier Adelie ',
    row: { species: 'Adelie', sex: null, bill_length_mm: 38.1, bill_depth_mm: 18.6 },
    edits: { bill_length_mm: 42 },
    thresholds: { all: 4000, by: 'sex', groups: { female: 3800 } },
    slice: [{ column: 'species', values: ['Adelie'] }],
  };
});

const create = (init: RequestInit = {}, changes: object = {}) =>
  service.send('/v1/scenarios', { ...body, ...changes }, init);
const remove = (id: string, token?: string) =>
  service.send(`/v1/scenarios/${id}`, undefined, {
    method: 'DELETE',
    ...(token !== undefined && { headers: { 'Owner-Token': token } }),
  });

describe('a scenario', () => {
  it('is kept, shown and deleted by its owner', async () => {
    const { status, headers, json } = await create();
    expect(status).toBe(201);
    const { id, ownerToken, ...kept } = createdScenario.parse(json);
    expect(headers.get('location')).toBe(`/v1/scenarios/${id}`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(kept).toMatchObject({
      createdAt: '2026-11-29T00:00:00.000Z',
      expiresAt: null,
      isReproducible: true,
      scenario: { ...body, title: 'A heavier Adelie', method: 'auto', output: null, seed: 0, listed: false },
    });
    const shown = await service.send(`/v1/scenarios/${id}`);
    expect(keptScenario.parse(shown.json)).toEqual({ id, ...kept });

    expect(await remove(id)).toMatchObject({ status: 403, json: { code: 'owner-token-missing' } });
    expect(await remove(id, 'x y')).toMatchObject({ status: 403, json: { code: 'owner-token-missing' } });
    expect(await remove(id, 'x'.repeat(43))).toMatchObject({
      status: 403,
      json: { code: 'owner-token-wrong' },
    });
    expect(await remove(id, ownerToken)).toMatchObject({ status: 204, json: null });
    expect((await remove(id, ownerToken)).status).toBe(404);
    expect(await service.send(`/v1/scenarios/${id}`)).toMatchObject({
      status: 404,
      json: { code: 'scenario-unknown' },
    });
  });

  it('is made once by a request that is sent again', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = await create({ headers });
    const again = await create({ headers });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json).toEqual(first.json);
    expect(await create({ headers }, { title: 'other' })).toMatchObject({
      status: 422,
      json: { code: 'key-reused' },
    });
    const other = await create({ headers: { 'Idempotency-Key': randomUUID() } });
    expect(other.json.id).not.toBe(first.json.id);
    expect((await create()).json.id).not.toBe((await create()).json.id);
    expect(await create({ headers: { 'Idempotency-Key': '1' } })).toMatchObject({
      status: 422,
      json: { detail: expect.stringMatching(/^Idempotency-Key: expected 32 to 128/) },
    });
    expect((await remove(first.json.id, again.json.ownerToken)).status).toBe(204);
  });

  it.each([
    [{ model: 'none' }, 404, 'no model "none"'],
    [{ sha256: '0'.repeat(64) }, 409, 'sha256: penguin-size has 1607ac'],
    [{ sha256: 'x' }, 422, 'sha256: expected 64 lower-case hexadecimal digits, received "x"'],
    [{ title: '  ' }, 422, 'title: expected at least 1 characters'],
    [
      { row: { species: 'Adelie' } },
      422,
      'row.sex: expected one of "female", "male", or null, received nothing',
    ],
    [{ edits: { bill: 1 } }, 422, "edits.bill: expected one of the model's columns"],
    [{ edits: { species: 'Emperor' } }, 422, 'edits.species: expected one of "Adelie"'],
    [{ output: 'height' }, 422, 'output: expected one of body_mass_g, flipper_length_mm'],
    [{ slice: [{ column: 'sex' }] }, 422, 'slice[0].values: expected array, received nothing'],
    [{ method: 'guess' }, 422, 'method: expected one of'],
    [{ owner: 'me' }, 422, 'owner: expected no such field, received "me"'],
  ])('with %j is refused', async (changes, status, detail) => {
    const answer = await create({}, changes);
    expect(answer.json.detail).toContain(detail);
    expect(answer.status).toBe(status);
  });

  it('is gone after its days', async () => {
    service = await serviceForTests({ ttlDays: 2, now: () => time });
    const { json } = await create();
    expect(json.expiresAt).toBe('2026-12-01T00:00:00.000Z');
    time = Date.UTC(2026, 11, 1) - 1;
    expect((await service.send(`/v1/scenarios/${json.id}`)).status).toBe(200);
    time += 1;
    expect((await service.send(`/v1/scenarios/${json.id}`)).status).toBe(404);
  });

  it('says that the model is another one by now', async () => {
    const { json } = await create();
    const model = service.models.get('penguin-size');
    if (!model) throw new Error('no model');
    service.options.state.models = new Map([['penguin-size', { ...model, sha256: 'f'.repeat(64) }]]);
    expect((await service.send(`/v1/scenarios/${json.id}`)).json.isReproducible).toBe(false);
  });

  it.each(['x', '..%2F..', 'a'.repeat(23), '%00'.repeat(22)])('cannot have the id %s', async (id) => {
    expect((await service.send(`/v1/scenarios/${id}`)).status).toBe(404);
    expect((await remove(id, 'x')).status).toBe(404);
  });

  it.each([
    [
      { ownerScenarios: 1 },
      409,
      'scenario-limit',
      '1 scenarios are kept, at most 1 of one owner (delete some first)',
    ],
    [
      { scenarios: 1 },
      507,
      'store-full',
      /^as many scenarios are kept as this service may keep \(try again /,
    ],
  ])('is refused where there is no room for it: %j', async (limits, status, code, detail) => {
    const store = sqliteStore(':memory:', {
      now: () => time,
      limits: { ...defaultScenarioLimits, ...limits },
    });
    service = await serviceForTests({ store, now: () => time });
    expect((await create()).status).toBe(201);
    const refused = await create();
    expect(refused).toMatchObject({ status, json: { code } });
    expect(refused.json.detail).toMatch(detail);
  });

  it('cannot be had while the store is away', async () => {
    const store = sqliteStore(':memory:');
    await store.close();
    service = await serviceForTests({ store });
    const { status, json } = await service.send(`/v1/scenarios/${'a'.repeat(22)}`);
    expect({ status, code: json.code }).toEqual({ status: 503, code: 'store-unavailable' });
    expect(service.entries[0]).toMatchObject({ severity: 'ERROR', problem: 'store-unavailable' });
    expect(new ServiceError('store-unavailable', 'x').hint).toBeNull();
  });
});

describe('lists', () => {
  it('go page by page through what is listed', async () => {
    for (let at = 0; at < 5; at++) {
      time += 1000;
      await create({}, { title: `${at}`, listed: at !== 2 });
    }
    const titles: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 5; pages++) {
      const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const page = scenarioList.parse(
        (await service.send(`/v1/scenarios?model=penguin-size&limit=2${query}`)).json,
      );
      titles.push(...page.scenarios.map((each) => each.scenario.title));
      ({ cursor } = page);
    }
    expect(titles).toEqual(['4', '3', '1', '0']);
    expect(JSON.stringify((await service.send('/v1/scenarios?model=penguin-size')).json)).not.toMatch(
      /token/i,
    );
  });

  it.each([
    ['', 'model: expected string, received nothing'],
    ['?model=A', 'model: expected lower-case letters'],
    ['?model=m&limit=0', 'limit: expected at least 1'],
    ['?model=m&limit=101', 'limit: expected at most 100'],
    ['?model=m&cursor=x', 'cursor: no place in this list'],
    ['?model=m&page=2', 'page: expected no such field'],
  ])('asked for with %j are refused', async (query, detail) => {
    const { status, json } = await service.send(`/v1/scenarios${query}`);
    expect(json.detail).toContain(detail);
    expect(status).toBe(422);
  });
});
