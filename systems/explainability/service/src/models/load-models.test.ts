import { mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startStorage, whyNoStorage } from '@modelfolio/measuring/testing/storage-emulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modelsFolder } from '../../test/service.ts';
import { startUnreliableProxy, type Fate } from '../../test/unreliable-proxy.ts';
import { loadModels } from './load-models.ts';
import type { ModelsPlace } from './models-place.ts';

const missing = whyNoStorage();
const all = 1 << 30;

describe.skipIf(missing !== null)(`a bucket of Cloud Storage${missing === null ? '' : ` (${missing})`}`, () => {
  let storage: Awaited<ReturnType<typeof startStorage>>;
  let proxy: Awaited<ReturnType<typeof startUnreliableProxy>>;
  let temporary: string;
  let bucket: string;
  /** What happens to each request; those of a part of its path, first come, first served. */
  let fates: [part: string, fate: Fate][];
  let buckets = 0;

  beforeAll(async () => {
    storage = await startStorage();
    proxy = await startUnreliableProxy(storage.url, (path) => {
      const at = fates.findIndex(([part]) => decodeURIComponent(path).includes(part));
      return fates.splice(at, at === -1 ? 0 : 1)[0]?.[1] ?? 'passed';
    });
    process.env['STORAGE_EMULATOR_HOST'] = proxy.url;
  }, 60_000);
  afterAll(async () => {
    delete process.env['STORAGE_EMULATOR_HOST'];
    await proxy.stop();
    await storage.stop();
  });
  beforeEach(async () => {
    fates = [];
    temporary = mkdtempSync(join(tmpdir(), 'load-models-'));
    buckets += 1;
    bucket = `models-${buckets}`;
    await post(`/storage/v1/b?project=test`, JSON.stringify({ name: bucket }));
  });
  afterEach(() => {
    // Fails where anything stays of what was loaded, whether or not it could be opened.
    rmdirSync(temporary);
  });

  async function post(path: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) {
    const { ok, status } = await fetch(`${storage.url}${path}`, { method: 'POST', body, headers });
    if (!ok) throw new Error(`${path}: ${status}`);
  }
  const put = (name: string, bytes: string | Buffer<ArrayBuffer>) =>
    post(`/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${encodeURIComponent(name)}`, bytes);
  async function putModel(prefix: string, id: string, paths: readonly string[]): Promise<void> {
    for (const path of paths) await put(`${prefix}${id}/${path}`, readFileSync(join(modelsFolder, id, path)));
  }
  async function loaded(
    place: Partial<Extract<ModelsPlace, { kind: 'bucket' }>> = {},
    { maxBytes = all, signal = new AbortController().signal } = {},
  ) {
    const opened = await loadModels({ kind: 'bucket', bucket, prefix: '', ...place }, { maxBytes, signal, temporary });
    await Promise.all([...opened.models.values()].map((model) => model.close()));
    return { ids: [...opened.models.keys()], leftOut: opened.leftOut, models: opened.models };
  }

  it('gives its models, and loads nothing of those that are left out', async () => {
    await putModel('', 'penguin-size', penguinFiles());
    await putModel('', 'fashion-mnist', ['manifest.json']);
    await put('penguin-size/runs/never-loaded.json', '{}');
    await put('README.md', 'not a model');
    const { ids, leftOut, models } = await loaded();
    expect(ids).toEqual(['penguin-size']);
    expect(leftOut).toEqual([`gs://${bucket}/fashion-mnist: takes image input, no table`]);
    expect(models.get('penguin-size')?.rows?.rows).toBeGreaterThan(50);
  });

  it('gives those under a prefix only', async () => {
    await putModel('live/now/', 'penguin-size', penguinFiles());
    await putModel('live/nowhere/', 'palmer-penguins', ['manifest.json']);
    expect((await loaded({ prefix: 'live/now' })).ids).toEqual(['penguin-size']);
  });

  it('is asked again when it is busy, cuts a load or sends other bytes', async () => {
    await putModel('', 'penguin-size', penguinFiles());
    fates = [
      ['prefix=', 503],
      ['manifest.json', 429],
      ['model.onnx?alt=media', 'corrupted'],
      ['model.onnx?alt=media', 'cut'],
    ];
    const before = fates;
    expect((await loaded()).ids).toEqual(['penguin-size']);
    expect(before).toEqual([]);
  });

  it.each<[string, [string, Fate], string]>([
    ['may not be listed', ['prefix=', 403], 'it may not be read (give this service account roles/storage.objectViewer'],
    ['may not be read', ['model.onnx', 403], 'penguin-size/model.onnx: it may not be read (give this service'],
    ['asks for credentials', ['prefix=', 401], 'it may not be read (give this service account'],
    ['does not like the question', ['prefix=', 400], 'said by the proxy (try again)'],
  ])('that %s is told in one line, at once', async (_, fate, words) => {
    await putModel('', 'penguin-size', penguinFiles());
    fates = [fate];
    await expect(loaded()).rejects.toThrow(words);
  });

  it('that is not there, or holds nothing, is told in one line', async () => {
    await expect(loaded({ bucket: 'nobodys' })).rejects.toMatchObject({
      code: 'bucket-missing',
      message: 'gs://nobodys: there is no such bucket (see --models, or MODELS)',
    });
    await expect(loaded({ prefix: 'none' })).rejects.toThrow(
      `gs://${bucket}/none: no model (expected <id>/manifest.json)`,
    );
  });

  it('with files that are missing, other, too large or packed is refused by name', async () => {
    await put('m/model.onnx', 'x');
    await expect(loaded()).rejects.toThrow(`gs://${bucket}/m/manifest.json: it is not there`);
    await putModel('a/', 'penguin-size', ['manifest.json']);
    await expect(loaded({ prefix: 'a' })).rejects.toThrow('/a/penguin-size/model.onnx: it is not there');
    await put('a/penguin-size/model.onnx', 'x');
    await expect(loaded({ prefix: 'a' })).rejects.toThrow('it takes 1 bytes, the manifest says 1216');
    await putModel('b/', 'penguin-size', penguinFiles());
    await put('b/penguin-size/model.onnx', Buffer.alloc(1216));
    await expect(loaded({ prefix: 'b' })).rejects.toThrow(
      new RegExp(`^gs://${bucket}/b/penguin-size/model\\.onnx: its SHA-256 is [0-9a-f]{64}, the manifest says 1607ac`),
    );
    await put('c/penguin-size/manifest.json', '{');
    await expect(loaded({ prefix: 'c' })).rejects.toThrow(`gs://${bucket}/c/penguin-size/manifest.json:`);
    const packed = `/upload/storage/v1/b/${bucket}/o?uploadType=media&contentEncoding=gzip&name=e/m/manifest.json`;
    await post(packed, gzipSync('{}'));
    await expect(loaded({ prefix: 'e' })).rejects.toThrow('it is stored with Content-Encoding gzip (upload it');
    await put('d/../x/manifest.json', '{}');
    await expect(loaded({ prefix: 'd' })).rejects.toThrow(`gs://${bucket}/d: ".." is no id of a model`);
  });

  it('whose models are larger than they may be is not loaded', async () => {
    await putModel('', 'penguin-size', penguinFiles());
    const sizes = penguinFiles().map((path) => readFileSync(join(modelsFolder, 'penguin-size', path)).length);
    const maxBytes = sizes.reduce((sum, size) => sum + size, 0);
    expect((await loaded({}, { maxBytes })).ids).toEqual(['penguin-size']);
    await expect(loaded({}, { maxBytes: maxBytes - 1 })).rejects.toThrow(
      `with it the models take more than ${maxBytes - 1} bytes (raise --max-model-bytes)`,
    );
  });

  it('is left when the program ends', async () => {
    await putModel('', 'penguin-size', penguinFiles());
    const signal = AbortSignal.abort(new Error('ended'));
    await expect(loaded({}, { signal })).rejects.toThrow('ended');
  });
});

/** The files of the model penguin-size that are served. */
function penguinFiles(): string[] {
  const { evaluationSet } = JSON.parse(
    readFileSync(join(modelsFolder, 'penguin-size/manifest.json'), 'utf8'),
  ) as { evaluationSet: { file: { path: string } } };
  return ['manifest.json', 'model.onnx', evaluationSet.file.path];
}
