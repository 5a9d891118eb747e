import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelfolio, temporaryProject } from './temporary-project.ts';

const cases = join(import.meta.dirname, 'models');
const expectedFolder = join(import.meta.dirname, 'output/added');
const person = ['--licence', 'MIT', '--author', 'Ada <https://example.org/>', '--contact', 'here'];
const rows = ['--data-licence', 'CC0-1.0', '--data-source', 'made up'];

/** Text of every file that `add` wrote, and what it said. */
async function produce(name: string): Promise<Record<string, string>> {
  const root = temporaryProject();
  mkdirSync(join(root, 'models'));
  const { flags } = JSON.parse(readFileSync(join(cases, name, 'expected.json'), 'utf8')) as {
    flags: Record<string, string>;
  };
  const given = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  const files = [join(cases, name, 'model.onnx'), '--id', name, '--data', join(cases, name, 'data.csv')];
  const { code, out, err } = await modelfolio(root, ['add', ...files, ...given, ...person, ...rows], {
    ask: null,
  });
  const texts = globSync('**/*.{json,yaml}', { cwd: join(root, 'models', name) })
    .toSorted()
    .map((path) => [path, readFileSync(join(root, 'models', name, path), 'utf8')] as const);
  return { ...Object.fromEntries(texts), 'said.txt': [...out, ...err, `exit code ${code}`, ''].join('\n') };
}

describe('golden folders of add', () => {
  it.each(['bool-and-int64', 'columns-forest', 'multi-output'])(
    '%s becomes what is expected',
    async (name) => {
      const produced = await produce(name);
      const folder = join(expectedFolder, name);
      if (!existsSync(folder) && !process.env['CI'])
        for (const [path, text] of Object.entries(produced)) {
          mkdirSync(folder, { recursive: true });
          writeFileSync(join(folder, path), text);
        }
      const names = globSync('*', { cwd: folder });
      expect(produced).toEqual(
        Object.fromEntries(names.map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
      );
    },
  );
});
