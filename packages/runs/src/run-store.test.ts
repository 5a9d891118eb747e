import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from '@modelfolio/project';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { realEffects } from '../test/real-effects.ts';
import { recordOf } from '../test/record-files.ts';
import {
  chosenRun,
  countRuns,
  experimentFolder,
  findRun,
  isRecordName,
  readChosenRun,
  readRuns,
  recordIdOf,
  runPath,
  waitingRunPath,
} from './run-store.ts';

const place = { schemaVersion: 1, id: 'a', experiment: 'e "x" \\', name: 'n' };

describe('recordIdOf', () => {
  it.each([
    [JSON.stringify(place), 'a'],
    [JSON.stringify(place, null, 2), 'a'],
    [JSON.stringify({ ...place, id: 'quote " and \\ and é 🚀' }), 'quote " and \\ and é 🚀'],
    // In another order, or longer than what is looked at: parsed whole.
    [JSON.stringify({ name: 'n', id: 'b' }), 'b'],
    [JSON.stringify({ ...place, id: 'c', experiment: 'x'.repeat(5000) }), 'c'],
    ['{"schemaVersion": 1, "id": 5}', null],
    ['[]', null],
    ['null', null],
    ['{', null],
  ])('%s', (text, id) => {
    expect(recordIdOf(Buffer.from(text))).toBe(id);
  });
});

/** A project with these records, each with what it says otherwise than others. */
function projectWith(records: Record<string, object>): Project {
  const root = temporaryFolder();
  for (const [path, words] of Object.entries(records)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify({ ...recordOf(), ...words }));
  }
  return { root, effects: realEffects() };
}

const tiny = 'models/tiny/runs/tiny-linear.json';

describe('findRun', () => {
  it('finds by id and by name, in models and among the waiting, whatever the file is called', async () => {
    const project = projectWith({
      [tiny]: { id: 'tiny-linear', name: 'tiny linear' },
      'runs/e/by-hand.json': { id: 'Odd/Id', name: 'best' },
    });
    for (const word of ['Odd/Id', 'best'])
      expect(await findRun(project, word)).toMatchObject({
        path: 'runs/e/by-hand.json',
        value: { id: 'Odd/Id' },
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    expect((await findRun(project, 'tiny linear')).path).toBe(tiny);
  });

  it('takes a copy in a model for the same run', async () => {
    const same = { id: 'tiny-linear', name: 'tiny linear' };
    const project = projectWith({ [tiny]: same, 'runs/e/tiny-linear.json': same });
    expect((await findRun(project, 'tiny linear')).value.id).toBe('tiny-linear');
  });

  it('names the file of a record that is damaged', async () => {
    const project = projectWith({ 'runs/e/x.json': { id: 'x', status: 'done' } });
    await expect(findRun(project, 'x')).rejects.toThrow(/runs\/e\/x\.json: \/status: expected/);
  });

  it('names both where two have the name, and tells where none has it', async () => {
    const project = projectWith({
      'runs/e/a.json': { id: 'a', name: 'best' },
      'runs/e/b.json': { id: 'b', name: 'best' },
    });
    await expect(findRun(project, 'best')).rejects.toThrow(
      /2 runs are named "best" \(name one by its id: a .*, b /,
    );
    await expect(findRun(project, 'worst')).rejects.toThrow(/no ingested run has the id or name "worst"/);
  });
});

describe('the runs of a model', () => {
  const cardPlace = { file: 'models/tiny/card.yaml', field: '3:1' };

  it('are read in the order of their files, without what is hidden or no record', async () => {
    const project = projectWith({
      'models/tiny/runs/b.json': { id: 'one' },
      'models/tiny/runs/a.json': { id: 'two' },
      'models/tiny/runs/.c.json': { id: 'three' },
      'models/tiny/runs/notes.txt': {},
    });
    expect((await readRuns(project, 'tiny')).map(({ value }) => value.id)).toEqual(['two', 'one']);
    expect(await countRuns(project, 'tiny')).toBe(2);
  });

  it('are refused where two have one id', async () => {
    const project = projectWith({
      'models/tiny/runs/a.json': { id: 'one' },
      'models/tiny/runs/b.json': { id: 'one' },
    });
    await expect(readRuns(project, 'tiny')).rejects.toThrow(
      'models/tiny/runs/b.json: /id: one is also the id of models/tiny/runs/a.json (remove one of them)',
    );
  });

  it('have the one that is chosen, also in a file named by hand', async () => {
    const project = projectWith({
      'models/tiny/runs/a.json': { id: 'other' },
      'models/tiny/runs/mine.json': { id: 'chosen' },
    });
    expect((await readChosenRun(project, 'tiny', 'chosen', cardPlace)).path).toBe(
      'models/tiny/runs/mine.json',
    );
    await expect(readChosenRun(project, 'tiny', 'gone', cardPlace)).rejects.toThrow(
      'models/tiny/card.yaml: 3:1: run: no record with the id gone (there are: other, chosen)',
    );
    const usual = projectWith({
      'models/tiny/runs/chosen.json': { id: 'chosen' },
      'models/tiny/runs/other.json': { id: 'swapped' },
      'models/tiny/runs/swapped.json': { id: 'other' },
    });
    expect((await readChosenRun(usual, 'tiny', 'chosen', cardPlace)).path).toBe(
      'models/tiny/runs/chosen.json',
    );
    expect((await readChosenRun(usual, 'tiny', 'other', cardPlace)).path).toBe(
      'models/tiny/runs/swapped.json',
    );
    await expect(readChosenRun(project, 'empty', 'gone', cardPlace)).rejects.toThrow(
      'runs/ is empty: run modelfolio ingest <path to runs>',
    );
  });
});

describe('where a record lies', () => {
  it.each([
    ['tiny-linear', /^tiny-linear$/],
    ['a b/c', /^a%20b%2Fc$/],
    ['.hidden', /^%2Ehidden$/],
    ['a*', /^a%2A$/],
    // Apart from `abc` by case alone, long, or a device of Windows: marked by a hash.
    ['aBc', /^aBc-[0-9a-f]{8}$/],
    ['x'.repeat(120), /^x{120}$/],
    ['x'.repeat(121), /^x{100}-[0-9a-f]{8}$/],
    ['con', /^run-con-[0-9a-f]{8}$/],
    ['com1.x', /^run-com1\.x-[0-9a-f]{8}$/],
    ['console', /^console$/],
  ])('under a model for the id %s', (id, name) => {
    const [, found = ''] = /^models\/m\/runs\/(.*)\.json$/.exec(runPath('m', id)) ?? [];
    expect(found).toMatch(name);
  });

  it.each([
    ['penguins-2', /^penguins-2$/],
    ['My Experiment!', /^my-experiment-[0-9a-f]{6}$/],
    ['--a--', /^a-[0-9a-f]{6}$/],
    ['🐧', /^experiment-[0-9a-f]{6}$/],
    ['', /^experiment-[0-9a-f]{6}$/],
    ['nul', /^nul-[0-9a-f]{6}$/],
    ['y'.repeat(60), /^y{60}$/],
    ['y'.repeat(61), /^y{60}-[0-9a-f]{6}$/],
  ])('in a folder of its own while it waits, for the experiment %j', (experiment, folder) => {
    expect(experimentFolder(experiment)).toMatch(folder);
    expect(waitingRunPath(experiment, 'r')).toBe(`runs/${experimentFolder(experiment)}/r.json`);
  });

  it('is told from other files by its name', () => {
    expect(['a.json', '.a.json', 'a.json.tmp', 'json'].map(isRecordName)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('chosenRun', () => {
  const cardPlace = { file: 'card.yaml', field: '/run' };
  it('says what there is where the run is not', () => {
    const file = { path: '', value: { ...recordOf(), id: 'a' }, bytes: 1, sha256: '' } as never;
    expect(() => chosenRun([file], 'b', cardPlace)).toThrow(/run: no record with the id b \(there are: a\)/);
    expect(() => chosenRun([], 'b', cardPlace)).toThrow(
      /no record with the id b \(runs\/ is empty: run modelfolio ingest <path to runs>\)/,
    );
    expect(chosenRun([file], 'a', cardPlace)).toBe(file);
  });
});
