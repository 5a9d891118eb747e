import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyProject, ingestInto } from './ingest-into.ts';
import { storesFolder } from './stores.ts';

const folder = join(import.meta.dirname, 'ingested');

/** Stores left by the real trackers; delete a folder in `ingested/` and run this test to have it written again. */
it.each(['mlflow-sqlite', 'mlflow-file-store'])('%s becomes the records that are expected', async (name) => {
  const { root } = emptyProject();
  cpSync(join(storesFolder, name), join(root, 'store'), { recursive: true });
  const notes: string[] = [];
  const { found } = await ingestInto(root, ['store'], { effects: { note: (line) => void notes.push(line) } });
  const produced = textsIn(root);
  const home = join(folder, name);
  if (!existsSync(home) && !process.env['CI'])
    for (const [path, text] of Object.entries(produced)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
  expect(produced).toEqual(textsIn(home));
  expect(found).toMatchObject([{ location: 'store', source: name, held: 6, failures: [] }]);
  expect(notes).toEqual([]);
});

function textsIn(root: string): Record<string, string> {
  const paths = globSync('runs/**/*.json', { cwd: root }).toSorted();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
