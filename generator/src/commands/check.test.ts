import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtProject, edit, modelfolio, modelfolioSteps } from '../../test/temporary-project.ts';
import { tinyClassifier } from '../../test/tiny-classifier.ts';
import type { CheckResult } from './check.ts';

const card = 'content/models/tiny.json';
const evaluation = 'models/tiny/evaluation.json';
const manifest = 'models/tiny/manifest.json';
const cardYaml = 'models/tiny/card.yaml';
const shard = 'models/tiny/evaluation/tiny-01-images.idx3.gz';

const truth = builtProject();

/** A copy of the true tree with a lie planted into it. */
function plant(lie: (root: string) => void): string {
  const root = truth.copy();
  lie(root);
  return root;
}

/** A lie in a file of the tree. */
const edited =
  (path: string, pattern: string | RegExp, replacement: string) =>
  (root: string): void =>
    edit(join(root, path), pattern, replacement);

const accuracyLie = (root: string): void => {
  const path = join(root, evaluation);
  const record = JSON.parse(readFileSync(path, 'utf8'));
  record.metrics.accuracy.value *= 1.001;
  writeFileSync(path, JSON.stringify(record));
};

const invertedShard = (root: string): void => {
  const content = gunzipSync(readFileSync(join(root, shard)));
  // One pixel, the last.
  content[content.length - 1] = 255 - (content.at(-1) ?? 0);
  writeFileSync(join(root, shard), gzipSync(content));
};

function openModel(): never {
  throw new Error('the model was opened');
}

const lies: [what: string, lie: (root: string) => void, findings: [name: string, file: string][]][] = [
  [
    'an accuracy raised by 0.1 % in the record',
    accuracyLie,
    [
      ['input-changed', evaluation],
      ['figure-mismatch', card],
      ['evaluation-disagrees', evaluation],
    ],
  ],
  [
    'an accuracy raised in the card alone',
    edited(card, /("label": "Test accuracy",\s+"value": )0\.68/, '$10.69'),
    [['figure-mismatch', card]],
  ],
  [
    'a candidate made better in the card alone',
    edited(card, /("label": "Validation accuracy",\s+"value": )0\.2/, '$10.9'),
    [['figure-mismatch', card]],
  ],
  [
    'a narrower interval in the card alone',
    edited(card, /("accuracy": \{[^]*?"lower": )0\.\d+/, '$10.68'),
    [['figure-mismatch', card]],
  ],
  [
    'a hash changed in the manifest',
    edited(manifest, /"sha256": "[0-9a-f]{64}"/, `"sha256": "${'0'.repeat(64)}"`),
    [
      ['manifest-stale', manifest],
      ['input-changed', manifest],
    ],
  ],
  [
    'a hash changed in the card',
    edited(card, /("path": "models\/tiny\/card\.yaml",[^}]*"sha256": ")[0-9a-f]{64}/, `$1${'0'.repeat(64)}`),
    [['input-changed', cardYaml]],
  ],
  [
    'a hash changed behind one figure',
    edited(card, /("pointer": "\/metrics\/ece\/value",\s+"sha256": ")[0-9a-f]{64}/, `$1${'0'.repeat(64)}`),
    [['figure-mismatch', card]],
  ],
  [
    'the size of an input changed in the card',
    edited(card, /("path": "models\/tiny\/card\.yaml",\s+"bytes": )/, '$11'),
    [['input-changed', cardYaml]],
  ],
  [
    'a section emptied',
    edited(cardYaml, /factors: .*/, "factors: ''"),
    [
      ['section-blank', cardYaml],
      ['input-changed', cardYaml],
      ['record-mismatch', card],
    ],
  ],
  [
    'a claim typed into the summary',
    edited(cardYaml, /summary: .*/, 'summary: Right in 99.97 % of all cases.'),
    [['claim-typed', cardYaml]],
  ],
  [
    'a claim typed into the title',
    edited(cardYaml, /title: .*/, 'title: A classifier with 0.99 accuracy'),
    [['claim-typed', cardYaml]],
  ],
  [
    'a claim typed into a section, beside a true figure',
    edited(cardYaml, /factors: .*/, 'factors: "Not {{accuracy}} but **99** per cent."'),
    [['claim-typed', cardYaml]],
  ],
  [
    'another model in its place',
    (root) => writeFileSync(join(root, 'models/tiny/model.onnx'), tinyClassifier({ biased: true })),
    [
      ['manifest-stale', manifest],
      ['input-changed', 'models/tiny/model.onnx'],
      ['evaluation-stale', evaluation],
      ['evaluation-disagrees', evaluation],
    ],
  ],
  [
    'a pixel changed in a data shard',
    invertedShard,
    [
      ['manifest-stale', manifest],
      ['input-changed', shard],
      ['evaluation-stale', evaluation],
    ],
  ],
  [
    'a log loss a little too good',
    edited(evaluation, /("logLoss": \{\s+"value": 0\.91)2/, '$11'),
    [['evaluation-disagrees', evaluation]],
  ],
  [
    'a mistake left out',
    edited(evaluation, /"mistakeIndices": \[\s*\d+,/, '"mistakeIndices": ['),
    [['evaluation-disagrees', evaluation]],
  ],
  [
    'a run changed after the fact',
    edited('models/tiny/runs/tiny-linear.json', '"epochs": 3', '"epochs": 2'),
    [['figure-mismatch', card]],
  ],
  [
    'a run added in silence',
    (root) => {
      const [from, to] = ['constant', 'other'].map((name) =>
        join(root, `models/tiny/runs/tiny-${name}.json`),
      ) as [string, string];
      writeFileSync(to, readFileSync(from, 'utf8').replace('"tiny-constant"', '"tiny-other"'));
    },
    [
      ['input-changed', 'models/tiny/runs/tiny-other.json'],
      ['record-mismatch', card],
    ],
  ],
  [
    'the chosen run removed',
    (root) => rmSync(join(root, 'models/tiny/runs/tiny-linear.json')),
    [['run-missing', cardYaml]],
  ],
  ['the card removed', (root) => rmSync(join(root, card)), [['card-missing', card]]],
  ['the evaluation removed', (root) => rmSync(join(root, evaluation)), [['evaluation-missing', evaluation]]],
  ['the manifest removed', (root) => rmSync(join(root, manifest)), [['manifest-missing', manifest]]],
  ['card.yaml removed', (root) => rmSync(join(root, cardYaml)), [['card-yaml-missing', cardYaml]]],
  [
    'a card without a model',
    (root) => cpSync(join(root, card), join(root, 'content/models/ghost.json')),
    [['card-orphaned', 'content/models/ghost.json']],
  ],
  [
    'a model without a card',
    (root) => cpSync(join(root, 'models/tiny'), join(root, 'models/other'), { recursive: true }),
    [['card-missing', 'content/models/other.json']],
  ],
];

/** Paths of everything in a JSON value that is neither object nor array. */
function leaves(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]));
}

describe('modelfolio check', () => {
  it('finds nothing in an untouched tree, and writes nothing', async () => {
    const { code, out, err, written } = await modelfolio(
      plant(() => undefined),
      ['check'],
    );
    expect({ code, out, err, written }).toEqual({
      code: 0,
      out: [],
      err: ['1 model checked and evaluated again, 7 records as written: nothing wrong'],
      written: [],
    });
  });

  it.each(lies)('catches %s', async (_, lie, expected) => {
    const { code, out } = await modelfolio(plant(lie), ['check', '--json']);
    expect(code).toBe(1);
    const { findings } = JSON.parse(out.join('\n')) as CheckResult;
    const found = findings.map(({ name, file }) => `${name} ${file}`);
    for (const [name, file] of expected) expect(found).toContain(`${name} ${file}`);
    for (const { file, reason } of findings) expect([file, reason]).not.toContain(null);
  });

  it('notices any one value of the card that was changed', async () => {
    const text = readFileSync(join(truth.root(), card), 'utf8');
    const root = truth.copy();
    const places = leaves(JSON.parse(text));
    expect(places.length).toBeGreaterThan(1000);
    await fc.assert(
      fc.asyncProperty(fc.nat(places.length - 1), async (index) => {
        const value = JSON.parse(text);
        const path = places[index] ?? [];
        const parent = path.slice(0, -1).reduce((at, key) => at[key], value);
        const key = path.at(-1) ?? '';
        parent[key] = typeof parent[key] === 'number' ? parent[key] + 1 : `${parent[key]}x`;
        writeFileSync(join(root, card), JSON.stringify(value));
        const { code } = await modelfolio(root, ['check', '--no-reevaluate']);
        expect([path.join('/'), code]).toEqual([path.join('/'), 1]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    'TODO',
    'TBD',
    'Lorem ipsum dolor sit amet',
    '[More Information Needed]',
    '<!-- later -->',
    '## Factors',
    'n/a',
    '…',
    'To be written.',
    '   ',
  ])('does not take %j for a section', async (text) => {
    const root = plant(edited(cardYaml, /factors: .*/, `factors: ${JSON.stringify(text)}`));
    await modelfolio(root, ['build']);
    const { code, out } = await modelfolio(root, ['check', '--no-reevaluate']);
    expect(code).toBe(1);
    expect(out).toHaveLength(1);
    expect(out[0]).toMatch(/card\.yaml: 26:3: sections\.factors .*\[section-(blank|placeholder)\]/);
  });

  it('says where, what, by which name and what to do in one line', async () => {
    const { out } = await modelfolio(plant(accuracyLie), ['check']);
    expect(out).toContainEqual(
      expect.stringMatching(
        /^models\/tiny\/evaluation\.json: \/metrics\/accuracy\/value: recorded 0\.684\d*, evaluating again gives 0\.683\d* \[evaluation-disagrees\] \(run modelfolio evaluate tiny --force\)$/,
      ),
    );
  });

  it('names the claims of every paragraph of a section', async () => {
    const typed = 'factors: "Its accuracy is 0.97.\\n\\nWrong in 3 % of cases."';
    const { out } = await modelfolio(plant(edited(cardYaml, /factors: .*/, typed)), [
      'check',
      '--no-reevaluate',
    ]);
    expect(out).toContainEqual(
      expect.stringMatching(/card\.yaml: .*types "accuracy is 0\.97", "3 %": .*\[claim-typed\]/),
    );
  });

  it('does not evaluate again with --no-reevaluate', async () => {
    const { code } = await modelfolio(
      plant(() => undefined),
      ['check', '--no-reevaluate'],
      { openModel },
    );
    expect(code).toBe(0);
  });

  it('is content again after ingest, evaluate and build', async () => {
    const root = plant(invertedShard);
    const said = await modelfolioSteps(root, [['ingest'], ['evaluate'], ['build'], ['check']]);
    expect(said.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  });
});
