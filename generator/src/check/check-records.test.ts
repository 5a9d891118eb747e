import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Of } from '@modelfolio/project';
import { sealed } from '@modelfolio/project/sealed-record';
import { describe, expect, it } from 'vitest';
import { builtProject, edit, modelfolio } from '../../test/temporary-project.ts';
import { realEffects } from '../effects.ts';
import { checkModelRecords, checkOtherRecords } from './check-records.ts';

const run = 'models/tiny/runs/tiny-linear.json';
const list = 'models/tiny/runs.sha256';
const report = 'content/reports/speed.json';
const built = builtProject((root) => {
  mkdirSync(join(root, 'content/reports'));
  writeFileSync(
    join(root, report),
    JSON.stringify(sealed({ figures: { speed: 12 } }, 'npm run bench:speed')),
  );
});

async function found(lie: (at: (path: string) => string) => void): Promise<string[]> {
  const root = built.copy();
  lie((path) => join(root, path));
  const project = { root, effects: realEffects() };
  const checked = [await checkModelRecords(project, 'tiny'), await checkOtherRecords(project)];
  return checked.flatMap(({ findings }) => findings.map(({ name, file }) => `${name} ${file}`));
}

/** The record as a liar would leave it who makes its seal again. */
function forge(file: string, change: (record: Record<string, unknown>) => void): void {
  const record = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  change(record);
  writeFileSync(file, JSON.stringify(sealed(record, 'modelfolio ingest')));
}

describe('checking records', () => {
  it('finds nothing in what commands wrote, and says of each record that it is as written', async () => {
    expect(await found(() => undefined)).toEqual([]);
    const project = { root: built.root(), effects: realEffects() };
    const { records } = await checkModelRecords(project, 'tiny');
    expect(records).toContainEqual({
      path: run,
      state: 'as written',
      by: 'modelfolio migrate',
      signedBy: null,
    });
    expect(records).toContainEqual({
      path: 'models/tiny/evaluation.json',
      state: 'as written',
      by: 'modelfolio evaluate',
      signedBy: null,
    });
    expect((await checkOtherRecords(project)).records).toEqual([
      { path: report, state: 'as written', by: 'npm run bench:speed', signedBy: null },
    ]);
  });

  it.each<[string, (at: (path: string) => string) => void, string[]]>([
    [
      'a parameter changed in a run',
      (at) => edit(at(run), '"epochs": 3', '"epochs": 30'),
      [`record-edited ${run}`],
    ],
    ['a figure in a report times ten', (at) => edit(at(report), '12', '120'), [`record-edited ${report}`]],
    [
      'a run changed and sealed again',
      (at) => forge(at(run), (record) => (record['params'] = { epochs: 30 })),
      [`record-edited ${run}`],
    ],
    ['a run removed', (at) => rmSync(at(run)), [`run-removed ${run}`]],
    [
      'a run made up, and sealed',
      (at) => {
        cpSync(at(run), at('models/tiny/runs/better.json'));
        forge(at('models/tiny/runs/better.json'), (record) => (record['id'] = 'better'));
      },
      ['run-unlisted models/tiny/runs/better.json'],
    ],
    [
      'a record without its seal',
      (at) =>
        writeFileSync(
          at(report),
          JSON.stringify({ ...JSON.parse(readFileSync(at(report), 'utf8')), seal: undefined }),
        ),
      [`record-unsealed ${report}`],
    ],
    ['no list of runs', (at) => rmSync(at(list)), [`run-list-missing ${list}`]],
    [
      'a list that is none',
      (at) => writeFileSync(at(list), `${sha256Of('a')} runs/a.json\n`),
      [`list-invalid ${list}`],
    ],
    [
      'a waiting run edited',
      (at) => {
        const file = at('runs/penguins/a.json');
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, JSON.stringify({ ...sealed({ id: 'a' }, 'modelfolio ingest'), id: 'b' }));
      },
      ['record-edited runs/penguins/a.json'],
    ],
    [
      'a kept card edited',
      (at) => {
        const file = at('content/versions/tiny/0.json');
        mkdirSync(dirname(file), { recursive: true });
        cpSync(at('content/models/tiny.json'), file);
        edit(file, '"title": "', '"title": "The best ');
      },
      ['record-edited content/versions/tiny/0.json'],
    ],
  ])('finds %s', async (_, lie, expected) => {
    expect(await found(lie)).toEqual(expected);
  });

  it('needs no list where a model has no runs', async () => {
    expect(
      await found((at) => {
        rmSync(at('models/tiny/runs'), { recursive: true });
        rmSync(at(list));
      }),
    ).toEqual([]);
  });

  it('counts the records by what their seals say', async () => {
    const root = built.copy();
    edit(join(root, report), '12', '120');
    const { err } = await modelfolio(root, ['check', '--no-reevaluate']);
    // The report is no whole one, which is found, too.
    expect(err).toEqual(['1 model checked, 7 records as written, 1 edited since: 2 findings']);
  });

  it('evaluate makes again what was edited or carries no seal', async () => {
    const root = built.copy();
    const file = join(root, 'models/tiny/evaluation.json');
    const before = readFileSync(file, 'utf8');
    expect((await modelfolio(root, ['evaluate'])).out.join()).toContain('up to date');
    edit(file, /"seal": \{[^}]*\}/, '"seal": { "by": "me", "sha256": "' + '0'.repeat(64) + '" }');
    await modelfolio(root, ['evaluate']);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
