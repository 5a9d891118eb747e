import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSeal } from '@modelfolio/project/sealed-record';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { explanation, modelCard, type Explanation } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import {
  edit,
  madeProject,
  modelfolio,
  modelfolioSteps,
  temporaryProject,
} from '../../test/temporary-project.ts';

const id = 'penguins';
const record = (root: string): string => join(root, `models/${id}/explanation.json`);
const read = (root: string): Explanation => explanation.parse(JSON.parse(readFileSync(record(root), 'utf8')));
const cardYaml = (root: string): string => join(root, `models/${id}/card.yaml`);

async function done(root: string, ...steps: string[][]): Promise<void> {
  for (const { code, err } of await modelfolioSteps(root, steps))
    expect([code, err.filter((line) => !line.includes('nothing wrong'))]).toEqual([0, []]);
}

const described = madeProject('table-classifier', [['ingest']]);
const explained = madeProject('table-classifier', [
  ['ingest'],
  ['evaluate'],
  ['explain'],
  ['build'],
  ['check'],
]);

describe('modelfolio explain', () => {
  it('explains a classifier: importance, groups, questions', async () => {
    const root = explained.root();
    const [, , said] = explained.said();
    expect([said?.err, said?.written]).toEqual([[], [record(root)]]);
    expect(said?.out[0]).toMatch(/^penguins: relies most on Bill length \(.*\) by linear, exact on 104 rows/);
    const found = read(root);
    expect(found.output).toMatchObject({ kind: 'class', name: 'Adelie' });
    const shares = found.importance.features.map(({ share }) => share ?? 0);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(found.fairness.map(({ name }) => name)).toEqual(['island', 'sex', 'island × sex']);
    for (const { groups, overall } of found.fairness)
      expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(overall.n);
    expect(found.errors).toEqual([]);
  });

  it('explains a regressor: errors by group', async () => {
    const root = temporaryProject('regressor');
    await done(root, ['ingest'], ['explain']);
    const path = join(root, 'models/penguin-size/explanation.json');
    const { fairness, errors, output } = explanation.parse(JSON.parse(readFileSync(path, 'utf8')));
    expect([fairness, output.unit]).toEqual([[], 'g']);
    expect(errors.map(({ name }) => name)).toEqual(['species', 'sex', 'species × sex']);
  });

  it('gives the same bytes again, and other rows by another seed', async () => {
    const root = described.copy();
    const flags = ['--rows', '40', '--background', '20'];
    await done(root, ['explain', ...flags]);
    const before = readFileSync(record(root), 'utf8');
    const again = await modelfolio(root, ['explain', ...flags]);
    expect(again.out[0]).toMatch(/: unchanged in /);
    expect(read(root)).toMatchObject({
      attribution: { background: { rows: 20, seed: 42 }, explained: { rows: 40, seed: 43 } },
      command: 'npx modelfolio explain penguins --background 20 --rows 40',
    });
    await done(root, ['explain', ...flags, '--seed', '7']);
    expect(readFileSync(record(root), 'utf8')).not.toBe(before);
    expect(read(root).command).toMatch(/ --seed 7$/);
  });

  it('says why there is nothing to explain', async () => {
    const root = temporaryProject('tiny');
    await done(root, ['ingest']);
    const { code, out, written } = await modelfolio(root, ['explain']);
    expect([code, written]).toEqual([0, []]);
    expect(out).toEqual(['tiny: takes image input, and only tables are explained']);
  });

  it('refuses flags that are no numbers in one line', async () => {
    const { code, err } = await modelfolio(described.root(), ['explain', '--rows', 'many']);
    expect([code, err]).toEqual([2, ['modelfolio: --rows: expected a whole number from 1, received "many"']]);
  });

  it('writes nothing when interrupted', async () => {
    const root = described.copy();
    const interruption = new AbortController();
    const { code, err, written } = await modelfolio(root, ['explain'], {
      signal: interruption.signal,
      progress: (text) => {
        if (text?.includes('explaining')) interruption.abort();
      },
    });
    expect([code, written]).toEqual([130, []]);
    expect(err.at(-1)).toContain('interrupted');
    expect(existsSync(record(root))).toBe(false);
  });

  it('counts columns that card.yaml groups as one feature, and refuses unknown ones', async () => {
    const root = described.copy();
    const bill = '    groups: { Bill: [bill_length_mm, bill_depth_mm] }\n    columns:\n';
    edit(cardYaml(root), '    columns:\n', bill);
    await done(root, ['ingest'], ['explain']);
    const [first] = read(root).importance.features;
    expect(first).toMatchObject({ name: 'Bill', columns: ['bill_length_mm', 'bill_depth_mm'] });
    edit(cardYaml(root), 'bill_depth_mm] }', 'beak] }');
    const { code, err } = await modelfolio(root, ['ingest']);
    expect(code).toBe(1);
    expect(err[0]).toMatch(
      /^modelfolio: models\/penguins\/model\.onnx: signature\.input\.groups\.Bill names the column "beak", which the model does not take \(it takes /,
    );
  });
});

describe('an explanation on a card', () => {
  /** Findings after a change: their names and files. */
  async function findings(root: string): Promise<string[]> {
    const { out } = await modelfolio(root, ['check', '--no-reevaluate', '--json']);
    const { findings: found } = JSON.parse(out.join('\n')) as { findings: { name: string; file: string }[] };
    return found.map(({ name, file }) => `${name} ${file}`);
  }

  const file = `models/${id}/explanation.json`;

  it('is composed with figures and is one of the inputs', async () => {
    const root = explained.root();
    const card = modelCard.parse(JSON.parse(readFileSync(join(root, `content/models/${id}.json`), 'utf8')));
    expect(card.explanation).toEqual(withoutSeal(read(root)));
    expect(card.inputs.map(({ path }) => path)).toContain(file);
    expect(Object.keys(card.figures)).toEqual(
      expect.arrayContaining([
        'topFeatureShare',
        'accuracyGap',
        'accuracyGap:sex',
        'demographicParityDifference',
      ]),
    );
    expect(card.figures['topFeatureShare']?.source).toMatchObject({
      file,
      pointer: '/importance/features/0/share',
      command: 'npx modelfolio explain penguins',
    });
  });

  it('may be left out', async () => {
    const root = described.copy();
    await done(root, ['evaluate'], ['build'], ['check']);
    const card = modelCard.parse(JSON.parse(readFileSync(join(root, `content/models/${id}.json`), 'utf8')));
    expect(card.explanation).toBeNull();
  });

  it('is found stale, false or damaged', async () => {
    const truth = explained.root();
    const lies: [lie: (root: string) => void, expected: string[]][] = [
      [
        (root) => edit(record(root), /"modelSha256": "[0-9a-f]{64}"/, `"modelSha256": "${'0'.repeat(64)}"`),
        [`explanation-stale ${file}`, `input-changed ${file}`],
      ],
      [
        (root) => edit(record(root), /"digest": "[0-9a-f]{64}"/, `"digest": "${'0'.repeat(64)}"`),
        [`explanation-stale ${file}`, `input-changed ${file}`],
      ],
      [
        (root) => edit(record(root), '"groupColumns": ["island", "sex"]', '"groupColumns": ["island"]'),
        [`explanation-stale ${file}`, `input-changed ${file}`],
      ],
      [
        (root) => edit(record(root), '"name": "Bill length"', '"name": "Beak length"'),
        [`explanation-stale ${file}`, `input-changed ${file}`],
      ],
      [
        // One more row that is right: rates, intervals, differences and answers no longer follow.
        (root) => edit(record(root), '"tp": 14, "fp": 1', '"tp": 15, "fp": 1'),
        [`explanation-disagrees ${file}`, `input-changed ${file}`],
      ],
      [
        (root) => edit(record(root), /"answer": "Bill length/, '"answer": "Bill depth'),
        [`explanation-disagrees ${file}`, `input-changed ${file}`],
      ],
      [(root) => writeFileSync(record(root), '{'), [`explanation-invalid ${file}`, `input-changed ${file}`]],
      [(root) => rmSync(record(root)), [`input-changed ${file}`]],
    ];
    for (const [lie, expected] of lies) {
      const root = temporaryFolder(truth);
      lie(root);
      const found = await findings(root);
      for (const finding of expected) expect(found, String(lie)).toContain(finding);
    }
  });

  it('is not built when stale', async () => {
    const root = explained.copy();
    edit(cardYaml(root), '    - sex\n', '');
    await done(root, ['ingest'], ['evaluate', '--force']);
    const { code, err } = await modelfolio(root, ['build']);
    expect(code).toBe(1);
    expect(err[0]).toBe(
      'modelfolio: models/penguins/explanation.json: it compared other groups (run modelfolio explain penguins)',
    );
    await done(root, ['explain'], ['build'], ['check']);
    expect(read(root).fairness.map(({ name }) => name)).toEqual(['island']);
  });
});
