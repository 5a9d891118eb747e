import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence, ModelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { evidenceOf, gapOf } from '../../test/evidence-records.ts';
import { tableModel } from '../../test/table-model.ts';
import { temporaryProject } from '../../test/temporary-project.ts';
import { realEffects, type Project } from '../effects.ts';
import {
  evidencePath,
  hasEvidence,
  otherFormats,
  predictionsFile,
  readEvidence,
  whyEvidenceStale,
} from './evidence-file.ts';

function projectWith(files: Record<string, string>): Project {
  const root = temporaryProject();
  mkdirSync(join(root, 'models/birds'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'models/birds', name), text);
  return { root, effects: realEffects() };
}

const file = (path: string, sha256: string) => ({ path, bytes: 1, sha256 });
const twin: ModelManifest['formats'][number] = {
  format: 'tfjs-graph',
  entry: 'tfjs/model.json',
  files: [file('tfjs/model.json', 'c'.repeat(64)), file('tfjs/weights.bin', 'd'.repeat(64))],
  bytes: 2,
  changes: [],
};
const [onnx] = tableModel().formats;
if (!onnx) throw new Error('expected a format');
const both = tableModel({ formats: [twin, onnx] });

describe('reading the record', () => {
  it('gives its value, or nothing where there is none', async () => {
    expect(await readEvidence(projectWith({}), 'birds')).toBeNull();
    const text = JSON.stringify(evidenceOf());
    expect(await readEvidence(projectWith({ 'evidence.json': text }), 'birds')).toMatchObject({
      path: evidencePath('birds'),
      value: evidenceOf(),
    });
  });

  it('says where another shape begins', async () => {
    const text = JSON.stringify({ ...evidenceOf(), formats: null });
    await expect(readEvidence(projectWith({ 'evidence.json': text }), 'birds')).rejects.toMatchObject({
      code: 'evidence-invalid',
      place: { file: 'models/birds/evidence.json', field: '/formats' },
    });
  });
});

describe('predictions of the original model', () => {
  it.each(['predictions.csv', 'predictions.csv.gz', 'predictions.parquet', 'predictions.npz'])(
    'are found as %s, by what they hold',
    async (name) => {
      expect(await predictionsFile(projectWith({ [name]: 'abc' }), 'birds')).toEqual({
        path: name,
        bytes: 3,
        // Of the example in FIPS 180-2.
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      });
    },
  );

  it('are missing where nothing has such a name', async () => {
    expect(await predictionsFile(projectWith({ 'predictions.txt': 'abc' }), 'birds')).toBeNull();
  });
});

it('compares every format but the one that is evaluated, which is ONNX wherever it stands', () => {
  expect(otherFormats(both)).toEqual([twin]);
  expect(otherFormats(tableModel({ formats: [twin] }))).toEqual([]);
});

it('has something to look for in rows or in another format', () => {
  expect(hasEvidence(tableModel())).toBe(true);
  expect(hasEvidence({ ...both, evaluationSet: null })).toBe(true);
  expect(hasEvidence(tableModel({ evaluationSet: null }))).toBe(false);
});

describe('a record is stale', () => {
  const given = file('predictions.csv', 'b'.repeat(64));
  const held = evidenceOf({ predictions: { file: given, gap: gapOf() } });
  const compared = (files = twin.files) =>
    evidenceOf({
      formats: [{ format: 'tfjs-graph', files, runtime: 'tfjs', on: 'evaluation', seed: 1, gap: gapOf() }],
    });

  it('not where all is as it was', () => {
    expect(whyEvidenceStale(evidenceOf(), tableModel(), null)).toBeNull();
    expect(whyEvidenceStale(compared(), both, null)).toBeNull();
    expect(whyEvidenceStale(held, tableModel(), given)).toBeNull();
    const without = tableModel({ evaluationSet: null });
    expect(whyEvidenceStale(evidenceOf({ dataset: null }), without, null)).toBeNull();
  });

  it.each<[string, Evidence, ModelManifest, typeof given | null]>([
    ['it is of another model file', evidenceOf({ modelSha256: 'b'.repeat(64) }), tableModel(), null],
    ['it is of other rows', evidenceOf(), tableModel({ evaluationSet: null }), null],
    ['another format of the model has changed', evidenceOf(), both, null],
    ['another format of the model has changed', compared(), tableModel(), null],
    ['another format of the model has changed', compared(twin.files.slice(0, 1)), both, null],
    [
      'another format of the model has changed',
      compared([file('tfjs/model.json', 'c'.repeat(64)), file('tfjs/weights.bin', 'e'.repeat(64))]),
      both,
      null,
    ],
    ['the predictions of the original model have changed', evidenceOf(), tableModel(), given],
    ['the predictions of the original model have changed', held, tableModel(), null],
    ['it was made by other definitions', evidenceOf({ evidenceVersion: 0 }), tableModel(), null],
  ])('as %s', (reason, recorded, manifest, predictions) => {
    expect(whyEvidenceStale(recorded, manifest, predictions)).toBe(reason);
  });
});
