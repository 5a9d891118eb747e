import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHouse, type House } from './house.ts';
import { houseTable, houseText, withTable } from './words.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'house-'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A small house in which all is well, but for what is changed. */
function house(changes: Record<string, string> = {}): House {
  const manifest = (name: string, more: object = {}): string => JSON.stringify({ name, ...more });
  const uses = (name: string): object => ({ dependencies: { [name]: '1.0.0' } });
  const filler = `\n`.repeat(40);
  const files: Record<string, string> = {
    'package.json': manifest('root', {
      workspaces: ['packages/*', 'systems/*', 'systems/*/service', 'site', 'e2e'],
    }),
    'packages/low/package.json': manifest('@x/low', {
      description: 'What is lowest.',
      exports: { '.': './src/low.ts', './*': './src/*.ts' },
    }),
    'packages/low/src/low.ts': `export const low = 1;${filler}`,
    'packages/high/package.json': manifest('@x/high', {
      exports: { '.': './src/high.ts', './part': './src/part.ts' },
      ...uses('@x/low'),
    }),
    'packages/high/src/high.ts': `import { low } from '@x/low';\nimport type { Part } from './part.ts';${filler}`,
    'packages/high/src/part.ts': `export interface Part {}${filler}`,
    'systems/one/package.json': manifest('@x/one', { exports: { '.': './src/one.ts' }, ...uses('@x/high') }),
    'systems/one/src/one.ts': `import '@x/high/part';${filler}`,
    'systems/one/service/package.json': manifest('@x/one-service', {
      exports: { '.': './src/service.ts' },
      ...uses('@x/one'),
    }),
    'systems/one/service/src/service.ts': `import '@x/one';${filler}`,
    'site/package.json': manifest('@x/site', { ...uses('@x/one'), exports: { '.': './src/site.ts' } }),
    'site/src/site.ts': `import '@x/one';${filler}`,
    'site/src/card.ts': `import card from '../../content/models/a.json';${filler}`,
    'e2e/package.json': manifest('@x/e2e', { devDependencies: { '@x/site': '1.0.0', '@x/low': '1.0.0' } }),
    'e2e/test.ts': `import '@x/site';\nimport '@x/low/low';${filler}`,
    ...changes,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return readHouse(root);
}

/** What is wrong, but for the sizes: files of a test are all small. */
const told = ({ faults }: House): string[] =>
  faults.map(({ place, reason }) => `${place}: ${reason}`).filter((line) => !/% of the code/.test(line));

describe('the house', () => {
  it('has rooms that stand on each other', () => {
    const well = house();
    expect(well.cycles).toEqual([]);
    expect(told(well)).toEqual([]);
    expect(well.rooms.map(({ room, height, imports }) => [room.folder, height, imports])).toEqual([
      ['', 0, []],
      ['packages/low', 0, []],
      ['packages/high', 1, ['packages/low']],
      ['systems/one', 2, ['packages/high']],
      ['site', 3, ['systems/one']],
      ['systems/one/service', 3, ['systems/one']],
      ['e2e', 4, ['packages/low', 'site']],
    ]);
  });

  it.each([
    ['packages/low/src/low.ts', "import '@x/one';", '@x/one: a package may not import a system'],
    ['packages/low/src/low.ts', "import '@x/high';", '@x/high is not declared in packages/low/package.json'],
    [
      'systems/one/src/one.ts',
      "import '@x/one-service';",
      '@x/one-service: a system may not import a service',
    ],
    ['systems/one/src/one.ts', "import '@x/site';", '@x/site: a system may not import a site'],
    ['systems/one/src/one.ts', "import '@x/high/other';", '@x/high does not export @x/high/other'],
    [
      'systems/one/src/one.ts',
      "import '../../../packages/low/src/low.ts';",
      '../../../packages/low/src/low.ts leaves the room: import what @x/low exports, by its name',
    ],
    [
      'systems/one/src/one.ts',
      "import '../service/src/service.ts';",
      '../service/src/service.ts leaves the room: import what @x/one-service exports, by its name',
    ],
  ])('refuses in %s %s', (path, line, reason) => {
    const text = `${line}\nimport '@x/high/part';\n${'\n'.repeat(20)}`;
    expect(told(house({ [path]: text }))).toContain(`${path}:1: ${reason}`);
  });

  it('lets only tests import what only tests need', () => {
    const manifest = JSON.stringify({
      name: '@x/one',
      exports: { '.': './src/one.ts' },
      bin: { one: './bin/one.ts' },
      devDependencies: { '@x/high': '1.0.0' },
    });
    const text = "import '@x/high/part';\n";
    const paths = [
      'src/one.ts',
      'src/one.test.ts',
      'src/a-fixtures.ts',
      'bench/a.ts',
      'bin/one.ts',
      'bin/train.ts',
    ];
    const files = Object.fromEntries(paths.map((path) => [`systems/one/${path}`, text]));
    const reason = '@x/high is only in the devDependencies of systems/one/package.json';
    expect(told(house({ 'systems/one/package.json': manifest, ...files }))).toEqual([
      `systems/one/bin/one.ts:1: ${reason}`,
      `systems/one/src/one.ts:1: ${reason}`,
    ]);
  });

  it('declares what only tests import as that', () => {
    const text = "import '@x/high/part';";
    expect(told(house({ 'systems/one/src/one.ts': '', 'systems/one/bench/a.ts': text }))).toEqual([
      'systems/one/package.json: only tests import @x/high: it belongs in devDependencies',
    ]);
  });

  it('finds cycles of files, of types too, and of rooms', () => {
    const { cycles } = house({
      'packages/high/src/part.ts': "import type { High } from './high.ts';\nexport interface Part {}",
      'packages/low/package.json': JSON.stringify({
        name: '@x/low',
        exports: { '.': './src/low.ts', './*': './src/*.ts' },
        dependencies: { '@x/high': '1.0.0' },
      }),
      'packages/low/src/other.ts': "import '@x/high';",
    });
    expect(cycles).toEqual([
      ['packages/high/src/high.ts', 'packages/high/src/part.ts'],
      ['packages/high', 'packages/low'],
    ]);
  });

  it('refuses exports that nothing imports', () => {
    expect(told(house({ 'systems/one/src/one.ts': '' }))).toEqual([
      'packages/high/package.json: nothing imports @x/high/part',
    ]);
  });

  it('refuses a room above a quarter of the code', () => {
    const sizes = (lines: number): string[] =>
      house({ 'packages/high/src/part.ts': '\n'.repeat(lines) })
        .faults.filter(({ place }) => place === 'packages/high')
        .map(({ reason }) => reason);
    // Its other file has 42 lines, the other rooms 247.
    expect(sizes(20)).toEqual([]);
    expect(sizes(1000)).toEqual(['it holds 81 % of the code, more than 25 %']);
  });

  it('is told as text and as a table that a document holds', () => {
    const { rooms, ...rest } = house({ 'packages/low/src/low.ts': "import '@x/one';" });
    expect(houseText({ rooms, ...rest })).toMatch(/ 1 {2}packages\/high .* → packages\/low\n/);
    expect(houseText({ rooms, ...rest })).toMatch(
      /\npackages\/low\/src\/low.ts:1: .*\n(?:.*\n)*7 rooms, .* 0 cycles, \d faults$/,
    );
    const table = houseTable({ rooms, ...rest });
    expect(table.split('\n')[2]).toMatch(/^\| `packages\/low\/` +\| What is lowest\. \| – +\|$/);
    const document = 'a\n<!-- rooms: npm run graph -- --write -->\noutdated\n<!-- /rooms -->\nb\n';
    const written = withTable(document, table);
    expect(written).toContain(table);
    expect(written).not.toContain('outdated');
    expect(withTable(written, table)).toBe(written);
    expect(() => withTable('nothing', table)).toThrow('the document has no place for the rooms');
  });
});
