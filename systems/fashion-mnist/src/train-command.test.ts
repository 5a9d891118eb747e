import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import type { DatasetFile } from './dataset-files.ts';
import { encodeIdx } from '@modelfolio/inference/idx';
import { readRecords } from '@modelfolio/training/model-folder';
import { runTrainer } from '@modelfolio/training/trainer';
import { seededRandom } from '@modelfolio/statistics/seeded-random';
import { fashionMnistTrainer, type TrainCommandEffects } from './train-command.ts';

/** A data set of two classes, as four files. */
function smallDataset(): { files: DatasetFile[]; contents: Map<string, Uint8Array> } {
  const random = seededRandom(1);
  const contents = new Map<string, Uint8Array>();
  const files: DatasetFile[] = [];
  for (const [part, rows] of [['train', 120] as const, ['test', 40] as const]) {
    const labels = Uint8Array.from({ length: rows }, (_, row) => row % 2);
    const images = Uint8Array.from({ length: rows * 784 }, (_, index) => {
      const bright = index % 784 < 392 === (labels[Math.floor(index / 784)] === 0);
      return (bright ? 120 : 0) + 120 * random();
    });
    for (const [content, shape, data] of [
      ['images', [rows, 28, 28], images],
      ['labels', [rows], labels],
    ] as const) {
      const bytes = encodeIdx({ shape: [...shape], data });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      files.push({ part, content, name: `${part}-${content}.gz`, shape: [...shape], sha256 });
      contents.set(`${part}-${content}`, bytes);
    }
  }
  return { files, contents };
}

const { files, contents } = smallDataset();
let root = '';
beforeEach(async () => {
  root = await temporaryFolder();
  await mkdir(join(root, 'data'));
  for (const [name, bytes] of contents) await writeFile(join(root, 'data', name), bytes);
});

interface Outcome {
  code: number;
  printed: string;
  reported: string[];
}

async function train(args: string, stopAtStep = Number.POSITIVE_INFINITY): Promise<Outcome> {
  const stop = new AbortController();
  const outcome: Outcome = { code: -1, printed: '', reported: [] };
  const effects: TrainCommandEffects = {
    root,
    cwd: root,
    dataset: {
      fetch: () => Promise.reject(new Error('no network here')),
      addresses: [],
      env: {},
      cache: join(root, 'cache'),
      system: join(root, 'data'),
      files,
    },
    signal: stop.signal,
    now: Date.now,
    print: (text) => void (outcome.printed += text),
    note: (text) => void outcome.reported.push(text),
    progress: (text) => {
      if (text?.includes(`step ${stopAtStep} of`)) stop.abort();
    },
  };
  const typed = [...args.split(' '), '--backend', 'wasm', '--batch-size', '10'];
  outcome.code = await runTrainer(fashionMnistTrainer, typed, effects);
  return outcome;
}
const out = (): string => join(root, 'models', 'fashion-mnist');
const shippedRun = async (): Promise<unknown> => {
  const model = JSON.parse(await readFile(join(out(), 'tfjs', 'model.json'), 'utf8')) as {
    userDefinedMetadata: { run: string };
  };
  return model.userDefinedMetadata.run;
};

describe('npm run train -- fashion-mnist', () => {
  it('trains, records, exports, and says so', async () => {
    const { code, printed } = await train('--candidate softmax --epochs 2 --json');
    expect(code).toBe(0);
    const result = JSON.parse(printed) as { chosen: string; runs: { id: string; shipped: boolean }[] };
    expect(result.runs).toHaveLength(1);
    expect(result.runs[0]).toMatchObject({ id: result.chosen, shipped: true, parameters: 7850 });

    const record = runRecord.parse(
      JSON.parse(await readFile(join(out(), 'runs', `${result.chosen}.json`), 'utf8')),
    );
    expect(record.id).toMatch(/^\d{8}-softmax-[0-9a-f]{6}$/);
    expect(record.histories['train/loss']?.steps).toEqual([1, 2]);
    expect(record.datasets.map(({ role, rows }) => [role, rows])).toEqual([
      ['train', 110],
      ['validation', 10],
      ['test', 40],
    ]);
    expect(record.metrics['test/accuracy']?.value).toBeGreaterThan(0.9);
    expect(record.params).toMatchObject({ backend: 'wasm', epochs: 2, seed: 1, parameters: 7850 });
    expect(record.source.command).toBe(
      'npm run train -- fashion-mnist --candidate softmax --backend wasm --epochs 2 --batch-size 10',
    );
    // The folder is in no repository.
    expect([record.source.commit, record.source.dirty]).toEqual([null, null]);
    for (const { path, bytes, sha256 } of record.artifacts) {
      const file = await readFile(join(out(), path));
      expect([path, file.length]).toEqual([path, bytes]);
      expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
    }
    expect(record.artifacts.map(({ path }) => path)).toEqual([
      'model.onnx',
      'tfjs/model.json',
      'tfjs/weights.bin',
    ]);
    expect(await readdir(join(out(), 'evaluation'))).toEqual([
      't10k-00-images.idx3.gz',
      't10k-00-labels.idx1.gz',
    ]);
  });

  it('stopped in the middle and resumed, ships the bytes of an uninterrupted training', async () => {
    await train('--candidate mlp --epochs 3 --out whole');
    const stopped = await train('--candidate mlp --epochs 3', 14);
    expect(stopped.code).toBe(130);
    expect(stopped.reported.at(-2)).toContain('--resume');
    expect(stopped.reported.at(-1)).toContain('interrupted');
    await expect(readdir(join(out(), 'runs'))).rejects.toThrow('ENOENT');
    const { code } = await train('--candidate mlp --epochs 3 --resume');
    expect(code).toBe(0);
    const weights = (folder: string): Promise<Buffer> => readFile(join(folder, 'tfjs', 'weights.bin'));
    expect((await weights(out())).equals(await weights(join(root, 'whole')))).toBe(true);
  });

  it('resumes nothing that was not begun with the same options', async () => {
    await train('--candidate softmax --epochs 3', 5);
    const { code, reported } = await train('--candidate softmax --epochs 4 --resume');
    expect([code, reported.at(-1)]).toEqual([1, expect.stringMatching(/^train: no checkpoint at /)]);
  });

  it('ships the best by validation accuracy, whatever was trained last, and keeps every record', async () => {
    await train('--candidate mlp --epochs 4');
    const [good] = await readRecords(out());
    // A rate this small learns nothing.
    const { printed } = await train('--candidate softmax --epochs 1 --learning-rate 0.00000001');
    expect(printed).toContain(`Shipped before and kept: ${good?.id}`);
    expect(await shippedRun()).toBe(good?.id);
    expect(await readRecords(out())).toHaveLength(2);
  });

  it('judges neither by test accuracy nor a network that is too large', async () => {
    await train('--candidate mlp --epochs 4');
    const [good] = (await readRecords(out())) as [RunRecord];
    const rival = (id: string, params: RunRecord['params'], validation: number): Promise<void> => {
      const metrics = { ...good.metrics, 'test/accuracy': { value: 1, step: null, timestamp: null } };
      const history = good.histories['validation/accuracy'] as RunRecord['histories'][string];
      const values = history.values.map(() => validation);
      const record = {
        ...good,
        id,
        params: { ...good.params, ...params },
        metrics,
        histories: { ...good.histories, 'validation/accuracy': { ...history, values } },
      };
      return writeFile(join(out(), 'runs', `${id}.json`), JSON.stringify(record));
    };
    await rival('a-huge', { trainableParameters: 1_000_000 }, 1);
    await rival('a-worse', {}, 0.1);
    const { printed } = await train('--candidate softmax --epochs 1 --learning-rate 0.00000001');
    expect(printed).toContain(`Shipped before and kept: ${good.id}`);
  });

  it('names a damaged record instead of choosing without it', async () => {
    await mkdir(join(out(), 'runs'), { recursive: true });
    await writeFile(join(out(), 'runs', 'x.json'), '{"schemaVersion": 1}');
    const { code, reported } = await train('--candidate softmax --epochs 1');
    expect([code, reported.at(-1)]).toEqual([
      1,
      expect.stringMatching(/^train: .*runs\/x\.json: \/id: .*restore or remove/),
    ]);
  });

  it('prints its help without touching anything', async () => {
    const { code, printed } = await train('--help');
    expect(code).toBe(0);
    expect(printed).toContain('Usage: npm run train -- fashion-mnist');
    expect((await readdir(root)).sort()).toEqual(['data']);
  });
});
