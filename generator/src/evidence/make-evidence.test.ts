import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Predictions } from '@modelfolio/inference';
import { sealed } from '@modelfolio/project/sealed-record';
import { modelManifest, type Evidence, type ModelManifest } from '@modelfolio/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { edit, madeProject, modelfolio } from '../../test/temporary-project.ts';
import { realEffects, type Project } from '../effects.ts';
import type { EvaluatedRows } from '../evaluation/evaluated-rows.ts';
import { evaluateModel } from '../evaluation/evaluate-model.ts';
import { evidencePath } from './evidence-file.ts';
import { isEvidenceCurrent, makeEvidence, type GivenSources } from './make-evidence.ts';

const id = 'penguins';
const test = `models/${id}/evaluation/test.csv`;
const made = madeProject('table-classifier', [['ingest'], ['evaluate', id, '--training-data', test]]);
let manifest: ModelManifest;
let rows: EvaluatedRows;
beforeAll(async () => {
  const path = join(made.root(), 'models', id, 'manifest.json');
  manifest = modelManifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  rows = await evaluateModel({ root: made.root(), effects: realEffects() }, manifest, () => undefined);
});

/** A copy of the project, whose evidence found all rows in training data. */
function copied(): Project & { record: string; said: string[] } {
  const root = made.copy();
  const said: string[] = [];
  const effects = { ...realEffects(), workingFolder: root, note: (text: string) => void said.push(text) };
  return { root, effects, said, record: join(root, evidencePath(id)) };
}

const make = async (project: Project, given: GivenSources = {}): Promise<Evidence> =>
  (await makeEvidence(project, manifest, rows, given)).evidence;

const all = { file: { name: 'test.csv' }, rows: 104, shared: 104 };
const forged = (change: (record: Evidence) => void) => (file: string) => {
  const record = JSON.parse(readFileSync(file, 'utf8')) as Evidence;
  change(record);
  writeFileSync(file, JSON.stringify(sealed(record, 'modelfolio evaluate')));
};

describe('what training data showed', () => {
  it('is taken over from the record, without a word', async () => {
    const project = copied();
    expect((await make(project, { replaces: true })).rows?.training).toMatchObject(all);
    expect(project.said).toEqual([]);
  });

  it.each<[string, (file: string) => void]>([
    ['of another model', forged((record) => (record.modelSha256 = 'a'.repeat(64)))],
    ['of other rows', forged(({ dataset }) => dataset && (dataset.digest = 'a'.repeat(64)))],
    ['of other definitions', forged((record) => (record.evidenceVersion += 1))],
  ])('is forgotten where the record is %s', async (_, change) => {
    const project = copied();
    change(project.record);
    expect((await make(project, { replaces: true })).rows?.training).toBeNull();
    expect(project.said).toEqual([]);
  });

  it.each<[string, (file: string) => void, RegExp]>([
    ['no JSON', (file) => writeFileSync(file, '{"rows": '), /evidence\.json: not JSON: .+/],
    [
      'of another shape',
      (file) => edit(file, '"shared": 104', '"shared": "many"'),
      /evidence\.json: \/rows\/training\/shared: .+/,
    ],
    [
      'edited since it was written',
      (file) => edit(file, '"shared": 104', '"shared": 0'),
      /evidence\.json: edited since it was written/,
    ],
  ])('is lost with a record that is %s, and one line says so', async (_, damage, reason) => {
    const project = copied();
    damage(project.record);
    expect((await make(project, { replaces: true })).rows?.training).toBeNull();
    expect(project.said).toEqual([expect.stringMatching(reason)]);
    expect(project.said[0]).toMatch(
      /; made again, without the rows that may have been found in training data \(run modelfolio evaluate penguins --training-data FILE to look for them again\)$/,
    );
    expect(project.said[0]).not.toContain('\n');
  });

  it('is not lost where the training data are given again', async () => {
    const project = copied();
    writeFileSync(project.record, 'damaged');
    const given = { trainingData: test, replaces: true };
    expect((await make(project, given)).rows?.training).toMatchObject(all);
    expect(project.said).toEqual([]);
  });

  it('stays as recorded where nothing is replaced: whoever checks finds the edit itself', async () => {
    const project = copied();
    edit(project.record, '"shared": 104', '"shared": 3');
    expect((await make(project)).rows?.training).toMatchObject({ shared: 3 });
    writeFileSync(project.record, 'damaged');
    expect((await make(project)).rows?.training).toBeNull();
    expect(project.said).toEqual([]);
  });

  it('passes on what the disk says', async () => {
    const { root, effects } = copied();
    const readFile: typeof effects.readFile = (path) =>
      path.endsWith('evidence.json') ? Promise.reject(new Error('EIO')) : effects.readFile(path);
    await expect(make({ root, effects: { ...effects, readFile } }, { replaces: true })).rejects.toThrow(
      'EIO',
    );
  });

  it('is told of by the command, which repairs the record', async () => {
    const { root, record } = copied();
    writeFileSync(record, 'damaged');
    const said = await modelfolio(root, ['evaluate']);
    expect(said).toMatchObject({
      code: 0,
      err: [
        expect.stringMatching(
          /^modelfolio: models\/penguins\/evidence\.json: not JSON: .*--training-data FILE/,
        ),
      ],
      written: [record],
    });
    expect(await modelfolio(root, ['evaluate'])).toMatchObject({ code: 0, err: [], written: [] });
    writeFileSync(record, 'damaged');
    const checked = await modelfolio(root, ['evaluate', '--check']);
    expect(checked).toMatchObject({ code: 1, written: [] });
    expect(checked.err.join('\n')).not.toContain('made again');
  });

  it('says which file cannot be read', async () => {
    await expect(make(copied(), { trainingData: 'none.csv' })).rejects.toMatchObject({
      code: 'training-data-unreadable',
      place: { file: 'none.csv' },
    });
  });
});

describe('predictions of the original model', () => {
  const text = (): string => {
    const { classes, probabilities } = rows.predictions as Extract<Predictions, { kind: 'classes' }>;
    const lines = Array.from({ length: rows.table.rows }, (_, row) =>
      [...probabilities.subarray(row * classes.length, (row + 1) * classes.length)].join(','),
    );
    return [classes.join(','), ...lines].join('\n');
  };

  it.each<[string, (text: string) => string | Uint8Array, string]>([
    ['original.txt.csv', (csv) => csv, 'predictions.csv'],
    ['original.csv.gz', (csv) => gzipSync(csv), 'predictions.csv.gz'],
  ])('%s is kept by the name of its kind, once it is asked for', async (name, pack, kept) => {
    const { root, ...project } = copied();
    writeFileSync(join(root, name), pack(text()));
    const { evidence, keepPredictions } = await makeEvidence({ root, ...project }, manifest, rows, {
      predictions: name,
    });
    expect(evidence.predictions).toMatchObject({
      file: { path: kept },
      gap: { rows: 104, beyond: { count: 0 } },
    });
    const path = join(root, 'models', id, kept);
    expect(existsSync(path)).toBe(false);
    await keepPredictions();
    expect(readFileSync(path)).toEqual(readFileSync(join(root, name)));
    expect((await make({ root, ...project })).predictions).toEqual(evidence.predictions);
    expect((await make({ root, ...project }, { predictions: name })).predictions).toEqual(
      evidence.predictions,
    );
  });

  it('are refused where there is no file, no table, or another file already', async () => {
    const project = copied();
    const making = (predictions: string): Promise<Evidence> => make(project, { predictions });
    await expect(making('none.csv')).rejects.toMatchObject({
      code: 'predictions-unreadable',
      reason: 'cannot be read',
    });
    writeFileSync(join(project.root, 'original.xyz'), 'a');
    await expect(making('original.xyz')).rejects.toMatchObject({
      code: 'predictions-unreadable',
      reason: 'no table',
    });
    writeFileSync(join(project.root, 'models', id, 'predictions.npz'), 'a');
    writeFileSync(join(project.root, 'original.csv'), text());
    await expect(making('original.csv')).rejects.toMatchObject({
      reason: 'there already, under another name',
      place: { file: 'models/penguins/predictions.npz' },
    });
  });
});

describe('evidence is current', () => {
  const current = (project: Project): Promise<boolean> => isEvidenceCurrent(project, manifest);

  it('as it was written', async () => {
    expect(await current(copied())).toBe(true);
  });

  it.each<[string, (project: ReturnType<typeof copied>) => void]>([
    ['damaged', ({ record }) => writeFileSync(record, 'damaged')],
    ['edited', ({ record }) => edit(record, '"shared": 104', '"shared": 0')],
    ['of another model', ({ record }) => forged((found) => (found.modelSha256 = 'a'.repeat(64)))(record)],
    [
      'older than the predictions beside it',
      ({ root }) => writeFileSync(join(root, 'models', id, 'predictions.csv'), 'a'),
    ],
  ])('but not where it is %s', async (_, change) => {
    const project = copied();
    change(project);
    expect(await current(project)).toBe(false);
  });
});
