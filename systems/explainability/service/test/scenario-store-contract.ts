import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceError } from '../src/service-error.ts';
import { mintCredentials, tokenHash } from '../src/scenarios/owner-token.ts';
import { defaultScenarioLimits, type ScenarioLimits } from '../src/scenarios/scenario-limits.ts';
import { scenario, type Scenario } from '../src/scenarios/scenario.ts';
import { largestScenario, type ScenarioStore, type StoredScenario } from '../src/scenarios/scenario-store.ts';

/** What a driver's test hands over. */
interface Driver {
  /** Opens a store in which nothing is kept yet. */
  open(now: () => number, limits?: ScenarioLimits): Promise<ScenarioStore>;
}

/** What every store of scenarios must do: a driver's test calls it with itself. */
export function scenarioStoreContract(name: string, { open }: Driver): void {
  describe(`${name}, as every store of scenarios`, () => {
    let store: ScenarioStore;
    let time: number;
    beforeEach(async () => {
      time = Date.UTC(2026, 10, 29);
      store = await open(() => time);
    });
    afterEach(() => store.close());

    const made = (changes: Partial<Scenario> = {}, more: Partial<StoredScenario> = {}): StoredScenario => ({
      id: mintCredentials(null).id,
      tokenHash: tokenHash('token'),
      owner: '',
      createdAt: time,
      expiresAt: null,
      scenario: scenario.parse({ ...sample, ...changes }),
      ...more,
    });
    const listed = async (model: string, limit = 100): Promise<string[]> =>
      (await store.list({ model, cursor: null, limit })).scenarios.map(({ scenario: { title } }) => title);

    it('gives back what was put, and nothing under another id', async () => {
      const entry = made();
      expect(await store.put(entry)).toEqual({ isNew: true, entry });
      expect(await store.get(entry.id)).toEqual(entry);
      expect(await store.get(mintCredentials(null).id)).toBeNull();
      expect(await store.check()).toBeNull();
    });

    it('keeps every character, number and column name', async () => {
      const entry = made({
        title: 'Ünïcødé 漢字 🙋🏽‍♀️ \u202E \\ " \u0000 \uD800',
        row: {
          'a.b': 1e-320,
          'a/b`[*]': -1.7976931348623157e308,
          constructor: '',
          __name__: null,
          ' ': true,
          '🙈': 0.1 + 0.2,
        },
      });
      await store.put(entry);
      expect(await store.get(entry.id)).toEqual(entry);
    });

    it('makes no second one of a request that is sent again, and does not change the first', async () => {
      const { id } = mintCredentials('k'.repeat(32));
      const first = made({ title: 'first' }, { id });
      const again = made({ title: 'again' }, { id, createdAt: time + 1, tokenHash: tokenHash('other') });
      expect(await store.put(first)).toMatchObject({ isNew: true });
      expect(await store.put(again)).toEqual({ isNew: false, entry: first });
      expect(await store.get(id)).toEqual(first);
    });

    it('keeps all of those that come at once, and one of those with one id', async () => {
      const many = Array.from({ length: 40 }, (_, at) => made({ listed: true, title: `at once ${at}` }));
      await Promise.all(many.map((entry) => store.put(entry)));
      expect((await listed('census-income')).sort()).toEqual(many.map((each) => each.scenario.title).sort());
      const { id } = mintCredentials(null);
      const twins = await Promise.all(
        Array.from({ length: 10 }, (_, at) => store.put(made({ title: `twin ${at}` }, { id }))),
      );
      expect(twins.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(new Set(twins.map(({ entry }) => entry.scenario.title))).toEqual(
        new Set([(await store.get(id))?.scenario.title]),
      );
    });

    it('refuses what is too large, and keeps what just fits', async () => {
      const room = largestScenario - JSON.stringify(made({ row: { note: '' } }).scenario).length;
      const texts = (length: number): Scenario['row'] => ({ note: 'x'.repeat(length) });
      const large = (length: number): StoredScenario => {
        const entry = made();
        return { ...entry, scenario: { ...entry.scenario, row: texts(length) } };
      };
      await expect(store.put(large(room + 1))).rejects.toMatchObject({
        code: 'body-too-large',
        message: expect.stringMatching(/65537 bytes, at most 65536/),
      });
      // Counted in bytes, not in characters.
      await expect(
        store.put({ ...made(), scenario: { ...made().scenario, row: { note: 'é'.repeat(room) } } }),
      ).rejects.toBeInstanceOf(ServiceError);
      const entry = large(room - 1);
      await store.put(entry);
    });

    it('lists those that are listed, of one model, newest first, page by page', async () => {
      for (let at = 0; at < 7; at++) {
        // Two in each millisecond: the id decides.
        time += at % 2;
        await store.put(made({ listed: true, title: `number ${at}` }));
      }
      await store.put(made({ listed: false, title: 'not listed' }));
      await store.put(made({ listed: true, title: 'of another model', model: 'penguin-size' }));
      const all = await listed('census-income');
      expect(all).toHaveLength(7);
      expect(all[0]).toMatch(/number [56]/);
      expect(await listed('penguin-size')).toEqual(['of another model']);
      expect(await listed('breast-cancer')).toEqual([]);

      const seen: string[] = [];
      for (let cursor: string | null = null, pages = 0; pages < 10; pages++) {
        const page = await store.list({ model: 'census-income', cursor, limit: 2 });
        seen.push(...page.scenarios.map((each) => each.scenario.title));
        // What comes meanwhile is newer than every page that follows.
        await store.put(made({ listed: true, title: `meanwhile ${pages}` }, { createdAt: time + 1000 }));
        ({ cursor } = page);
        if (cursor === null) break;
      }
      expect(seen).toEqual(all);
    });

    it('ends a list at its last page exactly', async () => {
      for (let at = 0; at < 4; at++) await store.put(made({ listed: true, title: `${at}` }));
      const first = await store.list({ model: 'census-income', cursor: null, limit: 2 });
      const second = await store.list({ model: 'census-income', cursor: first.cursor, limit: 2 });
      expect(second.scenarios).toHaveLength(2);
      expect(second.cursor).toBeNull();
    });

    it.each(['nonsense', '', 'WzEsMl0', Buffer.from('[1,"../x"]').toString('base64url')])(
      'refuses %j as a cursor',
      async (cursor) => {
        await expect(store.list({ model: 'census-income', cursor, limit: 2 })).rejects.toMatchObject({
          code: 'request-invalid',
          message: 'cursor: no place in this list (take it from the page before, or leave it out)',
        });
      },
    );

    it('finds nothing that has expired, and lets its id be used again', async () => {
      const entry = made({ listed: true, title: 'gone tomorrow' }, { expiresAt: time + 86_400_000 });
      await store.put(entry);
      for (let at = 0; at < 3; at++)
        await store.put(made({ listed: true, title: 'stays' }, { createdAt: time - 1 }));
      time += 86_399_999;
      expect(await store.get(entry.id)).toEqual(entry);
      expect(await listed('census-income')).toContain('gone tomorrow');
      time += 1;
      expect(await store.get(entry.id)).toBeNull();
      expect(await listed('census-income', 1)).toEqual(['stays']);
      expect(await listed('census-income')).toHaveLength(3);
      expect(await store.delete(entry.id, entry.tokenHash)).toBe('missing');
      const again = { ...entry, expiresAt: null };
      expect(await store.put(again)).toEqual({ isNew: true, entry: again });
    });

    describe('with limits', () => {
      const limited = async (limits: Partial<ScenarioLimits>): Promise<void> => {
        await store.close();
        store = await open(() => time, { ...defaultScenarioLimits, ...limits });
      };
      const bytesOf = ({ scenario: kept }: StoredScenario): number =>
        new TextEncoder().encode(JSON.stringify(kept)).length;

      it('keeps so many of one owner, and others of others', async () => {
        await limited({ ownerScenarios: 2 });
        const first = made({}, { owner: 'ada' });
        await store.put(first);
        await store.put(made({}, { owner: 'ada' }));
        const third = made({}, { owner: 'ada' });
        await expect(store.put(third)).rejects.toMatchObject({
          code: 'scenario-limit',
          message: '2 scenarios are kept, at most 2 of one owner (delete some first)',
        });
        expect(await store.get(third.id)).toBeNull();
        expect(await store.put(made({}, { owner: 'grace' }))).toMatchObject({ isNew: true });
        expect(await store.put(first)).toMatchObject({ isNew: false, entry: { owner: 'ada' } });
        await store.delete(first.id, first.tokenHash);
        expect(await store.put(third)).toMatchObject({ isNew: true });
      });

      it('keeps so many bytes of one owner', async () => {
        // More bytes than characters.
        const [first, second] = [made({ title: 'é' }), made({ title: 'é' })];
        await limited({ ownerBytes: bytesOf(first) + bytesOf(second) });
        await store.put(first);
        await expect(store.put(made({ title: 'é.' }))).rejects.toMatchObject({ code: 'scenario-limit' });
        expect(await store.put(second)).toMatchObject({ isNew: true });
      });

      it.each([
        ['scenarios', 2],
        ['bytes', 2 * bytesOf(made())],
      ])('keeps so many %s of all owners', async (limit, most) => {
        await limited({ [limit]: most });
        await store.put(made({}, { owner: 'ada' }));
        await store.put(made({}, { owner: 'grace' }));
        await expect(store.put(made({}, { owner: 'mary' }))).rejects.toMatchObject({ code: 'store-full' });
      });

      it('counts nothing that has expired', async () => {
        await limited({ ownerScenarios: 3 });
        for (let at = 0; at < 3; at++) await store.put(made({}, { expiresAt: time + 1 }));
        await expect(store.put(made())).rejects.toMatchObject({ code: 'scenario-limit' });
        time += 1;
        expect(await store.put(made())).toMatchObject({ isNew: true });
      });
    });

    it('sweeps what has expired and nothing else', async () => {
      const stays = [made({}, { expiresAt: time + 2 }), made()];
      await Promise.all(stays.map((each) => store.put(each)));
      for (let at = 0; at < 3; at++) await store.put(made({}, { expiresAt: time + 1 }));
      expect(await store.sweep()).toBe(0);
      time += 1;
      expect(await store.sweep()).toBe(3);
      expect(await store.sweep()).toBe(0);
      for (const each of stays) expect(await store.get(each.id)).toEqual(each);
    });

    it('deletes for the token only', async () => {
      const { id, token } = mintCredentials(null);
      await store.put(made({}, { id, tokenHash: tokenHash(token) }));
      expect(await store.delete(id, tokenHash('another'))).toBe('refused');
      // The hash, which a reader of the store knows, is no token.
      expect(await store.delete(id, tokenHash(tokenHash(token)))).toBe('refused');
      expect(await store.get(id)).not.toBeNull();
      expect(await store.delete(id, tokenHash(token))).toBe('deleted');
      const other = made();
      await store.put(other);
      expect(await store.delete(other.id, null)).toBe('deleted');
      expect(await store.get(other.id)).toBeNull();
      expect(await store.delete(id, tokenHash(token))).toBe('missing');
      expect(await store.get(id)).toBeNull();
    });
  });
}

const sample = {
  model: 'census-income',
  sha256: '9b90c4cb3691d9901acf400d7893a5956b9d6ffea90a0b77432f2b289b192bd4',
  title: 'What if she worked less?',
  row: { age: 39, workclass: 'Private', hours_per_week: 40 },
  edits: { hours_per_week: 20 },
  thresholds: { all: 0.5, by: 'sex', groups: { Female: 0.4, Male: 0.6 } },
  slice: [
    { column: 'age', least: 30, most: null },
    { column: 'sex', values: ['Female', null] },
  ],
  method: 'kernel',
  output: '>50K',
  seed: 7,
};
