import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import type { Backend } from './backend.ts';

/** The software and machine that this process runs on, as a record keeps it. */
export async function describeEnvironment(
  root: string,
  { name, version }: Pick<Backend, 'name' | 'version'>,
): Promise<RunRecord['environment']> {
  const lockfile = await readFile(join(root, 'package-lock.json')).catch(() => null);
  const backendPackage = { wasm: 'tfjs-backend-wasm', cpu: 'tfjs-backend-cpu', tensorflow: 'tfjs-node' }[
    name
  ];
  return {
    runtime: `node ${process.versions.node}`,
    packages: { '@tensorflow/tfjs-core': version, [`@tensorflow/${backendPackage}`]: version },
    lockfileSha256: lockfile && createHash('sha256').update(lockfile).digest('hex'),
    hardware: {
      cpu: os.cpus()[0]?.model.trim() || null,
      cores: os.availableParallelism(),
      memoryBytes: os.totalmem(),
      accelerator: null,
      os: `${os.type()} ${os.release()} ${os.arch()}`,
    },
  };
}
