import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classificationEvaluation } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { modelfolio, modelfolioSteps, temporaryProject } from '../../test/temporary-project.ts';
import { tinyClassifier } from '../../test/tiny-classifier.ts';

const record = (root: string): string => join(root, 'models/tiny/evaluation.json');
const read = (root: string) => classificationEvaluation.parse(JSON.parse(readFileSync(record(root), 'utf8')));

async function evaluated(): Promise<string> {
  const root = temporaryProject('tiny');
  await modelfolioSteps(root, [['ingest'], ['evaluate']]);
  return root;
}

describe('modelfolio evaluate', () => {
  it('judges every row', async () => {
    const { confusionMatrix, metrics, dataset, mistakeIndices } = read(await evaluated());
    const counts = confusionMatrix.counts.flat();
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(dataset.n);
    expect(mistakeIndices).toHaveLength(Math.round((1 - Number(metrics.accuracy.value)) * dataset.n));
  });

  it('skips what is up to date without opening the model', async () => {
    const root = await evaluated();
    const { code, out, written } = await modelfolio(root, ['evaluate'], { openModel: neverOpen });
    expect({ code, written }).toEqual({ code: 0, written: [] });
    expect(out[0]).toMatch(/: up to date$/);
  });

  it.each([
    [
      'another model',
      (root: string) => writeFileSync(join(root, 'models/tiny/model.onnx'), tinyClassifier({ biased: true })),
    ],
    ['other metrics', (root: string) => edit(root, /"metricsVersion": \d+/, '"metricsVersion": 999')],
    ['other classes', (root: string) => edit(root, '"labels": ["top"', '"labels": ["upper"')],
    ['a damaged record', (root: string) => writeFileSync(record(root), '{')],
  ])('evaluates again after %s', async (_, change) => {
    const root = await evaluated();
    change(root);
    const said = await modelfolioSteps(root, [['ingest'], ['evaluate']]);
    expect(said.map(({ code }) => code)).toEqual([0, 0]);
    expect(said[1]?.written).toContain(record(root));
  });

  it('gives the same bytes when forced', async () => {
    const root = await evaluated();
    const before = readFileSync(record(root), 'utf8');
    const { code, out } = await modelfolio(root, ['evaluate', 'tiny', '--force']);
    expect(code).toBe(0);
    expect(out[0]).toMatch(/: unchanged in \d/);
    expect(readFileSync(record(root), 'utf8')).toBe(before);
  });

  it('gives the same numbers whatever the batches and the pace', async () => {
    const root = await evaluated();
    const seen: (string | null)[] = [];
    await modelfolio(root, ['evaluate', '--force'], { progress: (text) => void seen.push(text) });
    expect(seen[0]).toMatch(/^tiny: 60 of 60 rows, [\d,]+ a second$/);
    expect(seen.at(-1)).toBeNull();
  });

  it('compares and writes nothing with --check', async () => {
    const root = await evaluated();
    expect(await modelfolio(root, ['evaluate', '--check'])).toMatchObject({ code: 0, written: [] });
    edit(root, /("accuracy": \{\s+"value": 0\.68)/, '$19');
    expect(await modelfolio(root, ['evaluate', '--check'])).toMatchObject({
      code: 1,
      written: [],
      err: [
        expect.stringMatching(
          /evaluation\.json: \/metrics\/accuracy\/value: recorded 0\.689\d+, evaluating again gives 0\.68333/,
        ),
      ],
    });
  });

  it('refuses to judge what the manifest does not describe', async () => {
    const root = await evaluated();
    writeFileSync(join(root, 'models/tiny/model.onnx'), tinyClassifier({ biased: true }));
    expect(await modelfolio(root, ['evaluate'])).toMatchObject({
      code: 1,
      written: [],
      err: [
        expect.stringMatching(
          /manifest\.json: \/formats\/0\/.*: does not describe the files as they are \(run modelfolio ingest\)$/,
        ),
      ],
    });
  });

  it('leaves nothing behind when interrupted', async () => {
    const root = temporaryProject('tiny');
    await modelfolio(root, ['ingest']);
    const interruption = new AbortController();
    const said = await modelfolio(root, ['evaluate'], {
      signal: interruption.signal,
      progress: () => interruption.abort(),
    });
    expect(said).toMatchObject({
      code: 130,
      written: [],
      err: ['modelfolio: interrupted; no file is left half-written'],
    });
  });
});

function neverOpen(): never {
  throw new Error('the model was opened');
}

function edit(root: string, pattern: string | RegExp, replacement: string): void {
  const text = readFileSync(record(root), 'utf8');
  const changed = text.replace(pattern, replacement);
  if (changed === text) throw new Error(`${String(pattern)} is not there`);
  writeFileSync(record(root), changed);
}
