import { basename, dirname, join, resolve } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import { listRun, newRecord } from '../new-record.ts';
import type { RunSource, SourceEffects } from '../source.ts';
import { DvcFiles } from './dvc-files.ts';
import { readDvclive } from './read-dvclive.ts';
import { readPipeline, type Pipeline } from './read-pipeline.ts';

const NAME = 'dvc';

/** A DVC project: its pipeline is a run, and so is every folder that dvclive wrote. */
export const dvcSource: RunSource = {
  name: NAME,
  reads: 'a DVC project: a folder with dvc.yaml, dvc.lock or dvclive',
  detect: async (location, effects) => {
    if (location.includes('://')) return false;
    const root = await projectOf(location, effects);
    return root !== null && (await runsOf(root, effects)).length > 0;
  },
  async *list(location, effects) {
    const root = (await projectOf(location, effects)) ?? location;
    for (const run of await runsOf(root, effects)) {
      effects.signal.throwIfAborted();
      yield await listRun(run.id, null, () => readRun(run, root, location, effects));
    }
  },
};

interface DvcRun {
  readonly id: string;
  readonly pipeline: boolean;
  /** Folder of dvclive from the project, if any. */
  readonly live: string | null;
}

async function readRun(
  { id, pipeline, live }: DvcRun,
  root: string,
  location: string,
  effects: SourceEffects,
): Promise<RunRecord> {
  const files = new DvcFiles(root, effects);
  const { commands, ...found } = await (async () => {
    const into: Pipeline = {
      params: {},
      metrics: {},
      histories: {},
      tags: {},
      artifacts: [],
      startTime: null,
      datasets: [],
      models: [],
      commands: [],
    };
    if (pipeline) await readPipeline(files, into);
    if (live !== null) await readDvclive(live, files, into);
    return into;
  })();
  const artifacts = new Map(found.artifacts.map((artifact) => [artifact.path, artifact]));
  return newRecord(
    {
      ...found,
      id,
      experiment: basename(resolve(root)),
      name: id,
      artifacts: [...artifacts.values()],
      source: {
        repository: null,
        commit: null,
        dirty: null,
        entryPoint: null,
        command: commands.length > 0 ? commands.join(' && ') : null,
      },
      origin: { tracker: NAME, location, externalId: id },
    },
    root,
  );
}

/** The pipeline with the dvclive folder `dvclive`, which its stage writes by default; each other one by itself. */
async function runsOf(root: string, effects: SourceEffects): Promise<DvcRun[]> {
  if (await isDvclive(root, effects)) return [{ id: basename(resolve(root)), pipeline: false, live: '.' }];
  const isFile = async (name: string): Promise<boolean> =>
    (await effects.kindOf(join(root, name))) === 'file';
  const pipeline = (await isFile('dvc.yaml')) || (await isFile('dvc.lock'));
  const lives: string[] = [];
  for (const name of await effects.listFolder(root))
    if (!name.startsWith('.') && (await isDvclive(join(root, name), effects))) lives.push(name);
  const own = lives.includes('dvclive') ? 'dvclive' : (lives.length === 1 && lives[0]) || null;
  const runs: DvcRun[] = pipeline ? [{ id: basename(resolve(root)), pipeline, live: own }] : [];
  for (const live of lives) if (!pipeline || live !== own) runs.push({ id: live, pipeline: false, live });
  return runs;
}

async function isDvclive(folder: string, effects: SourceEffects): Promise<boolean> {
  if ((await effects.kindOf(join(folder, 'plots/metrics'))) === 'folder') return true;
  return basename(folder) === 'dvclive' && (await effects.kindOf(join(folder, 'metrics.json'))) === 'file';
}

async function projectOf(location: string, effects: SourceEffects): Promise<string | null> {
  const kind = await effects.kindOf(location);
  if (kind !== 'file') return kind === 'folder' ? location : null;
  const folder = dirname(location);
  if (['dvc.yaml', 'dvc.lock'].includes(basename(location))) return folder;
  return basename(location) === 'metrics.json' && (await isDvclive(folder, effects)) ? folder : null;
}
