import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from '@modelfolio/schemas';
import onnxProto from 'onnx-proto';
import { openSession } from '@modelfolio/inference/node/open-session';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, frameOf, readState, type Frame } from '../src/index.ts';
import { dataType } from '../src/onnx/graph.ts';
import { described } from '../src/onnx/feature-graph.ts';
import { openRows } from '../src/streaming/open-rows.ts';
import { graphFeeds } from '../src/onnx/graph-feeds.ts';
import { farFrom } from '../test/far-from.ts';
import { runGraph } from '../test/run-graph.ts';
import { runFeatures, type Ended } from '../test/run-features.ts';

const folder = mkdtempSync(join(tmpdir(), 'features-'));
const at = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(at(name), 'utf8');
const put = (name: string, content: string): void => writeFileSync(at(name), content);

const nothing: Ended = { code: null, out: '', err: '' };
const features = (args: string, options: { input?: string } = {}): Promise<Ended> =>
  runFeatures(folder, args, options);

const jobs = ['cook', 'smith', 'nurse', ''];
const people = [
  'id,age,job,about,income',
  ...Array.from({ length: 120 }, (_, row) =>
    [
      row + 1,
      row % 11 === 0 ? '' : 18 + ((row * 7) % 60),
      jobs[row % 4],
      `has ${row} years of work`,
      row % 3 ? '<=50K' : '>50K',
    ].join(','),
  ),
  '',
].join('\n');

/** A model that adds up so many features. */
const sumModel = (width: number): Uint8Array =>
  onnxProto.onnx.ModelProto.encode({
    irVersion: 9,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'sum',
      node: [{ opType: 'ReduceSum', input: ['x', 'axes'], output: ['total'] }],
      initializer: [{ name: 'axes', dims: [1], dataType: 7, int64Data: [1] }],
      input: [described('x', dataType.double, width)],
      output: [described('total', dataType.double, 1)],
    },
  }).finish();

/** How rules were learnt, and how a pipeline was fitted: all tests begin with what they wrote. */
let [learnt, fitted] = [nothing, nothing];
beforeAll(async () => {
  put('people.csv', people);
  learnt = await features('infer people.csv');
  fitted = await features('fit people.csv --target income --rules people.rules.json');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('features', () => {
  it('says what there is', async () => {
    const overview = await features('--help');
    expect(overview).toMatchObject({ code: 0, err: '' });
    const names = Array.from(overview.out.matchAll(/^ {2}(\w+) {2}/gm), ([, name]) => name);
    expect(names).toEqual(['infer', 'validate', 'fit', 'transform', 'export', 'docs', 'diff', 'data']);
    const helps = await Promise.all(names.map((name) => features(`${name} --help`)));
    for (const [place, { code, out }] of helps.entries()) {
      expect(code).toBe(0);
      expect(out).toContain(`Usage: features ${names[place]}`);
    }
    expect(await features('--version')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it('learns rules, and fits a pipeline that it makes itself', () => {
    expect(learnt).toEqual({
      code: 0,
      out: 'people.rules.json: rules for 5 columns, learnt from 120 rows\n',
      err: '',
    });
    expect(fitted).toEqual({
      code: 0,
      out: expect.stringMatching(/^features\.json: \d+ features, by pipeline\.json\n$/),
      err: 'left out: "id": whole numbers that only rise: they number the rows\n',
    });
  });

  it('transforms as the library does, and keeps a column as it is', async () => {
    const done = await features('transform people.csv --state features.json --keep income -o out.csv');
    expect(done).toEqual({ code: 0, out: 'out.csv: 120 rows\n', err: '' });
    const [header = '', first = ''] = text('out.csv').split('\n');
    const { names, run } = compile(await readState(text('features.json'), 'features.json'));
    expect(header.split(',')).toEqual(['income', ...names]);
    const row = run(
      frameOf([
        { name: 'age', type: 'number', values: Float64Array.of(Number.NaN) },
        { name: 'job', type: 'text', values: ['cook'] },
        { name: 'about', type: 'text', values: ['has 0 years of work'] },
      ]),
    );
    expect(first.split(',')).toEqual(['>50K', ...row.columns.map(({ values }) => String(values[0]))]);
    expect((await features('transform - --state features.json --keep income', { input: people })).out).toBe(
      text('out.csv'),
    );
  });

  it('fits the pipeline that it wrote to the same state', async () => {
    const done = await features(
      'fit people.csv --target income --drop id --pipeline pipeline.json -o again.json',
    );
    expect(done.code).toBe(0);
    expect(text('again.json')).toBe(text('features.json'));
    expect(await features('diff features.json again.json --exit-code')).toEqual({
      code: 0,
      out: 'no difference\n',
      err: '',
    });
  });

  it('tells broken rules with their rows and exit code 1', async () => {
    put('odd.csv', people.replace('2,25,smith', '2,250,pilot'));
    const found = await features('validate odd.csv --rules people.rules.json --report odd.md');
    expect(found.code).toBe(1);
    expect(found.out).toContain('age: 1 of 120 rows is not in [12, 83] (row 2: 250)\n');
    expect(found.out).toContain(
      'job: 1 of 120 rows is not among "cook", "nurse", "smith" (row 2: "pilot")\n',
    );
    expect(found.out).toMatch(/odd\.csv: not valid: 120 rows, 2 errors, \d+ warnings?, \d+ rules held\n$/);
    expect(text('odd.md')).toMatch(/^## odd\.csv by people\.rules\.json\n\n\*\*Not valid\*\*/);
    const json = await features('validate odd.csv --rules people.rules.json --json --sample 1');
    expect(JSON.parse(json.out)).toMatchObject({ valid: false, rows: 120 });
    const refused = await features('fit odd.csv --rules people.rules.json -o never.json');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('features: odd.csv: not valid: 120 rows, 2 errors');
    expect(readdirSync(folder)).not.toContain('never.json');
  });

  it('tells what differs', async () => {
    put('later.csv', people.replace('2,25,smith', '2,26,smith'));
    const found = await features('diff people.csv later.csv --key id --exit-code');
    expect(found.code).toBe(1);
    expect(found.out).toContain('rows: 120 -> 120: 0 added, 0 removed, 1 changed, by id\n');
    expect(found.out).toContain('  2: age: 25 -> 26\n');
    expect((await features('diff people.csv later.csv')).code).toBe(0);
    await features('fit later.csv --pipeline pipeline.json -o later.json');
    expect((await features('diff features.json later.json')).out).toMatch(
      /^numbers \/ scale: mean\[age\]: [\d.]+ -> [\d.]+\n/m,
    );
  });

  it('documents a pipeline for people and for the site', async () => {
    const args =
      'docs --state features.json --data people.csv --rules people.rules.json --report people-features.json -o people.md';
    expect(await features(args)).toMatchObject({ code: 0, err: '' });
    const made = report.parse(JSON.parse(text('people-features.json')));
    expect(made).toMatchObject({ id: 'people-features', kind: 'data-quality', command: `features ${args}` });
    expect(made.figures).toMatchObject({
      rows: { value: 120 },
      columns: { value: 3 },
      rulesBroken: { value: 0 },
    });
    const page = text('people.md');
    for (const part of [
      '```mermaid\nflowchart LR',
      '```ts\n',
      '```json\n',
      '## Rules and their results',
      `\`features ${args}\``,
    ])
      expect(page).toContain(part);
    await features(args);
    // No date: what is the same is no change for git.
    expect(text('people.md')).toBe(page);
  });

  it('exports a graph that gives what it transforms to, alone and in front of a model', async () => {
    const done = await features('export --state features.json --json');
    expect(JSON.parse(done.out)).toMatchObject({ output: 'features.onnx', inputs: ['age', 'job', 'about'] });
    const { columns } = await readState(text('features.json'), 'features.json');
    const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
    const rows = await openRows(at('people.csv'), { types, only: Object.keys(types) });
    const frames: Frame[] = [];
    for await (const batch of rows.batches()) frames.push(batch);
    const frame = frames[0] as Frame;
    await features('transform people.csv --state features.json -o plain.csv');
    const made = text('plain.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    const own = await runGraph(readFileSync(at('features.onnx')), frame);
    expect(own).toHaveLength(made[0]?.length ?? 0);
    for (const [place, column] of own.entries())
      expect(
        farFrom(
          column,
          Float64Array.from(made, (row) => row[place] ?? Number.NaN),
          1e-9,
        ),
      ).toEqual([]);

    // The data's own mark for a missing text is one where that is said.
    await features('export --state features.json --missing ?,NA -o marked.onnx');
    const strange = (job: string | null): Frame => ({
      ...frame,
      columns: frame.columns.map((one) =>
        one.name === 'job' && one.type === 'text' ? { ...one, values: one.values.map(() => job) } : one,
      ),
    });
    const marked = readFileSync(at('marked.onnx'));
    expect(await runGraph(marked, strange('?'))).toEqual(await runGraph(marked, strange(null)));
    expect(await runGraph(marked, strange('NA'))).toEqual(await runGraph(marked, strange(null)));
    const plain = readFileSync(at('features.onnx'));
    expect(await runGraph(plain, strange('?'))).not.toEqual(await runGraph(plain, strange(null)));

    writeFileSync(at('sum.onnx'), sumModel(own.length));
    expect((await features('export --state features.json --model sum.onnx -o joined.onnx')).code).toBe(0);
    const session = await openSession(readFileSync(at('joined.onnx')));
    expect(session.inputs).toEqual(['age', 'job', 'about']);
    const { total } = await session.run(graphFeeds(frame));
    const sums = made.map((row) => row.reduce((sum, one) => sum + one, 0));
    expect(farFrom(Array.from(total?.data as Float64Array), Float64Array.from(sums), 1e-9)).toEqual([]);
  });

  it('keeps versions of data and what was made of them', async () => {
    const store = at('store');
    mkdirSync(store);
    const run = (args: string): Promise<Ended> => runFeatures(store, args);
    expect((await run('data status')).err).toBe(
      'features: .: no DVC project is here, nor in a folder around it (`features data init` makes one)\n',
    );
    await run('data init');
    put('store/people.csv', people);
    expect((await run('data add people.csv --note first')).out).toMatch(
      /^people\.csv\.dvc: [0-9a-f]{32}, \d+ bytes, 120 rows\n$/,
    );
    expect(await run('data status')).toMatchObject({ code: 0, out: 'people.csv: unchanged\n' });
    expect((await run('fit people.csv')).code).toBe(0);
    expect((await run('transform people.csv --state features.json -o out.csv')).code).toBe(0);
    const { steps } = JSON.parse((await run('data lineage out.csv --json')).out).from;
    expect(steps).toMatchObject([
      { command: 'features transform people.csv --state features.json -o out.csv' },
    ]);
    put('store/people.csv', people.replace('cook', 'chef'));
    expect(await run('data status')).toMatchObject({ code: 1, out: 'people.csv: modified\n' });
    expect((await run('diff people.csv.dvc people.csv')).out).toContain(
      'rows: 120 -> 120: 1 added, 1 removed',
    );
    expect((await run('data checkout --force')).out).toBe('people.csv: written\n');
    expect(text('store/people.csv')).toBe(people);
    expect((await run('data history people.csv')).out).toMatch(/ 120 rows {2}5 columns {2}first\n$/);
  });
});
