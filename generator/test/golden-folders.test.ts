import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputFolder, modelfolio, temporaryProject } from './temporary-project.ts';

const outputFolder = join(import.meta.dirname, 'output');

/** Text of every JSON file that the commands wrote, and what they said. */
async function produce(name: string): Promise<Record<string, string>> {
  const root = temporaryProject(name);
  const said: string[] = [];
  for (const command of ['ingest', 'evaluate', 'explain', 'build', 'check']) {
    const { code, out, err } = await modelfolio(root, [command]);
    said.push(`$ modelfolio ${command}`, ...out, ...err, `exit code ${code}`, '');
  }
  const before = new Set(globSync('**/*', { cwd: join(inputFolder, name) }));
  const files = globSync('**/*', { cwd: root })
    .filter((path) => !before.has(path) && statSync(join(root, path)).isFile())
    .toSorted();
  const texts = files.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
  // Times differ from run to run.
  return {
    ...Object.fromEntries(texts),
    'said.txt': said.join('\n').replaceAll(/ in \d+\.\d s/g, ' in … s'),
  };
}

function expected(folder: string): Record<string, string> {
  const files = globSync('**/*', { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

describe('golden folders', () => {
  it.each(readdirSync(inputFolder))('%s becomes what is expected', async (name) => {
    const produced = await produce(name);
    const folder = join(outputFolder, name);
    if (!existsSync(folder) && !process.env['CI'])
      for (const [path, text] of Object.entries(produced)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    expect(produced).toEqual(expected(folder));
  });
});
