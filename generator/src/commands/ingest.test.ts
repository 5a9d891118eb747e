import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelManifest, runRecord, type RunRecord } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { modelfolio, temporaryProject } from '../../test/temporary-project.ts';

const runFile = (root: string, name: string): string => join(root, 'models/tiny/runs', `${name}.json`);
const readRun = (path: string): RunRecord => runRecord.parse(JSON.parse(readFileSync(path, 'utf8')));

/** A project whose runs lie outside of it, in a folder named `store`. */
function withStore(): { root: string; store: string } {
  const root = temporaryProject('tiny');
  const store = temporaryProject();
  cpSync(join(root, 'models/tiny/runs'), store, { recursive: true });
  rmSync(join(root, 'models/tiny/runs'), { recursive: true });
  return { root, store };
}

describe('modelfolio ingest', () => {
  it('derives the manifest from the files', async () => {
    const root = temporaryProject('tiny');
    const { code } = await modelfolio(root, ['ingest']);
    expect(code).toBe(0);
    const manifest = modelManifest.parse(
      JSON.parse(readFileSync(join(root, 'models/tiny/manifest.json'), 'utf8')),
    );
    expect(manifest).toMatchObject({
      parameters: 4 * 3 + 3,
      opset: { 'ai.onnx': 17 },
      inputs: [{ name: 'image', type: 'uint8', shape: ['N', 2, 2] }],
      outputs: [
        { name: 'probabilities', type: 'float32', shape: ['N', 3] },
        { name: 'label', type: 'int64', shape: ['N'] },
      ],
      input: { kind: 'image', height: 2, width: 2, channels: 1, range: [0, 255] },
      output: { probabilities: 'probabilities', prediction: 'label', classes: ['top', 'bottom', 'left'] },
      evaluationSet: { rows: 60 },
    });
    expect(manifest.formats.map(({ format, entry }) => [format, entry])).toEqual([
      ['onnx', 'model.onnx'],
      ['tfjs-layers', 'tfjs/model.json'],
    ]);
    for (const { files, bytes } of manifest.formats) {
      const sizes = files.map(({ path }) => statSync(join(root, 'models/tiny', path)).size);
      expect(bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    }
  });

  it('brings runs in from elsewhere and says so', async () => {
    const { root, store } = withStore();
    const { code, out } = await modelfolio(root, ['ingest', store]);
    expect(code).toBe(0);
    expect(out.slice(0, 3)).toEqual([
      'tiny: run tiny-constant from run-record: written',
      'tiny: run tiny-linear from run-record: written',
      'tiny: run tiny-teacher from run-record: written',
    ]);
    expect(readRun(runFile(root, 'tiny-linear'))).toEqual(readRun(join(store, 'tiny-linear.json')));
  });

  it('touches only what changed the second time', async () => {
    const { root, store } = withStore();
    await modelfolio(root, ['ingest', store]);
    const again = await modelfolio(root, ['ingest', store]);
    expect(again).toMatchObject({ code: 0, written: [] });
    const changed = { ...readRun(join(store, 'tiny-linear.json')), name: 'renamed' };
    writeFileSync(join(store, 'tiny-linear.json'), JSON.stringify(changed));
    expect(await modelfolio(root, ['ingest', store])).toMatchObject({
      code: 0,
      written: [runFile(root, 'tiny-linear')],
    });
    expect(readRun(runFile(root, 'tiny-linear')).name).toBe('renamed');
  });

  it('keeps the bytes of a record that says the same in another layout', async () => {
    const root = temporaryProject('tiny');
    const store = temporaryProject();
    writeFileSync(join(store, 'run.json'), JSON.stringify(readRun(runFile(root, 'tiny-linear'))));
    await modelfolio(root, ['ingest']);
    expect(await modelfolio(root, ['ingest', join(store, 'run.json')])).toMatchObject({
      code: 0,
      written: [],
    });
  });

  it('asks for the model when a run does not say, and takes --model', async () => {
    const { root, store } = withStore();
    for (const name of readdirSync(store)) {
      const run = { ...readRun(join(store, name)), experiment: 'Default', models: [] };
      writeFileSync(join(store, name), JSON.stringify(run));
    }
    expect(await modelfolio(root, ['ingest', store])).toMatchObject({
      code: 1,
      written: [],
      err: [
        'modelfolio: run tiny-constant names no model of this project (say which with --model <id>; there are: tiny)',
      ],
    });
    expect(await modelfolio(root, ['ingest', store, '--model', 'tiny'])).toMatchObject({ code: 0 });
  });

  it('keeps ids that no file can be named after apart', async () => {
    const { root, store } = withStore();
    const run = { ...readRun(join(store, 'tiny-linear.json')), id: '../../a b/c' };
    writeFileSync(join(store, 'odd.json'), JSON.stringify(run));
    await modelfolio(root, ['ingest', store]);
    expect(readRun(runFile(root, '..%2F..%2Fa%20b%2Fc')).id).toBe('../../a b/c');
  });

  it('changes nothing when one run of a store is damaged', async () => {
    const { root, store } = withStore();
    writeFileSync(join(store, 'tiny-teacher.json'), '{ "schemaVersion": 1, "experiment": 5 }');
    expect(await modelfolio(root, ['ingest', store])).toMatchObject({
      code: 1,
      written: [],
      err: [expect.stringMatching(/tiny-teacher\.json: \/id: missing: expected string, and \d+ more$/)],
    });
  });

  it('refuses what holds no runs', async () => {
    const root = temporaryProject('tiny');
    expect(await modelfolio(root, ['ingest', 'nowhere'])).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/nowhere: not there \(known: Modelfolio run records/)],
    });
    expect(await modelfolio(root, ['ingest', 'models/tiny/tfjs'])).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/tfjs: holds no runs in a known form/)],
    });
  });

  it('goes on with the other models when one is at fault', async () => {
    const root = temporaryProject('tiny');
    mkdirSync(join(root, 'models/broken'));
    writeFileSync(join(root, 'models/broken/card.yaml'), 'title: [');
    const { code, out, err } = await modelfolio(root, ['ingest']);
    expect(code).toBe(1);
    expect(out).toHaveLength(1);
    expect(err).toEqual([expect.stringMatching(/^modelfolio: models\/broken\/card\.yaml: 1:9: /)]);
  });

  it('refuses a folder that could not be an address', async () => {
    const root = temporaryProject('tiny');
    cpSync(join(root, 'models/tiny'), join(root, 'models/My Model'), { recursive: true });
    const { code, err, written } = await modelfolio(root, ['ingest']);
    expect(code).toBe(1);
    expect(err).toEqual([
      'modelfolio: models/My Model/manifest.json: /id: expected lower-case letters, digits and single hyphens, received "My Model"',
    ]);
    expect(written).toEqual([join(root, 'models/tiny/manifest.json')]);
  });

  it('looks only at the models that the given runs belong to', async () => {
    const root = temporaryProject('tiny');
    mkdirSync(join(root, 'models/broken'));
    writeFileSync(join(root, 'models/broken/card.yaml'), 'title: [');
    expect(await modelfolio(root, ['ingest', 'models/tiny/runs'])).toMatchObject({
      code: 0,
      written: [join(root, 'models/tiny/manifest.json')],
    });
  });
});
