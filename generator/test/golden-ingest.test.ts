import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { modelfolio, temporaryProject } from './temporary-project.ts';

const stores = join(import.meta.dirname, 'stores');
const folder = join(import.meta.dirname, 'ingested');

/** Stores left by the real trackers; delete a folder in `ingested/` and run this test to have it written again. */
it.each(['mlflow-sqlite', 'mlflow-file-store'])('%s becomes the records that are expected', async (name) => {
  const root = temporaryProject();
  mkdirSync(join(root, 'runs'));
  cpSync(join(stores, name), join(root, 'store'), { recursive: true });
  const { code, out, err } = await modelfolio(root, ['ingest', 'store']);
  const produced = {
    'said.txt': [...out, ...err, `exit code ${code}`, ''].join('\n'),
    ...textsIn(root, 'runs/**/*.json'),
  };
  const home = join(folder, name);
  if (!existsSync(home) && !process.env['CI'])
    for (const [path, text] of Object.entries(produced)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
  expect(produced).toEqual(textsIn(home, '**/*.{json,txt}'));
});

function textsIn(root: string, pattern: string): Record<string, string> {
  const paths = globSync(pattern, { cwd: root }).toSorted();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
