import { join } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { readStore } from '../../test/read-store.ts';
import { realEffects } from '../../test/real-effects.ts';
import { storesFolder } from '../../test/stores.ts';
import { detectSource } from './registry.ts';

async function read(name: string): Promise<[string, RunRecord[]]> {
  const location = join(storesFolder, name);
  const source = await detectSource(location, realEffects());
  return [source.name, await readStore(source, location)];
}

// The stores are the tools' own work: interop/make_other_stores.py.
it('event files of TensorBoard are read', async () => {
  const [source, [legacy, tensors]] = await read('tensorboard');
  expect(source).toBe('tensorboard');
  expect(legacy?.histories['loss']?.steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(legacy?.histories['loss']?.values[3]).toBeCloseTo(1 / 5, 6);
  expect(legacy?.metrics['odd']?.value).toBe('NaN');
  expect(tensors).toMatchObject({
    id: 'nested/tensors',
    params: { lr: 0.1, name: '<b>x</b>', drop: true },
    tags: { 'hparams/group_name': 'g' },
    histories: {
      'tensor/float16': { steps: [0, 1, 2, 3], values: [0, 3.5, 7, 10.5] },
      'tensor/int64': { steps: [0, 1, 2, 3], values: [0, 3, 7, 10] },
    },
  });
  expect(tensors?.artifacts.map(({ path }) => path)).toEqual(
    [0, 1, 2, 3].map((step) => `pictures/a/${step}.png`),
  );
});

it('folders of dvclive are read', async () => {
  const [source, [run]] = await read('dvc');
  expect(source).toBe('dvc');
  expect(run).toMatchObject({
    params: { lr: 0.1, 'net/depth': 3, language: 'no' },
    histories: { accuracy: { steps: [0, 1, 2, 3], values: [0, 0.25, 0.5, 'NaN'] } },
    metrics: { accuracy: { value: 'NaN' }, 'test/f1': { value: 0.75 } },
  });
});

it('cards of huggingface_hub are read', async () => {
  const [source, [run]] = await read('hugging-face');
  expect(source).toBe('hugging-face-card');
  expect(run).toMatchObject({
    name: 'forest',
    metrics: { 'Penguins/test/accuracy': { value: 0.95 }, 'Penguins/train/accuracy': { value: 1 } },
    tags: { language: 'no' },
  });
});
