import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { folderOf, readStore } from '../../../test/read-store.ts';
import { testRunSource } from '../../../test/source-contract.ts';
import { dvcSource } from './dvc.ts';

const project: Record<string, string> = {
  'dvc.yaml':
    'stages:\n  train:\n    cmd: python train.py\n    metrics: [scores.json, ../out.json]\nmetrics: [more.toml]\n' +
    'artifacts:\n  net: {path: model.bin, type: model, labels: [a, b]}\n',
  'dvc.lock':
    "schema: '2.0'\nstages:\n  train:\n    cmd: python train.py\n    deps:\n    - {path: data.csv, hash: md5, md5: aa, size: 1}\n" +
    '    - {path: old.csv, md5: bb}\n    params: {params.yaml: {lr: 0.1, net.depth: 3}}\n    outs:\n    - {path: model.bin, hash: md5, md5: cc}\n    - {path: gone.bin, hash: md5, md5: dd}\n',
  'scores.json': '{"test": {"acc": 0.5, "loss": "NaN"}, "note": "<script>"}',
  'more.toml': 'x = 1\n[t]\ny = inf\n',
  'model.bin': 'bytes',
  'dvclive/metrics.json': '{"train": {"loss": 0.25}, "step": 1}',
  'dvclive/params.yaml': 'language: no\n',
  'dvclive/plots/metrics/train/loss.tsv':
    'timestamp\tstep\tloss\n1700000000000\t0\t0.5\n1700000001000\t1\t0.25\n',
  'other/plots/metrics/a.tsv': 'step\ta\n0\tinf\n',
};

const read = (location: string, notes?: string[]): Promise<RunRecord[]> =>
  readStore(dvcSource, location, { notes });

testRunSource(dvcSource, {
  good: () => ({ location: folderOf(project, 'penguins'), ids: ['penguins', 'other'] }),
  damaged: () => ({
    location: folderOf({ ...project, 'other/plots/metrics/a.tsv': 'step\ta\n0\tx\n' }),
    names: /a\.tsv: row 2: expected a number, got "x"/,
  }),
  foreign: () => folderOf({ 'metrics.json': '{}', 'README.md': '---\na: 1\n---\n' }),
});

describe('a DVC project', () => {
  it('is its pipeline with what dvclive logged', async () => {
    const notes: string[] = [];
    const [run, other] = await read(folderOf(project, 'penguins'), notes);
    expect(run).toMatchObject({
      experiment: 'penguins',
      startTime: '2023-11-14T22:13:20.000Z',
      params: { lr: 0.1, 'net/depth': 3, language: 'no' },
      histories: { 'train/loss': { steps: [0, 1], values: [0.5, 0.25] } },
      tags: { note: '<script>' },
      datasets: [
        { name: 'data.csv', digest: 'md5:aa' },
        { name: 'old.csv', digest: 'md5-dos2unix:bb' },
      ],
      models: [{ modelId: 'net', path: 'model.bin', tags: { labels: '["a","b"]' } }],
      source: { command: 'python train.py' },
    });
    expect(run?.metrics).toMatchObject({
      'test/acc': { value: 0.5, step: null },
      'test/loss': { value: 'NaN' },
      'train/loss': { value: 0.25, step: 1, timestamp: 1700000001000 },
      x: { value: 1 },
      't/y': { value: 'Infinity' },
    });
    expect(run?.artifacts.map(({ path }) => path)).toEqual(['model.bin']);
    expect(other?.metrics['a']?.value).toBe('Infinity');
    expect(notes.join()).toMatch(/out\.json: outside/);
  });

  it('does not follow a link out of its folder', async () => {
    const folder = folderOf({ ...project, '../secret.json': '{"secret": 1}' });
    symlinkSync('../secret.json', join(folder, 'linked.json'));
    writeFileSync(join(folder, 'dvc.yaml'), 'metrics: [linked.json]\n');
    const notes: string[] = [];
    const [run] = await read(folder, notes);
    expect(run?.metrics).not.toHaveProperty('secret');
    expect(notes.join()).toMatch(/linked\.json: a link that leaves/);
  });
});

describe('a folder that dvclive wrote', () => {
  const points = 'step\tloss\n0\t1\n';

  it('is found by itself, by its file, and beside others', async () => {
    const files = {
      'dvclive/metrics.json': '{"loss": 1}',
      'dvclive/plots/metrics/deep/loss.tsv': points,
      'dvclive/plots/metrics/notes.txt': 'no points',
      '.hidden/plots/metrics/a.tsv': points,
      'plain/metrics.json': '{"loss": 2}',
    };
    const folder = folderOf(files, 'birds');
    expect((await read(folder)).map(({ id }) => id)).toEqual(['dvclive']);
    const [run] = await read(join(folder, 'dvclive/metrics.json'));
    expect(run?.histories['deep/loss']?.values).toEqual([1]);
    expect(Object.keys(run?.histories ?? {})).toEqual(['deep/loss']);
  });

  it('keeps its pictures and plots as artifacts', async () => {
    const [run] = await read(
      folderOf({
        'dvclive/plots/metrics/loss.tsv': points,
        'dvclive/plots/images/a.png': 'a',
        'dvclive/plots/custom/b.json': '{}',
        'dvclive/plots/sklearn/c.json': '{}',
        'dvclive/artifacts/d.bin': 'd',
      }),
    );
    expect(run?.artifacts.map(({ path }) => path)).toEqual([
      'dvclive/plots/images/a.png',
      'dvclive/plots/custom/b.json',
      'dvclive/plots/sklearn/c.json',
      'dvclive/artifacts/d.bin',
    ]);
    expect(run?.startTime).toBeNull();
  });

  it.each(['dvc.yaml', 'dvc.lock'])('of a pipeline is found by %s', async (name) => {
    const folder = folderOf(project, 'penguins');
    expect((await read(join(folder, name))).map(({ id }) => id)).toEqual(['penguins', 'other']);
  });
});
