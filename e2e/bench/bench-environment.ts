import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisMachine } from '@modelfolio/measuring/this-machine';
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
  return {
    ...thisMachine(join(import.meta.dirname, '../..')),
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
  };
}
