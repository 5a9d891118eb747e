import { basename, dirname, join, resolve } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import { RunsError } from '../../runs-error.ts';
import { sha256Of } from '@modelfolio/project';
import { decodeText, flatten, isMapping, parseYaml, readNumber, toText } from '../loose-values.ts';
import { listRun, newRecord } from '../new-record.ts';
import type { RunSource, SourceEffects } from '../source.ts';
import { addBenchmarkResults, addModelIndexResults, noResults, type Results } from './evaluation-results.ts';
import { frontMatter } from './front-matter.ts';

const NAME = 'hugging-face-card';

/** A Hugging Face model card: a run for each entry of its `model-index`. */
export const huggingFaceCardSource: RunSource = {
  name: NAME,
  reads: 'a Hugging Face model card: README.md with front matter, or its folder',
  detect: async (location, effects) => {
    if (location.includes('://')) return false;
    const file = await cardFile(location, effects);
    return file !== null && (await startsWithFrontMatter(file, effects));
  },
  async *list(location, effects) {
    effects.signal.throwIfAborted();
    const file = await cardFile(location, effects);
    if (file === null) throw new RunsError('source-unreadable', 'no card there', { file: location });
    const bytes = await effects.readFile(file);
    const folder = basename(dirname(resolve(file)));
    const evaluations = await benchmarkFiles(dirname(file), effects);
    const fingerprint = sha256Of(
      Buffer.concat([bytes, ...evaluations.flatMap(({ path, content }) => [Buffer.from(path), content])]),
    );
    let data: Record<string, unknown>;
    try {
      data = metadata(bytes, file);
    } catch (error) {
      yield await listRun(folder, null, () => Promise.reject(error));
      return;
    }
    const entries = entriesOf(data, folder);
    const taken = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      effects.signal.throwIfAborted();
      let id = entry.name;
      for (let count = 2; taken.has(id); count++) id = `${entry.name}-${count}`;
      taken.add(id);
      yield await listRun(id, fingerprint, () => {
        const found = noResults();
        addModelIndexResults(entry.results, `/model-index/${index}`, file, found);
        if (index === 0)
          for (const { path, content } of evaluations)
            addBenchmarkResults(parseYaml(decodeText(content, path), path), path, found);
        return toRecord({ id, name: entry.name, folder, file, data, found });
      });
    }
  },
};

interface CardRun {
  id: string;
  name: string;
  folder: string;
  file: string;
  data: Record<string, unknown>;
  found: Results;
}

function toRecord({ id, name, folder, file, data, found }: CardRun): RunRecord {
  const { 'model-index': _results, co2_eq_emissions: emissions, datasets, ...rest } = data;
  for (const set of Array.isArray(datasets) ? datasets : [datasets])
    if (typeof set === 'string' && set !== '')
      found.datasets.set(JSON.stringify([set]), {
        name: set,
        digest: null,
        role: null,
        // A card may name a folder of its author's instead of a data set of the hub.
        source: /^[\w.-]+(?:\/[\w.-]+)?$/.test(set) ? `https://huggingface.co/datasets/${set}` : set,
        rows: null,
      });
  if (emissions !== undefined && emissions !== null) addEmissions(emissions, file, found);
  for (const [key, value] of Object.entries(rest))
    if (value !== null && value !== undefined) found.tags.set(key, toText(value));
  return newRecord(
    {
      id,
      experiment: folder,
      name,
      metrics: Object.fromEntries(found.metrics),
      tags: Object.fromEntries(found.tags),
      datasets: [...found.datasets.values()],
      origin: { tracker: NAME, location: file, externalId: id },
    },
    file,
  );
}

/** The unit of `emissions` is the gram (hub-docs `model-cards-co2.md`). */
function addEmissions(emissions: unknown, file: string, found: Results): void {
  const fields = isMapping(emissions) ? flatten(emissions, file) : [['emissions', emissions] as const];
  for (const [key, value] of fields) {
    const number = key === 'emissions' ? readNumber(value) : null;
    if (number !== null)
      found.metrics.set(`co2_eq_emissions/${key}`, { value: number, step: null, timestamp: null });
    else if (value !== null) found.tags.set(`co2_eq_emissions/${key}`, toText(value));
  }
}

function metadata(bytes: Uint8Array, file: string): Record<string, unknown> {
  const block = frontMatter(decodeText(bytes, file));
  if (block === null) throw new RunsError('run-invalid', 'its front matter does not end', { file });
  const data = parseYaml(block.yaml, file, block.line);
  if (isMapping(data)) return data;
  throw new RunsError('run-invalid', 'expected front matter that is a mapping', { file });
}

function entriesOf(data: Record<string, unknown>, folder: string): { name: string; results: unknown }[] {
  const index = data['model-index'];
  const entries = Array.isArray(index) ? index.filter(isMapping) : [];
  if (entries.length === 0) return [{ name: folder || 'card', results: [] }];
  return entries.map((entry) => ({
    name: typeof entry['name'] === 'string' && entry['name'] !== '' ? entry['name'] : folder || 'card',
    results: entry['results'],
  }));
}

async function cardFile(location: string, effects: SourceEffects): Promise<string | null> {
  const kind = await effects.kindOf(location);
  if (kind === 'file') return location.endsWith('.md') ? location : null;
  if (kind !== 'folder') return null;
  const file = join(location, 'README.md');
  return (await effects.kindOf(file)) === 'file' ? file : null;
}

async function startsWithFrontMatter(file: string, effects: SourceEffects): Promise<boolean> {
  for await (const chunk of effects.readChunks(file))
    return /^\uFEFF?\s*---(\r\n|\r|\n)/.test(Buffer.from(chunk.subarray(0, 4096)).toString());
  return false;
}

async function benchmarkFiles(
  folder: string,
  effects: SourceEffects,
): Promise<{ path: string; content: Uint8Array }[]> {
  const under = join(folder, '.eval_results');
  const paths = (await effects.listFolder(under))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(under, name));
  return Promise.all(paths.map(async (path) => ({ path, content: await effects.readFile(path) })));
}
