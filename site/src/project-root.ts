import { fileURLToPath } from 'node:url';

/**
 * Folder that holds `content/` and `models/`: this repository, or the one named by `MODELFOLIO_ROOT` to make a
 * site of another project's cards.
 */
export const projectRoot: string =
  process.env['MODELFOLIO_ROOT'] ?? fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

// Pages are bundled into another folder, where `import.meta.url` leads astray: astro.config.mjs, which loads this
// file where it lies, has found the folder for them.
process.env['MODELFOLIO_ROOT'] = projectRoot;
