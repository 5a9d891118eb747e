import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import type { RunRecord } from '@modelfolio/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderOf, readOrRefusal, readStore, refusalOf } from '../../../test/read-store.ts';
import { realEffects } from '../../../test/real-effects.ts';
import { testRunSource } from '../../../test/source-contract.ts';
import { metricsFileSource } from './metrics-file.ts';

const fileOf = (name: string, content: string | Uint8Array): string =>
  join(folderOf({ [name]: content }), name);

const read = (location: string): Promise<RunRecord[]> => readStore(metricsFileSource, location);

const failure = async (name: string, content: string | Uint8Array): Promise<string> =>
  (await refusalOf(metricsFileSource, fileOf(name, content))).message;

const mlflowCsv =
  ',run_id,status,start_time,metrics.loss,params.lr,tags.mlflow.runName\n' +
  '0,a1,FINISHED,2026-11-23 10:15:00.123000+00:00,0.25,1e-3,one\n1,b2,FAILED,,nan,,two\n';

testRunSource(metricsFileSource, {
  good: () => ({ location: fileOf('runs.csv', mlflowCsv), ids: ['a1', 'b2'] }),
  damaged: () => ({
    location: fileOf('runs.csv', 'run_id,metrics.loss\na,1\nb,abc\n'),
    names: /runs\.csv: row 3, column metrics\.loss: expected a number, got "abc"/,
  }),
  foreign: () => folderOf({ 'package.json': '{}', 'notes.csv.txt': 'a,b' }),
});

describe('a metrics file', () => {
  it.each([
    ['runs.json', '[{"loss": 1}]', true],
    ['runs.json', '\uFEFF\n  {"loss": 1}', true],
    ['runs.JSONL', '{"loss": 1}', true],
    ['runs.jsonl', '{"loss": 1}\n', true],
    ['runs.ndjson', '{"loss": 1}\n', true],
    ['runs.ndjson', 'loss,1\n', false],
    ['runs.json', 'loss,1\n', false],
    ['runs.json', 'x [1]', false],
    ['runs.csv', 'epoch;loss\n', true],
    ['runs.tsv', 'epoch\tloss\n', true],
    ['runs.csv', 'just words\na,b\n', false],
    ['runs.csv', '', false],
    ['runs.txt', 'a,b\n', false],
  ])('is told by its name and its beginning: %s with %j', async (name, text, found) => {
    expect(await metricsFileSource.detect(fileOf(name, text), realEffects())).toBe(found);
  });

  it('of a folder is the one of the usual name, and an address is none', async () => {
    const detect = (location: string) => metricsFileSource.detect(location, realEffects());
    expect(await detect(folderOf({ 'metrics.jsonl': '{"loss": 1}' }))).toBe(true);
    expect(await detect(folderOf({ 'other.csv': 'a,b' }))).toBe(false);
    expect(await detect(folderOf({ 'metrics.csv/inside': 'a,b' }))).toBe(false);
    expect(await detect('https://example.org/runs.csv')).toBe(false);
    await expect(read(folderOf({ 'other.csv': 'a,b' }))).rejects.toThrow('no metrics file there');
  });
});

describe('a CSV file', () => {
  it('of MLflow is a run a row', async () => {
    const [one, two] = await read(fileOf('runs.csv', mlflowCsv));
    expect(one).toMatchObject({
      id: 'a1',
      name: 'one',
      status: 'finished',
      startTime: '2026-11-23T10:15:00.123Z',
      params: { lr: '1e-3' },
      metrics: { loss: { value: 0.25, step: null } },
    });
    expect(two).toMatchObject({
      status: 'failed',
      startTime: null,
      params: {},
      metrics: { loss: { value: 'NaN' } },
    });
  });

  it('of Keras and of Lightning is a run of steps; blank cells were not logged', async () => {
    const [keras] = await read(
      fileOf('log.csv', 'epoch,accuracy,loss,val_loss\n0,0.5,1.5,NA\n1,0.75,0.5,0.6\n'),
    );
    expect(keras?.histories).toMatchObject({
      accuracy: { steps: [0, 1], values: [0.5, 0.75] },
      val_loss: { steps: [1], values: [0.6] },
    });
    const files = {
      'metrics.csv': 'epoch,step,train_loss,val_loss\n0,49,0.5,\n0,49,,0.75\n1,99,0.25,\n',
      'hparams.yaml': 'lr: 0.1\nnet:\n  widths: [1, 2]\n',
    };
    const [lightning] = await read(folderOf(files, 'version_0'));
    expect(lightning?.histories).toMatchObject({
      train_loss: { steps: [49, 99], values: [0.5, 0.25] },
      val_loss: { steps: [49], values: [0.75] },
    });
    expect(lightning?.params).toEqual({ lr: 0.1, 'net/widths': '[1,2]' });
  });

  it('may have semicolons, tabs, a byte order mark and quoted names', async () => {
    for (const mark of [';', '\t', ','])
      expect(
        await read(fileOf('x.csv', `\uFEFFname${mark}"metric.a b"\r\nr${mark}-1.5e2\r\n`)),
      ).toMatchObject([{ id: 'r', metrics: { 'a b': { value: -150 } } }]);
  });

  it('is refused with file and row', async () => {
    expect(await failure('x.csv', 'step,a\n1,2\n2,3,4\n')).toMatch(/x\.csv: row 3: .*[Rr]ecord [Ll]ength/);
    expect(await failure('x.csv', 'step,a,a\n1,2,3\n')).toMatch(/x\.csv: row 1: two columns are named "a"/);
    expect(await failure('x.csv', 'step,a\n1.5,2\n')).toMatch(/row 2, step: expected a whole step/);
    expect(await failure('x.csv', 'step,a\n1,x\n')).toMatch(/row 2, a: expected a number, got "x"/);
    expect(await failure('x.csv', Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0xc3, 0x28))).toMatch(
      /not text in UTF-8/,
    );
    expect(await failure('x.csv', 'id,metric.a\nr,1\nr,2\n')).toMatch(/two runs have the id "r"/);
    expect(await failure('x.csv', 'step,a\n')).toMatch(/no numbers/);
  });
});

describe('a JSON file', () => {
  it('is one run, a list of runs, or lines of steps', async () => {
    expect(
      await read(fileOf('m.json', '{"params":{"a":{"b":1}},"metrics":{"loss":NaN,"f1":{"macro":0.5}}}')),
    ).toMatchObject([
      { params: { 'a/b': 1 }, metrics: { loss: { value: 'NaN' }, 'f1/macro': { value: 0.5 } } },
    ]);
    expect(
      await read(fileOf('m.json', '[{"name":"a","loss":1},{"name":"b","loss":-Infinity}]')),
    ).toMatchObject([
      { id: 'a', metrics: { loss: { value: 1 } } },
      { id: 'b', metrics: { loss: { value: '-Infinity' } } },
    ]);
    const [run] = await read(
      fileOf('m.jsonl', '{"step":2,"loss":0.5}\n{"step":1,"loss":1,"timestamp":1700000000}\n\n'),
    );
    expect(run?.histories['loss']).toEqual({ steps: [1, 2], values: [1, 0.5], timestamps: null });
    expect(run?.metrics['loss']).toEqual({ value: 0.5, step: 2, timestamp: null });
  });

  it('is refused with file and row', async () => {
    expect(await failure('m.json', '{"a": 1,}')).toMatch(/m\.json: not JSON/);
    expect(await failure('m.json', '3')).toMatch(/expected an object or a list/);
    expect(await failure('m.jsonl', '{"a":1}\n[2]\n')).toMatch(/row 2: expected an object/);
    expect(await failure('m.json', '{"metrics":{"a":"x"}}')).toMatch(
      /\/metrics\/a: expected a number, got "x"/,
    );
  });

  it('and a CSV file are read or refused, whatever was done to them', async () => {
    const folder = temporaryFolder();
    const texts = [
      mlflowCsv,
      '[{"step":1,"loss":0.5},{"step":2,"loss":0.25}]',
      '{"step":1,"a":2}\n{"step":2}\n',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.nat(200),
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.nat(9),
        async (which, at, text, cut) => {
          const original = texts[which] ?? '';
          const file = join(folder, ['m.csv', 'm.json', 'm.jsonl'][which] ?? '');
          writeFileSync(file, original.slice(0, at) + text + original.slice(at + cut));
          await expect(readOrRefusal(metricsFileSource, file)).resolves.toBeDefined();
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a table with prefixed columns', () => {
  it('has a run a row, also where one of its columns counts steps', async () => {
    const runs = await read(
      fileOf('runs.csv', 'run_id,step,params.lr,metrics.loss\na,5,0.1,0.5\nb,6,0.2,0.25\n'),
    );
    expect(runs.map(({ id, params, metrics }) => [id, params, metrics['loss']?.value])).toEqual([
      ['a', { lr: '0.1' }, 0.5],
      ['b', { lr: '0.2' }, 0.25],
    ]);
  });

  it('takes only what begins with a prefix for one', async () => {
    const [run] = await read(fileOf('runs.csv', 'run_id,my_params.lr,metrics.loss\na,x,0.5\n'));
    expect(run?.params).toEqual({});
    expect(run?.tags).toMatchObject({ 'my_params.lr': 'x' });
  });
});
