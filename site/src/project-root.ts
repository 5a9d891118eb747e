import { fileURLToPath } from 'node:url';

/**
 * Folder that holds `content/` and `models/`: this repository, or the one named by `MODELFOLIO_ROOT` to make a
 * site of another project's cards.
 */
export const projectRoot: string =
  process.env['MODELFOLIO_ROOT'] ?? fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
