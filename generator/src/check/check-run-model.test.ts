import { runRecord, type ModelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { runOf } from '../../test/evidence-records.ts';
import { checkRunModel } from './check-run-model.ts';
import type { CardYamlFile } from '../card/card-yaml.ts';
import { Findings } from './finding.ts';

const loggedModel = runRecord.shape.models.element;
const digest = (letter: string): string => letter.repeat(64);
const run = (id: string, files: Record<string, string>, model: string | null = 'm') => ({
  path: `models/m/runs/${id}.json`,
  bytes: 0,
  sha256: digest('0'),
  value: runOf({
    id,
    name: id,
    artifacts: Object.entries(files).map(([path, sha256]) => ({ path, bytes: 1, sha256 })),
    models: model === null ? [] : [loggedModel.parse({ modelId: model, path: 'model.onnx', step: 1 })],
  }),
});
const manifest = (files: Record<string, string>, changes: string[] = []): ModelManifest =>
  ({
    id: 'm',
    formats: [
      { changes, files: Object.entries(files).map(([path, sha256]) => ({ path, bytes: 1, sha256 })) },
    ],
  }) as unknown as ModelManifest;
const card = { path: 'models/m/card.yaml', placeOf: () => '7:1' } as unknown as CardYamlFile;

function reasons(
  shipped: ModelManifest,
  chosen: ReturnType<typeof run>,
  ...others: ReturnType<typeof run>[]
) {
  const findings = new Findings('m');
  checkRunModel(findings, card, shipped, chosen, [chosen, ...others]);
  return findings.list.map(({ name, field, reason }) => `${name} ${field} ${reason}`);
}

const a = digest('a');
const b = digest('b');
const shipped = manifest({ 'model.onnx': a, 'tfjs/weights.bin': b });

describe('the run and the files that are shipped', () => {
  it('agree where the run logged them', () => {
    expect(reasons(shipped, run('one', { 'model.onnx': a, 'tfjs/weights.bin': b }))).toEqual([]);
  });

  it('agree where another run logged the same bytes, too', () => {
    const own = run('one', { 'model.onnx': a });
    expect(reasons(shipped, own, run('twin', { 'model.onnx': a }))).toEqual([]);
  });

  it('disagree where another candidate is named than the one that made them', () => {
    const maker = run('one', { 'model.onnx': a });
    const expected = ['run-model-differs 7:1 the files are those of run one'];
    expect(reasons(shipped, run('two', { 'model.onnx': b }), maker)).toEqual(expected);
    expect(reasons(shipped, run('silent', {}, null), maker)).toEqual(expected);
  });

  it('disagree where one file is not the run’s', () => {
    expect(reasons(shipped, run('one', { 'model.onnx': a, 'tfjs/weights.bin': a }))).toEqual([
      'run-model-differs 7:1 tfjs/weights.bin is not the file that run one made',
    ]);
  });

  it.each([
    ['names no files', run('one', {})],
    ['speaks of another model', run('one', { 'model.onnx': b }, 'other')],
  ])('are not told apart where the run %s', (_, silent) => {
    expect(reasons(shipped, silent)).toEqual([]);
  });

  it('are not told apart where the file was changed on its way', () => {
    expect(
      reasons(manifest({ 'model.onnx': a }, ['ZipMap cut off']), run('one', { 'model.onnx': b })),
    ).toEqual([]);
  });
});
