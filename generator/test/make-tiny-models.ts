// Writes the binary files of test/input: node test/make-tiny-models.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { encodeIdx } from '@modelfolio/inference/idx';
import { tinyClassifier } from './tiny-classifier.ts';
import { tinyNetwork } from './tiny-network.ts';

const shards = 3;
const rows = 20;
const model = join(import.meta.dirname, 'input/tiny/models/tiny');
const random = new NumpyRandom(7);
const below = (limit: number): number => random.whole() % limit;

mkdirSync(join(model, 'evaluation'), { recursive: true });
mkdirSync(join(model, 'tfjs'), { recursive: true });
writeFileSync(join(model, 'model.onnx'), tinyClassifier());

const { modelJson, weights } = tinyNetwork();
writeFileSync(join(model, 'tfjs/model.json'), modelJson);
writeFileSync(join(model, 'tfjs/weights.bin'), weights);

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
