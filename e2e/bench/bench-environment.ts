import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@modelfolio/schemas';

const { devDependencies } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as {
  devDependencies: Record<string, string>;
};

/**
 * The machine and the software that a measurement ran with.
 *
 * @param chromium version of the browser, e.g. `141.0.7390.54`, where one took part
 */
export function benchEnvironment(chromium?: string): Report['environment'] {
  const lockfile = readFileSync(join(import.meta.dirname, '../../package-lock.json'));
  const processors = cpus();
  return {
    runtime: `node ${process.versions.node}`,
    packages: {
      ...(chromium !== undefined && {
        chromium,
        ...Object.fromEntries(
          Object.entries(devDependencies).filter(([name]) =>
            ['lighthouse', '@axe-core/playwright'].includes(name),
          ),
        ),
      }),
    },
    lockfileSha256: createHash('sha256').update(lockfile).digest('hex'),
    hardware: {
      cpu: processors[0]?.model ?? null,
      cores: processors.length || null,
      memoryBytes: totalmem(),
      accelerator: null,
      os: `${type()} ${release()}`,
    },
  };
}
