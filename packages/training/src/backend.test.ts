import { describe, expect, it } from 'vitest';
import { openBackend } from './backend.ts';

describe('openBackend', () => {
  it('opens the portable backends', async () => {
    expect((await openBackend('cpu')).operations.tf.getBackend()).toBe('cpu');
    const wasm = await openBackend('wasm');
    expect(wasm.operations.tf.getBackend()).toBe('wasm');
    expect(wasm.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('opens wasm where no native library is, for whoever does not mind', async () => {
    const backend = await openBackend('auto', {});
    expect(backend.name).toBe('wasm');
    expect((await openBackend('cpu')).name).toBe('cpu');
  });

  it('says in one line that a native backend which was asked for is not there', async () => {
    const env = { MODELFOLIO_TFJS_NODE: '/nowhere/tfjs-node' };
    for (const name of ['tensorflow', 'auto'] as const) {
      const error = await openBackend(name, env).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'backend-missing' });
      expect((error as Error).message).toMatch(/^\/nowhere\/tfjs-node cannot be loaded .*--backend wasm\)$/);
    }
  });
});
