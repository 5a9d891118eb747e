import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { edit } from './temporary-project.ts';
import { tinyClassifier } from './tiny-classifier.ts';
import { tinyNetwork } from './tiny-network.ts';

/** Puts a worse model into a copy of `test/input/tiny`, in both formats; that its run logged a better one is admitted. */
export function putBiasedModel(root: string): void {
  const home = join(root, 'models/tiny');
  const { modelJson, weights } = tinyNetwork((value, index) => (index === 12 ? 200 : value));
  writeFileSync(join(home, 'model.onnx'), tinyClassifier({ biased: true }));
  writeFileSync(join(home, 'tfjs/model.json'), modelJson);
  writeFileSync(join(home, 'tfjs/weights.bin'), weights);
  edit(
    join(home, 'card.yaml'),
    /^ {2}split: test$/m,
    '  split: test\n  admitted:\n    logged-metric-differs: The run is of another model.',
  );
}
