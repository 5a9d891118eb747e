import { join } from 'node:path';
import type { RunSource, SourceEffects } from '../source.ts';
import { RunsError } from '../../runs-error.ts';
import { loadFileRun, modelsByRun, type FileRun } from './file-store-run.ts';
import { readFileVersions } from './file-store-registry.ts';
import { StoreFiles } from './store-files.ts';
import { textField, type StoreYaml } from './store-yaml.ts';
import { instantOf, runName, toRunRecord } from './to-run-record.ts';

const name = 'mlflow-file-store';

/** Folders beside the runs of an experiment. */
const RESERVED = new Set(['tags', 'datasets', 'traces', 'models', '.trash']);

/** `mlruns/`, where MLflow kept runs before 3.7: a folder of YAML and one file a key. */
export const mlflowFileStoreSource: RunSource = {
  name,
  reads: 'MLflow: an mlruns folder, or a folder with one',
  detect: async (location, effects) => (await storeFolder(location, effects)) !== null,
  async *list(location, effects) {
    const root = await storeFolder(location, effects);
    if (root === null) throw new RunsError('source-unreadable', 'not there', { file: location });
    const place = { tracker: name, location: root };
    const files = new StoreFiles(root, effects);
    const versions = await readFileVersions(join(root, 'models'), files);
    for (const experiment of await experiments(root, files)) {
      const models = await modelsByRun(experiment.folder, files);
      for (const id of await files.folders(experiment.folder)) {
        effects.signal.throwIfAborted();
        if (RESERVED.has(id)) continue;
        const folder = join(experiment.folder, id);
        const meta = await files.meta(folder);
        if (meta === null || isDeleted(meta)) continue;
        const run: FileRun = {
          root,
          folder,
          runId: id,
          meta,
          experiment: experiment.name,
          modelIds: models.get(id) ?? [],
          versions,
        };
        const tags = await files.keyValues(join(folder, 'tags'));
        yield {
          id,
          experiment: experiment.name,
          experimentId: experiment.id,
          name: runName({ runId: id, name: textField(meta, 'run_name') ?? textField(meta, 'name'), tags }),
          startTime: instantOf(textField(meta, 'start_time'), 'startTime', run, place),
          // Every point is in its file alone: to see whether one was added is to read them all.
          fingerprint: null,
          load: async () => toRunRecord(await loadFileRun(run, files), place),
        };
      }
    }
  },
};

interface Experiment {
  id: string;
  name: string;
  folder: string;
}

/** Active experiments: folders named by a number, with a `meta.yaml`. What was deleted lies in `.trash`. */
async function experiments(root: string, files: StoreFiles): Promise<Experiment[]> {
  const found: Experiment[] = [];
  for (const id of (await files.folders(root)).filter(isExperimentId)) {
    const folder = join(root, id);
    const meta = await files.meta(folder);
    if (meta === null || isDeleted(meta)) continue;
    found.push({ id, folder, name: textField(meta, 'name') ?? `experiment_${id}` });
  }
  // By number; too long for one.
  return found.toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
}

async function storeFolder(location: string, effects: SourceEffects): Promise<string | null> {
  const path = location.startsWith('file://') ? decodeURIComponent(new URL(location).pathname) : location;
  if (path.includes('://')) return null;
  for (const folder of [path, join(path, 'mlruns')]) {
    if ((await effects.kindOf(folder)) !== 'folder') continue;
    for (const id of (await effects.listFolder(folder)).filter(isExperimentId))
      if ((await effects.kindOf(join(folder, id, 'meta.yaml'))) === 'file')
        return folder.replace(/(.)\/+$/, '$1');
  }
  return null;
}

function isExperimentId(folder: string): boolean {
  return /^\d+$/.test(folder);
}

/** `deleted`, or 2 in stores of before 1.0. */
function isDeleted(meta: StoreYaml): boolean {
  const stage = textField(meta, 'lifecycle_stage');
  return stage === 'deleted' || stage === '2';
}
