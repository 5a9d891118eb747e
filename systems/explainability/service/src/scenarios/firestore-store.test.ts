import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, it } from 'vitest';
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
  }, 90_000);
  afterAll(() => emulator.stop());

  scenarioStoreContract('Firestore', {
    open: async (now) => firestoreStore('demo-scenarios', { collection: `scenarios-${randomUUID()}`, now }),
  });
});
