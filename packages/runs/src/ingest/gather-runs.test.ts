import { globSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { emptyProject, ingestInto, type IngestWords } from '../../test/ingest-into.ts';
import { realEffects } from '../../test/real-effects.ts';
import { recordOf, storeOf } from '../../test/record-files.ts';
import { findRun } from '../run-store.ts';

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
    await ingestInto(root, [storeOf(...ids.map((id) => ({ id })))]);
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
    await ingestInto(root, [
      storeOf(...experiments.map((experiment, at) => ({ id: `run-${at}`, experiment }))),
    ]);
    const folders = records().map((path) => path.split('/')[1] ?? '');
    expect(new Set(folders)).toHaveLength(experiments.length);
    for (const folder of folders) expect(folder).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(folders).toContain('my-trials');
    expect(folders).not.toContain('con');
  });

  it('takes two runs of one name', async () => {
    const { root, records } = emptyProject();
    await ingestInto(root, [storeOf({ id: 'a', name: 'best' }, { id: 'b', name: 'best' })]);
    expect(records()).toHaveLength(2);
  });

  it('keeps the file of a record that somebody named', async () => {
    const { root } = emptyProject();
    const runs = join(root, 'models/tiny/runs');
    mkdirSync(runs, { recursive: true });
    writeFileSync(join(runs, 'my best.json'), JSON.stringify(recordOf({ id: 'tiny-linear' })));
    const store = storeOf({ id: 'tiny-linear', name: 'another name' });
    const { written } = await ingestInto(root, [store], { model: 'tiny' });
    expect(written).toContain(join(runs, 'my best.json'));
    expect(existsSync(join(runs, 'tiny-linear.json'))).toBe(false);
  });
});

describe('all or nothing', () => {
  it('changes nothing when the second of two stores is damaged', async () => {
    const { root, records } = emptyProject();
    const damaged = storeOf({ id: 'c' });
    writeFileSync(join(damaged, '0001.json'), '{ "schemaVersion": 1, "experiment": "trials" }');
    await expect(ingestInto(root, [storeOf({ id: 'a' }), damaged])).rejects.toThrow(
      '0001.json: /id: missing',
    );
    expect(records()).toEqual([]);
    expect(readdirSync(join(root, '.modelfolio/staging'))).toEqual([]);
  });

  it('passes over what cannot be read and takes the rest, where that is asked for', async () => {
    const { root, records } = emptyProject();
    const store = storeOf({ id: 'a' }, { id: 'b' }, { id: 'c' });
    writeFileSync(join(store, '0001.json'), '{ "schemaVersion": 1, "experiment": "trials" }');
    const { found } = await ingestInto(root, [store], { skipInvalid: true });
    expect(found[0]?.failures).toMatchObject([
      { code: 'run-invalid', message: expect.stringMatching(/0001\.json: \/id: missing/) },
    ]);
    expect(records()).toEqual(['runs/trials/a.json', 'runs/trials/c.json']);
  });

  it('leaves nothing behind when interrupted', async () => {
    const { root, records } = emptyProject();
    const interruption = new AbortController();
    const real = realEffects(interruption.signal);
    let staged = 0;
    const effects = {
      ...real,
      stageFile: async (path: string, data: Uint8Array | string) => {
        await real.stageFile(path, data);
        if (++staged === 10) interruption.abort();
      },
    };
    await expect(ingestInto(root, [storeOf(...sequence(20))], { effects })).rejects.toThrow('aborted');
    expect(staged).toBe(10);
    expect(records()).toEqual([]);
    expect(readdirSync(join(root, '.modelfolio/staging'))).toEqual([]);
  });

  it('refuses two runs with one id, and takes one store named twice', async () => {
    const { root, records } = emptyProject();
    const [one, other] = [storeOf({ id: 'a' }), storeOf({ id: 'a', name: 'other' })];
    await expect(ingestInto(root, [one, other])).rejects.toThrow(
      `${other}: its run a has the id of another one, in ${one} (ingest one of them with --model <id>, or in another project)`,
    );
    expect(records()).toEqual([]);
    await ingestInto(root, [one, one]);
    expect(records()).toHaveLength(1);
  });
});

describe('what was ingested before', () => {
  it('is looked at again where the record is gone, or the notes are damaged or of another version', async () => {
    const { root, records } = emptyProject();
    const store = storeOf({ id: 'a' }, { id: 'b' });
    const again = async (): Promise<string[]> =>
      (await ingestInto(root, [store])).written.map((path) => basename(path));
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
    await ingestInto(root, [storeOf({ id: 'a' })]);
    expect(readFileSync(join(root, '.modelfolio/.gitignore'), 'utf8')).toBe('*\n');
  });
});

describe('a selection that means nothing', () => {
  const store = (): string =>
    storeOf(
      { id: 'a1', name: 'first try', experiment: 'vision' },
      { id: 'b2', name: 'second try', experiment: 'speech' },
    );

  it.each<[IngestWords, RegExp]>([
    [
      { experiments: ['visoin'] },
      /no experiment has the name or id "visoin" \(its experiments: vision, speech\)$/,
    ],
    [{ experiments: ['vision', 'x'] }, /no experiment has the name or id "x"/],
    [
      { runs: ['frist try'] },
      /no run has the name or id "frist try" \(the nearest of 2: first try, second try\)$/,
    ],
    [
      { runs: ['a1'], experiments: ['speech'] },
      /none of its 2 runs is meant by --experiment speech --run a1 \(they were begun 20/,
    ],
    [{ filter: "tags.x = 'y'" }, /none of its 2 runs is meant by --filter .*experiments: vision, speech\)$/],
  ])('is refused: %j', async (words, message) => {
    const { root, records } = emptyProject();
    await expect(ingestInto(root, [store()], words)).rejects.toMatchObject({
      code: 'run-missing',
      message: expect.stringMatching(message),
    });
    expect(records()).toEqual([]);
  });

  it('is looked for in all places before it is refused', async () => {
    const { root, records } = emptyProject();
    await ingestInto(root, [store(), storeOf({ id: 'c3', experiment: 'text' })], { experiments: ['text'] });
    expect(records()).toEqual(['runs/text/c3.json']);
  });
});
