import { startStorage, whyNoStorage } from '@modelfolio/measuring/testing/storage-emulator';
import { describeArtifactPlace } from '../../test/artifact-contract.ts';
import { gcsPlace, storageClient } from './gcs-place.ts';

describeArtifactPlace(
  'a bucket of Cloud Storage',
  async () => {
    const emulator = await startStorage();
    const storage = storageClient({ STORAGE_EMULATOR_HOST: emulator.url });
    await fetch(`${emulator.url}/storage/v1/b?project=test`, {
      method: 'POST',
      body: JSON.stringify({ name: 'artifacts' }),
    });
    return {
      place: gcsPlace({ bucket: 'artifacts', prefix: 'some/prefix', storage }),
      leftovers: async () => {
        const [files] = await storage.bucket('artifacts').getFiles();
        return files.map(({ name }) => name);
      },
      stop: () => emulator.stop(),
    };
  },
  whyNoStorage(),
);
