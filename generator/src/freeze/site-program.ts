import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ModelfolioError } from '../modelfolio-error.ts';

/**
 * Path of the program that makes sites: another package, started as a program of its own, so that the two need not be
 * installed together.
 *
 * @throws ModelfolioError `project-missing` where the package is not installed
 */
export function siteProgram(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('@modelfolio/site/package.json');
    return join(dirname(manifest), 'bin/modelfolio-site.mjs');
  } catch (cause) {
    throw new ModelfolioError('project-missing', 'the package @modelfolio/site is not installed', {
      hint: 'npm install @modelfolio/site',
      cause,
    });
  }
}
