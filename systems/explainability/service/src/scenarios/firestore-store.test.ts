import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, whyNoEmulator } from '../../test/firestore-emulator.ts';
import { scenarioStoreContract } from '../../test/scenario-store-contract.ts';
import { firestoreStore } from './firestore-store.ts';

const missing = whyNoEmulator();

describe.skipIf(missing !== null)(`Firestore${missing === null ? '' : ` (${missing})`}`, () => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  beforeAll(async () => {
    emulator = await startEmulator();
    process.env['FIRESTORE_EMULATOR_HOST'] = emulator.host;
    // Nobody signs in to an emulator: the client need not look for a machine's account.
    process.env['METADATA_SERVER_DETECTION'] = 'none';
  }, 180_000);
  afterAll(() => emulator.stop());

  it('lets nobody read or write but the service', async () => {
    const documents = `http://${emulator.host}/v1/projects/demo-scenarios/databases/(default)/documents/scenarios`;
    const asOwner = { Authorization: 'Bearer owner', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ fields: { model: { stringValue: 'm' } } });
    const ask = async (init: RequestInit) => (await fetch(documents, init)).status;
    expect(await ask({ method: 'POST', body, headers: asOwner })).toBe(200);
    expect(await ask({ headers: asOwner })).toBe(200);
    expect(await ask({})).toBe(403);
    expect(await ask({ method: 'POST', body, headers: { 'Content-Type': 'application/json' } })).toBe(403);
  });

  it('says in words that it does not answer', async () => {
    // A port that nobody listens on.
    process.env['FIRESTORE_EMULATOR_HOST'] = '127.0.0.1:1';
    const store = firestoreStore('demo-scenarios', { patienceMs: 300 });
    process.env['FIRESTORE_EMULATOR_HOST'] = emulator.host;
    expect(await store.check()).toMatch(
      /^Firestore: .+ \(try again; the service account needs roles\/datastore\.user\)$/,
    );
    await expect(store.get('a')).rejects.toMatchObject({ code: 'store-unavailable' });
    await store.close();
  });

  scenarioStoreContract('Firestore', {
    open: async (now, limits) =>
      firestoreStore('demo-scenarios', {
        collection: `scenarios-${randomUUID()}`,
        now,
        // The emulator takes its time on a machine that has much else to do.
        patienceMs: 60_000,
        ...(limits && { limits }),
      }),
  });
});
