// What every engine must do, judged on the shipped model; each driver's test calls it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseIdx } from '@modelfolio/inference/idx';
import { gunzip } from '@modelfolio/inference/node/gunzip';
import { classificationEvaluation, modelManifest } from '@modelfolio/schemas';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { download } from '../src/download.ts';
import { argmaxRow } from '@modelfolio/statistics/argmax-row';
import type { ReadFile } from '../src/engine/engine-files.ts';
import type {
  EngineSpec,
  InferenceEngine,
  LoadProgress,
  Runtime,
  ServedFile,
} from '../src/engine/inference-engine.ts';

const folder = join(import.meta.dirname, '../../../models/fashion-mnist');
const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const manifest = modelManifest.parse(json('manifest.json'));
const { mistakeIndices } = classificationEvaluation.parse(json('evaluation.json'));
const shards = manifest.evaluationSet?.format === 'idx-gz' ? manifest.evaluationSet.shards : [];
const rows = 200;
const area = 28 * 28;

/** A file of a package as the site serves it: gzip-compressed. */
export function gzipped(specifier: string): { file: ServedFile; bytes: Uint8Array<ArrayBuffer> } {
  const path = createRequire(import.meta.url).resolve(specifier);
  const bytes = Uint8Array.from(gzipSync(readFileSync(path), { level: 1 }));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file: { url: '/runtime.wasm.gz', bytes: bytes.length, sha256 }, bytes };
}

/** The shipped model as an engine's specification; a file's URL is its path. */
export function shippedSpec(runtime: Runtime): EngineSpec {
  const name = runtime === 'tfjs' ? 'tfjs-layers' : 'onnx';
  const format = manifest.formats.find((candidate) => candidate.format === name);
  if (!format) throw new Error(`models/fashion-mnist has no ${name}`);
  return {
    runtime,
    entry: format.entry,
    files: format.files.map((file) => ({ ...file, url: file.path })),
    image: {
      name: 'image',
      height: 28,
      width: 28,
      probabilities: manifest.output.probabilities ?? '',
      classes: 10,
    },
  };
}

function idxValues(path: string): Uint8Array<ArrayBuffer> {
  return parseIdx(gunzip(readFileSync(join(folder, path)))).data;
}

/** The first test images `[rows, 28, 28]`. */
export function testImages(count: number): Uint8Array<ArrayBuffer> {
  const [shard] = shards;
  if (!shard) throw new Error('models/fashion-mnist has no evaluation set');
  const data = idxValues(shard.images.path);
  return data.slice(0, count * area);
}

/** Labels of the first shard. */
function testLabels(): Uint8Array {
  const path = shards[0]?.labels.path ?? '';
  return idxValues(path);
}

/** The page's own download over the files of the repository. */
export function reader(
  wasm: Uint8Array<ArrayBuffer>,
  change: (url: string, bytes: Buffer) => Buffer | null,
): ReadFile {
  return (file, onBytes, signal) =>
    download(file, onBytes, signal, {
      caches: undefined,
      sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
      fetch: async (url, init) => {
        init.signal.throwIfAborted();
        const bytes = change(
          url,
          url === '/runtime.wasm.gz' ? Buffer.from(wasm) : readFileSync(join(folder, url)),
        );
        return bytes ? new Response(Uint8Array.from(bytes)) : new Response(null, { status: 404 });
      },
    });
}

const unchanged = (_: string, bytes: Buffer) => bytes;
const live = () => new AbortController().signal;

/**
 * Registers the suite.
 *
 * @param wasm specifier of the runtime's WebAssembly
 */
export function describeEngine(
  runtime: Runtime,
  wasm: string,
  create: (spec: EngineSpec, wasm: ServedFile, read: ReadFile) => InferenceEngine,
): void {
  const runtimeFile = gzipped(wasm);
  const spec = shippedSpec(runtime);
  const make = (change: (url: string, bytes: Buffer) => Buffer | null = unchanged) =>
    create(spec, runtimeFile.file, reader(runtimeFile.bytes, change));

  describe(`${runtime} engine`, () => {
    const engine = make();
    const progress: LoadProgress[] = [];
    let loaded: Awaited<ReturnType<InferenceEngine['load']>>;
    beforeAll(async () => {
      loaded = await engine.load((step) => progress.push(step), live());
    });
    afterAll(() => engine.dispose());

    test('tells how many bytes have arrived, up to all of them', () => {
      const total = spec.files.reduce((sum, { bytes }) => sum + bytes, runtimeFile.file.bytes);
      expect(progress.at(-1)).toEqual({ loaded: total, total });
      expect(loaded.bytes).toBe(total);
    });

    test('names each file of the model by its hash', () => {
      expect(loaded.sha256).toEqual(Object.fromEntries(spec.files.map(({ path, sha256 }) => [path, sha256])));
    });

    test('is wrong on exactly the test images that the evaluation names', async () => {
      const { probabilities, latencyMs } = await engine.predict(testImages(rows));
      expect(probabilities).toHaveLength(rows * 10);
      expect(latencyMs).toBeGreaterThan(0);
      const labels = testLabels();
      const mistakes = Array.from({ length: rows }, (_, row) => row).filter(
        (row) => argmaxRow(probabilities, row, 10) !== labels[row],
      );
      expect(mistakes).toEqual(mistakeIndices.filter((index) => index < rows));
    });

    test('gives probabilities that do not depend on the batch', async () => {
      const images = testImages(5);
      const { probabilities } = await engine.predict(images);
      for (let row = 0; row < 5; row++) {
        const alone = await engine.predict(images.slice(row * area, (row + 1) * area));
        const together = probabilities.subarray(row * 10, (row + 1) * 10);
        expect(alone.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
        together.forEach((p, column) => expect(alone.probabilities[column]).toBeCloseTo(p, 6));
      }
    });

    test('leaves the images that it was given as they were', async () => {
      const images = testImages(1);
      await engine.predict(images);
      expect(images).toEqual(testImages(1));
    });

    test.each([0, 783, 785])('refuses %i bytes: no whole images', async (length) => {
      await expect(engine.predict(new Uint8Array(length))).rejects.toMatchObject({ code: 'input' });
    });

    test('refuses a model of other bytes than the card names', async () => {
      const changed = make((url, bytes) =>
        url === spec.files.at(-1)?.path ? Buffer.from([...bytes, 0]) : bytes,
      );
      await expect(changed.load(() => undefined, live())).rejects.toMatchObject({ code: 'digest' });
    });

    test('says which file the server does not have', async () => {
      const missing = make((url, bytes) => (url === spec.entry ? null : bytes));
      const name = spec.entry.slice(spec.entry.lastIndexOf('/') + 1);
      await expect(missing.load(() => undefined, live())).rejects.toMatchObject({
        code: 'download',
        message: `${name}: the server answered 404`,
      });
    });

    test('stops when cancelled', async () => {
      await expect(make().load(() => undefined, AbortSignal.abort())).rejects.toMatchObject({
        code: 'cancelled',
      });
    });

    test('does not predict before it is loaded', async () => {
      await expect(make().predict(testImages(1))).rejects.toMatchObject({ code: 'model' });
    });

    test('says so, and fetches nothing, where WebAssembly is refused', async () => {
      const fetched = vi.fn<typeof unchanged>(unchanged);
      vi.stubGlobal('WebAssembly', undefined);
      try {
        await expect(make(fetched).load(() => undefined, live())).rejects.toMatchObject({
          code: 'wasm-refused',
          message: expect.stringContaining('no WebAssembly'),
        });
      } finally {
        vi.unstubAllGlobals();
      }
      expect(fetched).not.toHaveBeenCalled();
    });
  });
}
