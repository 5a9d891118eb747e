import { basename, join } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import { flatten, isMapping, toParam, toText } from '../loose-values.ts';
import type { DvcFiles } from './dvc-files.ts';
import { addMetrics, type DvcFields } from './read-dvclive.ts';

/** What the files of a pipeline say besides the fields of dvclive. */
export interface Pipeline extends DvcFields {
  datasets: RunRecord['datasets'];
  models: RunRecord['models'];
  commands: string[];
}

/** Reads `dvc.yaml` and `dvc.lock` into `into`. @throws RunsError `run-invalid` */
export async function readPipeline(files: DvcFiles, into: Pipeline): Promise<void> {
  const yaml = (await files.mapping('dvc.yaml')) ?? {};
  const lock = (await files.mapping('dvc.lock')) ?? {};
  // A lock of before DVC 2 has the stages themselves at the top.
  const locked = isMapping(lock['stages']) ? lock['stages'] : {};
  const outs = new Set<string>();
  for (const stage of Object.values(locked))
    if (isMapping(stage)) for (const out of entries(stage['outs'])) outs.add(out.path);
  for (const [name, stage] of Object.entries(locked)) {
    if (!isMapping(stage)) continue;
    const command = Array.isArray(stage['cmd']) ? stage['cmd'].map(toText).join(' && ') : stage['cmd'];
    if (typeof command === 'string') into.commands.push(command);
    for (const [file, params] of Object.entries(isMapping(stage['params']) ? stage['params'] : {}))
      if (isMapping(params))
        for (const [key, value] of flatten(params, 'dvc.lock'))
          into.params[file === 'params.yaml' ? key.replaceAll('.', '/') : `${file}:${key}`] = toParam(value);
    for (const dep of entries(stage['deps']))
      if (!outs.has(dep.path) && !into.datasets.some(({ source }) => source === dep.path))
        into.datasets.push({
          name: basename(dep.path) || name,
          digest: dep.digest,
          role: null,
          source: dep.path,
          rows: null,
        });
    for (const out of entries(stage['outs'])) into.artifacts.push(...(await files.digests(out.path)));
  }
  for (const file of metricFiles(yaml)) {
    const values = await files.mapping(file);
    if (values) addMetrics(values, join(files.root, file), into);
  }
  for (const [name, artifact] of Object.entries(isMapping(yaml['artifacts']) ? yaml['artifacts'] : {}))
    if (isMapping(artifact) && typeof artifact['path'] === 'string')
      into.models.push(modelOf(name, artifact));
}

/** Metrics files of the project and of its stages, by path; templates of `foreach` are in the lock alone. */
export function metricFiles(yaml: Record<string, unknown>): string[] {
  const stages = Object.values(isMapping(yaml['stages']) ? yaml['stages'] : {}).filter(isMapping);
  const lists = [yaml, ...stages].map((holder) => {
    const wdir = typeof holder['wdir'] === 'string' ? holder['wdir'] : '';
    return (Array.isArray(holder['metrics']) ? holder['metrics'] : []).map((entry: unknown) => {
      const path = isMapping(entry) ? Object.keys(entry)[0] : entry;
      return typeof path === 'string' ? join(wdir, path) : '';
    });
  });
  return [...new Set(lists.flat())].filter((path) => path !== '' && !path.includes('${'));
}

function modelOf(name: string, artifact: Record<string, unknown>): RunRecord['models'][number] {
  const tags = ['type', 'desc', 'labels', 'meta'].filter((key) => artifact[key] !== undefined);
  return {
    modelId: name,
    path: toText(artifact['path']),
    step: null,
    name,
    status: null,
    params: {},
    tags: Object.fromEntries(tags.map((key) => [key, toText(artifact[key])])),
    metrics: [],
    registrations: [],
  };
}

/** An entry without `hash` has the md5 of DVC 2, which is of the text with Unix line ends. */
function entries(list: unknown): { path: string; digest: string | null }[] {
  return (Array.isArray(list) ? list : [])
    .filter(isMapping)
    .filter((entry) => typeof entry['path'] === 'string')
    .map((entry) => ({
      path: toText(entry['path']),
      digest:
        typeof entry['md5'] === 'string'
          ? `${entry['hash'] === 'md5' ? 'md5' : 'md5-dos2unix'}:${entry['md5']}`
          : null,
    }));
}
