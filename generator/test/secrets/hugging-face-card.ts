import { join } from 'node:path';
import { stringify } from 'yaml';
import { pairsOf, write, type Plants } from './plants.ts';

/** A model card of Hugging Face, with plants in every text of its front matter. */
export function huggingFaceCard(root: string, plants: Plants): string {
  const results = plants.texts.map((text) => ({
    task: { type: 'tabular-classification', name: text },
    dataset: { type: text, name: text, config: text, split: 'test', revision: text },
    metrics: [
      { type: 'accuracy', name: text, value: 0.5 },
      { type: 'note', name: 'note', value: text },
    ],
    source: { name: text, url: text },
  }));
  const front = {
    license: 'mit',
    tags: plants.texts,
    datasets: plants.texts,
    base_model: plants.texts[0],
    ...Object.fromEntries(pairsOf(plants)),
    'model-index': [{ name: plants.texts.join(' '), results }],
  };
  write(root, 'card/README.md', `---\n${stringify(front)}---\n\n# Card\n`);
  return join(root, 'card');
}
