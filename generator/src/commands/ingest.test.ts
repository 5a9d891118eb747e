import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { modelManifest, runRecord, type RunRecord } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { realEffects } from '../effects.ts';
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
      ['tfjs-graph', 'tfjs/model.json'],
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
    expect(out.slice(0, 4)).toEqual([
      `${store}: run-record, 1 experiment, 3 runs`,
      'tiny: run tiny-constant (tiny constant) from run-record: written',
      'tiny: run tiny-linear (tiny linear) from run-record: written',
      'tiny: run tiny-teacher (tiny teacher) from run-record: written',
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
      // And the list of the model's runs, which holds its digest.
      written: [runFile(root, 'tiny-linear'), join(root, 'models/tiny/runs.sha256')],
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

  it('lets runs wait in runs/ that name no model, until --model says', async () => {
    const { root, store } = withStore();
    for (const name of readdirSync(store)) {
      const run = { ...readRun(join(store, name)), experiment: 'My trials', models: [] };
      writeFileSync(join(store, name), JSON.stringify(run));
    }
    const waiting = await modelfolio(root, ['ingest', store]);
    expect(waiting).toMatchObject({ code: 0, err: [] });
    const [folder = ''] = readdirSync(join(root, 'runs'));
    expect(folder).toMatch(/^my-trials-[0-9a-f]{6}$/);
    expect(waiting.written).toEqual(
      ['tiny-constant', 'tiny-linear', 'tiny-teacher'].map((id) => join(root, 'runs', folder, `${id}.json`)),
    );
    expect(await modelfolio(root, ['ingest', store])).toMatchObject({ code: 0, written: [] });
    const told = await modelfolio(root, ['ingest', store, '--model', 'tiny']);
    expect(told.written).toContain(runFile(root, 'tiny-linear'));
  });

  it('takes the runs that are asked for, by name, id, experiment, age and filter', async () => {
    const { root, store } = withStore();
    const taken = async (...flags: string[]): Promise<string[]> => {
      const { written } = await modelfolio(root, ['ingest', store, '--model', 'tiny', ...flags]);
      const names = written.filter((path) => path.includes('/runs/')).map((path) => basename(path, '.json'));
      rmSync(join(root, 'models/tiny/runs'), { recursive: true, force: true });
      return names;
    };
    expect(await taken('--run', 'tiny-linear', '--run', 'tiny teacher')).toEqual([
      'tiny-linear',
      'tiny-teacher',
    ]);
    expect(await taken('--filter', "run_name LIKE '%constant' OR run_id = 'tiny-linear'")).toEqual([
      'tiny-constant',
      'tiny-linear',
    ]);
    const { experiment, startTime } = readRun(join(store, 'tiny-linear.json'));
    expect(await taken('--experiment', experiment, '--since', startTime ?? '')).toContain('tiny-linear');
    expect(await modelfolio(root, ['ingest', store, '--since', '2999-01-01'])).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/none of its 3 runs is meant by --since 2999/)],
    });
    expect(await modelfolio(root, ['ingest', store, '--experiment', 'other'])).toMatchObject({
      code: 1,
      err: [expect.stringContaining(`its experiments: ${experiment}`)],
    });
    expect(await modelfolio(root, ['ingest', store, '--since', 'monday'])).toMatchObject({ code: 2 });
    expect(await modelfolio(root, ['ingest', store, '--filter', 'metrics.x >'])).toMatchObject({
      code: 2,
      err: ['modelfolio: --filter: column 12: it ends, expected a number'],
    });
    expect(await modelfolio(root, ['ingest', store, '--source', 'wandb'])).toMatchObject({
      code: 2,
      err: [expect.stringMatching(/no source is named wandb \(there are: run-record, /)],
    });
  });

  it('begins a project where --root says so', async () => {
    const { store } = withStore();
    const folder = temporaryProject();
    expect(await modelfolio(folder, ['ingest', store])).toMatchObject({
      code: 1,
      err: [
        expect.stringMatching(
          /no models folder in .* \(go to the project, or begin one here with --root \.\)/,
        ),
      ],
    });
    expect(await modelfolio(folder, ['ingest', store, '--root', '.'])).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, 'runs'))).toHaveLength(1);
  });

  it('sums up many runs, and reads none again that is as it was', async () => {
    const { root, store } = withStore();
    const run = readRun(join(store, 'tiny-linear.json'));
    for (let index = 0; index < 30; index++)
      writeFileSync(join(store, `more-${index}.json`), JSON.stringify({ ...run, id: `more-${index}` }));
    const first = await modelfolio(root, ['ingest', store]);
    expect(first.out.slice(0, 2)).toEqual([
      `${store}: run-record, 1 experiment, 33 runs`,
      'models/tiny/runs: 33 runs: 33 written, 0 unchanged',
    ]);
    const read: string[] = [];
    const again = await modelfolio(root, ['ingest', store], {
      readFile: async (path) => {
        read.push(path);
        return new Uint8Array(readFileSync(path));
      },
    });
    expect(again.out[1]).toBe('models/tiny/runs: 33 runs: 0 written, 33 unchanged');
    expect(read.filter((path) => path.includes('models/tiny/runs/more'))).toEqual([]);
  });

  it('leaves no litter, and clears what a killed process left', async () => {
    const { root, store } = withStore();
    mkdirSync(join(root, '.modelfolio/staging/2147483000-dead'), { recursive: true });
    writeFileSync(join(store, 'tiny-teacher.json'), '{ "schemaVersion": 1, "experiment": 5 }');
    await modelfolio(root, ['ingest', store]);
    expect(readdirSync(join(root, '.modelfolio/staging'))).toEqual([]);
  });

  it('passes over what cannot be read with --skip-invalid, tells of each and exits with 1', async () => {
    const { root, store } = withStore();
    writeFileSync(join(store, 'tiny-teacher.json'), '{ "schemaVersion": 1, "experiment": "trials" }');
    const said = await modelfolio(root, ['ingest', store, '--skip-invalid', '--json']);
    expect(said).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/^modelfolio: passed over: .*tiny-teacher\.json: \/id: missing/)],
    });
    expect(JSON.parse(said.out.join('\n'))).toMatchObject({
      passedOver: [{ name: 'run-invalid', file: join(store, 'tiny-teacher.json'), field: '/id' }],
    });
    expect(readdirSync(join(root, 'models/tiny/runs'))).toEqual(['tiny-constant.json', 'tiny-linear.json']);
  });

  it('lets no name steer the terminal', async () => {
    const { root, store } = withStore();
    const run = { ...readRun(join(store, 'tiny-linear.json')), name: '\u001B[2J\u001B]0;title\u0007 best' };
    writeFileSync(join(store, 'tiny-linear.json'), JSON.stringify(run));
    const { out } = await modelfolio(root, ['ingest', store]);
    expect(out.join('\n')).toContain('run tiny-linear (\uFFFD[2J\uFFFD]0;title\uFFFD best)');
  });

  it('finds the project from inside a model, whose folder has runs too', async () => {
    const inside = join(temporaryProject('tiny'), 'models/tiny');
    expect(await modelfolio(inside, ['ingest'])).toMatchObject({
      code: 0,
      written: expect.arrayContaining([join(inside, 'manifest.json')]),
    });
  });

  it('says so when it is interrupted, and leaves nothing behind', async () => {
    const { root, store } = withStore();
    const interruption = new AbortController();
    const real = realEffects(interruption.signal);
    const said = await modelfolio(root, ['ingest', store], {
      ...real,
      workingFolder: root,
      stageFile: async (path, data) => {
        await real.stageFile(path, data);
        interruption.abort();
      },
      note: () => undefined,
    });
    expect(said.code).toBe(130);
    expect(existsSync(join(root, 'models/tiny/runs'))).toBe(false);
    expect(readdirSync(join(root, '.modelfolio/staging'))).toEqual([]);
  });

  it('keeps ids that no file can be named after apart', async () => {
    const { root, store } = withStore();
    const run = { ...readRun(join(store, 'tiny-linear.json')), id: '../../a b/c' };
    writeFileSync(join(store, 'odd.json'), JSON.stringify(run));
    await modelfolio(root, ['ingest', store]);
    expect(readRun(runFile(root, '%2E.%2F..%2Fa%20b%2Fc')).id).toBe('../../a b/c');
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
