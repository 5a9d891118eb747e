import { join } from 'node:path';
import { explanation, modelManifest, type Explanation, type ModelManifest } from '@modelfolio/schemas';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeProject } from '../../test/temporary-project.ts';
import { realEffects } from '../effects.ts';
import { completeExplanation } from '../explanation/complete-explanation.ts';
import { explainModel } from '../explanation/explain-model.ts';
import { repeatExplanation } from './repeat-explanation.ts';

const made = madeProject('table-classifier', [['ingest'], ['evaluate'], ['explain']]);
let manifest: ModelManifest;
let recorded: Explanation;
beforeAll(() => {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(made.root(), 'models/penguins', name), 'utf8'));
  manifest = modelManifest.parse(read('manifest.json'));
  recorded = explanation.parse(read('explanation.json'));
});

const project = () => ({ root: made.root(), effects: { ...realEffects(), progress: () => undefined } });
const pointers = async (record: Explanation): Promise<string[]> =>
  (await repeatExplanation(project(), manifest, record)).map(({ pointer }) => pointer);

/** The record as a liar leaves it: all that follows from the numbers follows from them still. */
function lie(change: (record: Explanation) => void): Explanation {
  const record = structuredClone(recorded);
  change(record);
  return completeExplanation(record);
}

/** Everything of two features but the columns they are made of. */
function swap({ importance: { features } }: Explanation): void {
  const [first, second] = features;
  if (!first || !second) throw new Error('expected two features');
  [first.meanAbsolute, second.meanAbsolute] = [second.meanAbsolute, first.meanAbsolute];
  [first.permutation, second.permutation] = [second.permutation, first.permutation];
}

describe('explaining again', () => {
  it('gives what is on record', async () => {
    expect(await pointers(recorded)).toEqual([]);
  });

  it('finds two columns swapped, in whatever order they stand now', async () => {
    const found = await pointers(lie(swap));
    expect(found).toContain('/importance/features/0/meanAbsolute/value');
    expect(found).toContain('/importance/features/1/permutation/mean');
  });

  it.each<[string, (record: Explanation) => void, string]>([
    ['the base', ({ attribution }) => (attribution.base += 0.01), '/attribution/base'],
    [
      'a feature’s name',
      ({ importance }) => (importance.features[0]!.name = 'Mass'),
      '/importance/features/0/name',
    ],
    [
      'a column that is none',
      ({ importance }) => (importance.features[0]!.columns = ['mass']),
      '/importance/features/0',
    ],
    [
      'the score before shuffling',
      ({ importance }) => (importance.permutation.score -= 0.1),
      '/importance/permutation/score',
    ],
    [
      'a count of a group',
      ({ fairness }) => fairness[0]!.groups[0]!.confusion.tp++,
      '/fairness/0/groups/0/confusion/tp',
    ],
  ])('finds %s', async (_, change, pointer) => {
    expect(await pointers(lie(change))).toContain(pointer);
  });

  it('holds the means of a sample against those of all rows where the model must be asked for each', async () => {
    // As of a model whose file holds neither trees nor weights: eight rows of it are explained again.
    const asked = await explainModel(
      project(),
      manifest,
      { background: 20, rows: 60, seed: 1 },
      { signal: new AbortController().signal, progress: () => undefined },
    );
    const kernel: Explanation = { ...asked, attribution: { ...asked.attribution, method: 'kernel' } };
    expect(await pointers(kernel)).toEqual(['/attribution/method']);
    const tenfold = structuredClone(kernel);
    const [first] = tenfold.importance.features;
    if (first) first.meanAbsolute.value = 10 * Number(first.meanAbsolute.value);
    expect(await pointers(tenfold)).toEqual([
      '/attribution/method',
      '/importance/features/0/meanAbsolute/value',
    ]);
  });
});
