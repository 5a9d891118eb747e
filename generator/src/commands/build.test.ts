import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelCard, sectionTitles, toNumber, type ModelCard } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { modelfolio, modelfolioSteps, temporaryProject } from '../../test/temporary-project.ts';
import { valueAtPointer } from '@modelfolio/project/json-pointer';
import { sha256Of } from '@modelfolio/project';

const cardFile = (root: string): string => join(root, 'content/models/tiny.json');

async function built(): Promise<{ root: string; card: ModelCard }> {
  const root = temporaryProject('tiny');
  await modelfolioSteps(root, [['ingest'], ['evaluate'], ['build']]);
  return { root, card: modelCard.parse(JSON.parse(readFileSync(cardFile(root), 'utf8'))) };
}

describe('modelfolio build', () => {
  it('writes the nine sections in order', async () => {
    const { card } = await built();
    expect(Object.values(card.sections).map(({ title }) => title)).toEqual(Object.values(sectionTitles));
  });

  it('makes no figure without a record that holds it', async () => {
    const { root, card } = await built();
    const figures = [
      ...Object.values(card.figures),
      ...card.candidates.flatMap(({ figures: own }) => Object.values(own)),
    ];
    expect(figures.length).toBeGreaterThan(25);
    for (const { value, source } of figures) {
      const bytes = readFileSync(join(root, source.file));
      expect(sha256Of(bytes)).toBe(source.sha256);
      const found = valueAtPointer(JSON.parse(bytes.toString()), source.pointer);
      expect(Array.isArray(found) ? found.length : found).toBe(value);
      expect(source.command).toMatch(/^\w+ /);
    }
  });

  it('lists the candidates by validation accuracy at the epoch that was kept, without the teacher', async () => {
    const { card } = await built();
    expect(card.candidates.map(({ name, chosen }) => [name, chosen])).toEqual([
      ['linear', true],
      ['constant', false],
    ]);
    const [linear] = card.candidates;
    expect(Object.keys(linear?.figures ?? {}).toSorted()).toEqual([
      'epochs',
      'parameters',
      'testAccuracy',
      'trainingTime',
      'validationAccuracy',
    ]);
    // Epoch 2 of 3; the last one has 0.75.
    expect(linear?.figures['validationAccuracy']?.value).toBe(0.85);
  });

  it('states the sample size and the interval of every estimate', async () => {
    const { card } = await built();
    for (const name of ['accuracy', 'macroF1', 'logLoss', 'brier', 'ece', 'validationAccuracy'])
      expect(card.figures[name]).toMatchObject({ n: expect.any(Number), interval: { level: 0.95 } });
    const { lowestClassF1, highestClassF1 } = card.figures;
    expect(toNumber(lowestClassF1?.value ?? 'NaN')).toBeLessThan(toNumber(highestClassF1?.value ?? 'NaN'));
  });

  it('lists every file it was made from', async () => {
    const { root, card } = await built();
    const paths = card.inputs.map(({ path }) => path.replace('models/tiny/', ''));
    expect(paths).toEqual(paths.toSorted());
    expect(paths).toEqual(
      expect.arrayContaining([
        'card.yaml',
        'manifest.json',
        'evaluation.json',
        'model.onnx',
        'tfjs/weights.bin',
        'runs/tiny-linear.json',
        'evaluation/tiny-02-labels.idx1.gz',
      ]),
    );
    for (const { path, sha256, bytes } of [...card.inputs, ...card.downloads]) {
      const content = readFileSync(join(root, path));
      expect([sha256Of(content), content.length]).toEqual([sha256, bytes]);
    }
  });

  it('changes nothing the second time', async () => {
    const { root } = await built();
    expect(await modelfolio(root, ['build'])).toMatchObject({ code: 0, written: [] });
  });

  it('gives the same bytes in another place at another time', async () => {
    const [first, second] = [await built(), await built()];
    expect(readFileSync(cardFile(second.root), 'utf8')).toBe(readFileSync(cardFile(first.root), 'utf8'));
  });

  it('refuses an evaluation of another model', async () => {
    const { root } = await built();
    const path = join(root, 'models/tiny/evaluation.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/"modelSha256": "\w+"/, `"modelSha256": "${'0'.repeat(64)}"`),
    );
    expect(await modelfolio(root, ['build'])).toMatchObject({
      code: 1,
      err: [
        'modelfolio: models/tiny/evaluation.json: it judged another model.onnx (run modelfolio evaluate)',
      ],
    });
  });
});
