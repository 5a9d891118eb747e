import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { inputFolder, modelfolio, temporaryProject } from '../../test/temporary-project.ts';
import { realEffects } from '../effects.ts';
import { findRun } from '../runs.ts';

const linear = runRecord.parse(
  JSON.parse(readFileSync(join(inputFolder, 'tiny/models/tiny/runs/tiny-linear.json'), 'utf8')),
);

/** A folder of records that name no model; each differs from a real one by some words. */
function storeOf(...runs: Partial<RunRecord>[]): string {
  const store = temporaryProject();
  for (const [index, words] of runs.entries()) {
    const run = { ...linear, experiment: 'trials', models: [], ...words };
    writeFileSync(join(store, `${String(index).padStart(4, '0')}.json`), JSON.stringify(run));
  }
  return store;
}

/** A project without models, and the records in it. */
function emptyProject(): { root: string; records: () => string[] } {
  const root = temporaryProject();
  mkdirSync(join(root, 'runs'));
  return { root, records: () => globSync('runs/**/*.json', { cwd: root }).toSorted() };
}

const sequence = (count: number): Partial<RunRecord>[] =>
  Array.from({ length: count }, (_, index) => ({ id: `run-${index}`, name: `run ${index}` }));

describe('where records go', () => {
  it('gives every id a file of its own that any file system takes', async () => {
    const { root, records } = emptyProject();
    const ids = [
      '../../x',
      'a/b',
      'a%2Fb',
      'CON',
      'con',
      'nul.txt',
      '.hidden',
      'Run',
      'run',
      'RUN',
      '🚀 launch',
      'x'.repeat(300),
      `${'x'.repeat(300)}y`,
      '<img src=x onerror=alert(1)>',
      'a*b?c"d|e:f',
      'trailing.',
      '-',
    ];
    const { code, err } = await modelfolio(root, ['ingest', storeOf(...ids.map((id) => ({ id })))]);
    expect({ code, err }).toEqual({ code: 0, err: [] });
    const found = records();
    expect(found).toHaveLength(ids.length);
    expect(new Set(found.map((path) => path.toLowerCase()))).toHaveLength(ids.length);
    for (const path of found) {
      expect(path).toMatch(/^runs\/trials\/[^/]+$/);
      expect(basename(path)).not.toMatch(/[<>:"|?*\\]|^\.|^(?:con|nul)\./i);
      expect(basename(path).length).toBeLessThanOrEqual(160);
    }
    const project = { root, effects: realEffects() };
    for (const id of ids) expect((await findRun(project, id)).value.id).toBe(id);
  });

  it('keeps experiments apart, however alike their names', async () => {
    const { root, records } = emptyProject();
    const experiments = ['my trials', 'My Trials', 'my-trials', 'con', '', '🚀', '../up', '<b>'];
    const runs = experiments.map((experiment, index) => ({ id: `run-${index}`, experiment }));
    expect(await modelfolio(root, ['ingest', storeOf(...runs)])).toMatchObject({ code: 0 });
    const folders = records().map((path) => path.split('/')[1] ?? '');
    expect(new Set(folders)).toHaveLength(experiments.length);
    for (const folder of folders) expect(folder).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(folders).toContain('my-trials');
    expect(folders).not.toContain('con');
  });

  it('takes two runs of one name, and names both when asked for one', async () => {
    const { root, records } = emptyProject();
    const store = storeOf({ id: 'a', name: 'best' }, { id: 'b', name: 'best' });
    expect(await modelfolio(root, ['ingest', store])).toMatchObject({ code: 0 });
    expect(records()).toHaveLength(2);
    const project = { root, effects: realEffects() };
    await expect(findRun(project, 'best')).rejects.toThrow(
      /2 runs are named "best" \(name one by its id: a .*, b /,
    );
    await expect(findRun(project, 'worst')).rejects.toThrow(/no ingested run has the id or name "worst"/);
  });

  it('lets no name steer the terminal', async () => {
    const { root } = emptyProject();
    const { out } = await modelfolio(root, [
      'ingest',
      storeOf({ id: 'a', name: '\u001B[2J\u001B]0;title\u0007 best' }),
    ]);
    expect(out.join('\n')).toContain('run a (\uFFFD[2J\uFFFD]0;title\uFFFD best)');
  });

  it('keeps the file of a record that somebody named', async () => {
    const root = temporaryProject('tiny');
    const runs = join(root, 'models/tiny/runs');
    renameSync(join(runs, 'tiny-linear.json'), join(runs, 'my best.json'));
    const store = storeOf({ ...linear, name: 'another name' });
    const { written } = await modelfolio(root, ['ingest', store, '--model', 'tiny']);
    expect(written).toContain(join(runs, 'my best.json'));
    expect(existsSync(join(runs, 'tiny-linear.json'))).toBe(false);
  });
});

describe('all or nothing', () => {
  it('changes nothing when the second of two stores is damaged', async () => {
    const { root, records } = emptyProject();
    const damaged = storeOf({ id: 'c' });
    writeFileSync(join(damaged, '0001.json'), '{ "schemaVersion": 1, "experiment": "trials" }');
    const said = await modelfolio(root, ['ingest', storeOf({ id: 'a' }), damaged]);
    expect(said).toMatchObject({
      code: 1,
      written: [],
      err: [expect.stringContaining('0001.json: /id: missing')],
    });
    expect(records()).toEqual([]);
    expect(readdirSync(join(root, '.modelfolio/staging'))).toEqual([]);
  });

  it('takes the rest with --skip-invalid, tells of each and exits with 1', async () => {
    const { root, records } = emptyProject();
    const store = storeOf({ id: 'a' }, { id: 'b' }, { id: 'c' });
    writeFileSync(join(store, '0001.json'), '{ "schemaVersion": 1, "experiment": "trials" }');
    expect(await modelfolio(root, ['ingest', store, '--skip-invalid'])).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/^modelfolio: passed over: .*0001\.json: \/id: missing/)],
    });
    expect(records()).toEqual(['runs/trials/a.json', 'runs/trials/c.json']);
  });

  it('leaves nothing behind when interrupted', async () => {
    const { root, records } = emptyProject();
    const store = storeOf(...sequence(20));
    const interruption = new AbortController();
    const real = realEffects(interruption.signal);
    let staged = 0;
    const said = await modelfolio(root, ['ingest', store], {
      ...real,
      workingFolder: root,
      stageFile: async (path, data) => {
        await real.stageFile(path, data);
        if (++staged === 10) interruption.abort();
      },
      print: () => undefined,
      note: () => undefined,
    });
    expect(said.code).toBe(130);
    expect(staged).toBe(10);
    expect(records()).toEqual([]);
    expect(readdirSync(join(root, '.modelfolio/staging'))).toEqual([]);
  });

  it('refuses two runs with one id, and takes one store named twice', async () => {
    const { root, records } = emptyProject();
    const [one, other] = [storeOf({ id: 'a' }), storeOf({ id: 'a', name: 'other' })];
    expect(await modelfolio(root, ['ingest', one, other])).toMatchObject({
      code: 1,
      err: [
        `modelfolio: ${other}: its run a has the id of another one, in ${one} (ingest one of them with --model <id>, or in another project)`,
      ],
    });
    expect(records()).toEqual([]);
    expect(await modelfolio(root, ['ingest', one, one])).toMatchObject({ code: 0 });
  });
});

describe('what was ingested before', () => {
  it('is looked at again where the record is gone, or the notes are damaged or of another version', async () => {
    const { root, records } = emptyProject();
    const store = storeOf({ id: 'a' }, { id: 'b' });
    const again = async (): Promise<string[]> =>
      (await modelfolio(root, ['ingest', store])).written.map((path) => basename(path));
    expect(await again()).toEqual(['a.json', 'b.json']);
    rmSync(join(root, 'runs/trials/a.json'));
    expect(await again()).toEqual(['a.json']);
    const [notes = ''] = globSync('.modelfolio/ingested/*.json', { cwd: root });
    const kept = readFileSync(join(root, notes), 'utf8');
    for (const damaged of ['{', '[]', kept.replace(/"generator":"[^"]*"/, '"generator":"0.0.0"'), '']) {
      writeFileSync(join(root, notes), damaged);
      expect(await again()).toEqual([]);
      expect(readFileSync(join(root, notes), 'utf8')).toBe(kept);
    }
    expect(records()).toHaveLength(2);
  });

  it('stays out of the history of a project', async () => {
    const { root } = emptyProject();
    await modelfolio(root, ['ingest', storeOf({ id: 'a' })]);
    expect(readFileSync(join(root, '.modelfolio/.gitignore'), 'utf8')).toBe('*\n');
  });
});

describe('a selection that means nothing', () => {
  const store = (): string =>
    storeOf(
      { id: 'a1', name: 'first try', experiment: 'vision' },
      { id: 'b2', name: 'second try', experiment: 'speech' },
    );

  it.each([
    [
      ['--experiment', 'visoin'],
      /no experiment has the name or id "visoin" \(its experiments: vision, speech\)$/,
    ],
    [['--experiment', 'vision', '--experiment', 'x'], /no experiment has the name or id "x"/],
    [
      ['--run', 'frist try'],
      /no run has the name or id "frist try" \(the nearest of 2: first try, second try\)$/,
    ],
    [
      ['--run', 'a1', '--experiment', 'speech'],
      /none of its 2 runs is meant by --experiment speech --run a1 \(they were begun 20/,
    ],
    [
      ['--filter', "tags.x = 'y'"],
      /none of its 2 runs is meant by --filter .*experiments: vision, speech\)$/,
    ],
  ])('is refused: %j', async (flags, message) => {
    const { root, records } = emptyProject();
    expect(await modelfolio(root, ['ingest', store(), ...flags])).toMatchObject({
      code: 1,
      err: [expect.stringMatching(message)],
    });
    expect(records()).toEqual([]);
  });

  it('is looked for in all places before it is refused', async () => {
    const { root, records } = emptyProject();
    const said = await modelfolio(root, [
      'ingest',
      store(),
      storeOf({ id: 'c3', experiment: 'text' }),
      '--experiment',
      'text',
    ]);
    expect(said).toMatchObject({ code: 0, err: [] });
    expect(records()).toEqual(['runs/text/c3.json']);
  });
});

describe('a project', () => {
  it('is found from inside a model, whose folder has runs too', async () => {
    const root = temporaryProject('tiny');
    const inside = join(root, 'models/tiny');
    expect(await modelfolio(inside, ['ingest'])).toMatchObject({
      code: 0,
      written: expect.arrayContaining([join(inside, 'manifest.json')]),
    });
  });
});
