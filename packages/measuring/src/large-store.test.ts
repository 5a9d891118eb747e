import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { afterEach, expect, it, vi } from 'vitest';
import { largeStore, metricsEach, stepsEach } from './large-store.ts';

afterEach(() => vi.unstubAllEnvs());

it('is made once, and kept in the folder for temporary files', async () => {
  const folder = await temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
  expect([metricsEach, stepsEach]).toEqual([20, 50]);
  const kept = join(folder, 'modelfolio-bench/mlflow-7x20x50.db');
  await mkdir(join(folder, 'modelfolio-bench'));
  await writeFile(kept, '');
  expect(await largeStore(7)).toBe(kept);
});
