import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelOutput } from '@modelfolio/schemas/run-record';
import { bareRun } from '@modelfolio/schemas/bare-run';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { expect, it } from 'vitest';
import { emptyProject, ingestInto } from '../test/ingest-into.ts';
import { realEffects } from '../test/real-effects.ts';
import { placesPath, withPlaces } from './run-places.ts';

/** A run whose model lies in somebody's home. */
function runOfHome(): RunRecord {
  const run = bareRun({
    id: 'r1',
    experiment: 'e',
    name: 'forest',
    origin: { tracker: 'x', location: '/home/turing/mlruns', externalId: 'r1' },
  });
  const models = [
    modelOutput.parse({ modelId: 'm', path: '/home/turing/mlruns/0/model.onnx', step: null }),
    modelOutput.parse({ modelId: 'n', path: null, step: null }),
  ];
  return runRecord.parse({ ...run, tags: { 'mlflow.user': 'turing' }, models });
}

async function ingested(): Promise<{ root: string; record: RunRecord; written: string[] }> {
  const { root, records } = emptyProject();
  const store = temporaryFolder();
  writeFileSync(join(store, 'r1.json'), JSON.stringify(runOfHome()));
  const { found, written } = await ingestInto(root, [store]);
  expect(found[0]?.taken.map(({ kind, file, field }) => `${file} ${field} ${kind}`)).toEqual([
    'runs/e/r1.json /tags/mlflow.user user',
    'runs/e/r1.json /models/0/path path',
    'runs/e/r1.json /origin/location path',
  ]);
  const record = runRecord.parse(JSON.parse(readFileSync(join(root, records()[0] ?? ''), 'utf8')));
  return { root, record, written };
}

it('a record tells no place, which this machine knows', async () => {
  const { root, record } = await ingested();
  expect(record.origin.location).toBe('…/mlruns');
  expect(record.models.map(({ path }) => path)).toEqual(['…/model.onnx', null]);
  const run = await withPlaces({ root, effects: realEffects() }, record);
  expect(run.origin.location).toBe('/home/turing/mlruns');
  expect(run.models.map(({ path }) => path)).toEqual(['/home/turing/mlruns/0/model.onnx', null]);
  expect(readFileSync(join(root, '.modelfolio/.gitignore'), 'utf8')).toBe('*\n');
});

it.each(['no JSON', '{}', '{"location": null, "models": []}'])(
  'places that do not fit the run, as %s, are as good as none',
  async (text) => {
    const { root, record } = await ingested();
    writeFileSync(join(root, placesPath('r1')), text);
    expect(await withPlaces({ root, effects: realEffects() }, record)).toBe(record);
  },
);

it('a run that tells its places itself has no file of them', async () => {
  const { root, record } = await ingested();
  const store = temporaryFolder();
  writeFileSync(join(store, 'r2.json'), JSON.stringify({ ...record, id: 'r2', seal: undefined }));
  await ingestInto(root, [store]);
  expect(existsSync(join(root, placesPath('r2')))).toBe(false);
  expect(await withPlaces({ root, effects: realEffects() }, { ...record, id: 'r2' })).toMatchObject({
    id: 'r2',
  });
});

it('runs are read again when something else may stay', async () => {
  const { root, records } = emptyProject();
  const store = temporaryFolder();
  writeFileSync(join(store, 'r1.json'), JSON.stringify(runOfHome()));
  const tags = (): unknown =>
    (JSON.parse(readFileSync(join(root, records()[0] ?? ''), 'utf8')) as RunRecord).tags;
  await ingestInto(root, [store]);
  expect(tags()).toEqual({ 'mlflow.user': '[user]' });
  expect((await ingestInto(root, [store])).written).toEqual([]);
  await ingestInto(root, [store], { redaction: { keep: ['user'] } });
  expect(tags()).toEqual({ 'mlflow.user': 'turing' });
});
