import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { expect, it } from 'vitest';
import { thisMachine } from './this-machine.ts';

it('names the packages that are installed by the digest of their lock file', async () => {
  const root = await temporaryFolder();
  expect(thisMachine(root).lockfileSha256).toBeNull();
  await writeFile(join(root, 'package-lock.json'), '{}');
  expect(thisMachine(root).lockfileSha256).toBe(createHash('sha256').update('{}').digest('hex'));
  const { runtime, lockfileSha256, hardware } = thisMachine(null);
  expect([runtime, lockfileSha256]).toEqual([`node ${process.versions.node}`, null]);
  expect(hardware).toEqual({
    cpu: expect.stringMatching(/^\S.*\S$/),
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    accelerator: null,
    os: `${os.type()} ${os.release()} ${os.arch()}`,
  });
});
