// Writes the binary files of test/input: node test/make-tiny-models.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { encodeIdx } from '@modelfolio/inference/idx';
import { tinyClassifier } from './tiny-classifier.ts';

const shards = 3;
const rows = 20;
const model = join(import.meta.dirname, 'input/tiny/models/tiny');
const random = new NumpyRandom(7);
const below = (limit: number): number => random.whole() % limit;

mkdirSync(join(model, 'evaluation'), { recursive: true });
mkdirSync(join(model, 'tfjs'), { recursive: true });
writeFileSync(join(model, 'model.onnx'), tinyClassifier());

// Never run, only described: the tests need a second format.
const weightsManifest = [
  { paths: ['weights.bin'], weights: [{ name: 'bias', shape: [3], dtype: 'float32' }] },
];
writeFileSync(join(model, 'tfjs/model.json'), JSON.stringify({ format: 'layers-model', weightsManifest }));
writeFileSync(join(model, 'tfjs/weights.bin'), new Uint8Array(new Float32Array([1, 1, 1]).buffer));

for (let shard = 0; shard < shards; shard++) {
  const labels = Uint8Array.from({ length: rows }, () => below(3));
  // The label's two pixels are bright, with enough noise that some rows are mistaken.
  const bright = [
    [0, 1],
    [2, 3],
    [0, 2],
  ];
  const images = Uint8Array.from({ length: rows * 4 }, (_, index) => {
    const label = labels[Math.floor(index / 4)] ?? 0;
    return below(150) + (bright[label]?.includes(index % 4) ? 60 : 0);
  });
  const name = join(model, `evaluation/tiny-${String(shard).padStart(2, '0')}`);
  writeFileSync(
    `${name}-images.idx3.gz`,
    gzipSync(encodeIdx({ shape: [rows, 2, 2], data: images }), { level: 9 }),
  );
  writeFileSync(`${name}-labels.idx1.gz`, gzipSync(encodeIdx({ shape: [rows], data: labels }), { level: 9 }));
}
