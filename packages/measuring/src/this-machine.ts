import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';

/** What a measurement ran on, as records and reports keep it. */
export interface ThisMachine {
  /** e.g. `node 24.21.0`. */
  runtime: string;
  /** SHA-256 of the lock file; `null` where there is none. */
  lockfileSha256: string | null;
  hardware: {
    cpu: string | null;
    cores: number;
    memoryBytes: number;
    accelerator: null;
    os: string;
  };
}

/**
 * Describes the machine and the runtime of this process.
 *
 * @param root folder of `package-lock.json`; `null` where a program is installed without one
 */
export function thisMachine(root: string | null): ThisMachine {
  return {
    runtime: `node ${process.versions.node}`,
    lockfileSha256: root === null ? null : lockfileDigest(root),
    hardware: {
      cpu: os.cpus()[0]?.model.trim() || null,
      cores: os.availableParallelism(),
      memoryBytes: os.totalmem(),
      accelerator: null,
      os: `${os.type()} ${os.release()} ${os.arch()}`,
    },
  };
}

function lockfileDigest(root: string): string | null {
  try {
    return createHash('sha256')
      .update(readFileSync(join(root, 'package-lock.json')))
      .digest('hex');
  } catch {
    return null;
  }
}
