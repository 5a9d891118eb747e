import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { modelManifest, runRecord, type ModelManifest, type RunRecord } from '@modelfolio/schemas';
import { readCardYaml } from '../card-yaml.ts';
import { textFlag, type Command } from '../command.ts';
import { realEffects, type Effects } from '../effects.ts';
import { failuresAsJson, forEachModel, reportFailures, type Failure } from '../for-each-model.ts';
import { writeJson, type JsonFile } from '../json-file.ts';
import { deriveManifest, manifestPath } from '../manifest.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { modelIds, openProject, type Project } from '../project.ts';
import { chosenRun, readRuns, runPath } from '../runs.ts';
import { detectSource, runSources } from '../sources/registry.ts';

export interface IngestOptions {
  root?: string | undefined;
  /** Files, folders or addresses to read runs from; what lies in `models/<id>/runs/` needs no mention. */
  locations?: readonly string[];
  /** Model that the runs belong to, where they do not say themselves. */
  model?: string | undefined;
}

export interface IngestResult {
  runs: { model: string; run: string; source: string; outcome: 'written' | 'unchanged' }[];
  models: { model: string; runs: number; manifest: ModelManifest; outcome: 'written' | 'unchanged' }[];
  failures: Failure[];
}

/**
 * Reads runs into `models/<id>/runs/` and derives `models/<id>/manifest.json` from the files: of the models that
 * the runs belong to, or of all where no locations are given. Writes only what changed.
 *
 * @throws ModelfolioError when a location holds no runs, or a run names no model of the project
 */
export async function ingest(
  options: IngestOptions = {},
  effects: Effects = realEffects(),
): Promise<IngestResult> {
  const project = await openProject(options.root, effects);
  const runs: IngestResult['runs'] = [];
  for (const location of options.locations ?? [])
    runs.push(...(await ingestLocation(project, location, options.model)));
  const touched = [...new Set(runs.map(({ model }) => model))];
  const { results, failures } = await forEachModel(project, touched, (id) => ingestModel(project, id));
  return { runs, models: results, failures };
}

async function ingestLocation(
  project: Project,
  location: string,
  model: string | undefined,
): Promise<IngestResult['runs']> {
  const { effects } = project;
  const at = location.includes('://') ? location : resolve(effects.workingFolder, location);
  const source = await detectSource(at, effects);
  const ids = await modelIds(project, model === undefined ? [] : [model]);
  // All runs are read before the first is written: a damaged store changes nothing.
  const placed: { id: string; run: RunRecord }[] = [];
  for await (const listed of source.list(at, effects)) {
    const run = await listed.load();
    placed.push({ id: modelOf(run, model === undefined ? ids : [model], model), run });
  }
  const found: IngestResult['runs'] = [];
  for (const id of new Set(placed.map((entry) => entry.id))) {
    const known = new Map((await readRuns(project, id)).map((file) => [file.value.id, file]));
    for (const { run } of placed.filter((entry) => entry.id === id)) {
      const outcome = await placeRun(project, id, run, known.get(run.id));
      found.push({ model: id, run: run.id, source: source.name, outcome });
    }
  }
  return found;
}

/** The model a run belongs to: told, named by the run's outputs, or its experiment. */
function modelOf(run: RunRecord, ids: readonly string[], told: string | undefined): string {
  const names = told === undefined ? [...run.models.map(({ modelId }) => modelId), run.experiment] : [told];
  const id = names.find((name) => ids.includes(name));
  if (id !== undefined) return id;
  throw new ModelfolioError('run-unplaced', `run ${run.id} names no model of this project`, {
    hint: `say which with --model <id>; there are: ${ids.join(', ')}`,
  });
}

/** A record that says the same keeps its bytes, however it is formatted. */
async function placeRun(
  project: Project,
  id: string,
  run: RunRecord,
  known: JsonFile<RunRecord> | undefined,
): Promise<'written' | 'unchanged'> {
  if (known && isDeepStrictEqual(known.value, run)) return 'unchanged';
  return writeJson(project, known?.path ?? runPath(id, run.id), run, runRecord, 'run-invalid');
}

async function ingestModel(project: Project, id: string): Promise<IngestResult['models'][number]> {
  const { card, path, placeOf } = await readCardYaml(project, id);
  const runs = await readRuns(project, id);
  chosenRun(runs, card.run, { file: path, field: placeOf(['run']) });
  const manifest = await deriveManifest(project, id);
  const outcome = await writeJson(project, manifestPath(id), manifest, modelManifest, 'manifest-invalid');
  return { model: id, runs: runs.length, manifest, outcome };
}

export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'read runs and describe the model files: runs/*.json, manifest.json',
  operands: '[path…]',
  description: [
    'Reads runs from the given paths into models/<id>/runs/, then derives models/<id>/manifest.json',
    'from the ONNX graph, the other files and card.yaml: of the models those runs belong to, or of all.',
    'Writes only what changed.',
    '',
    'Paths may hold:',
    ...runSources.map(({ name, reads }) => `  ${name}: ${reads}`),
  ].join('\n'),
  flags: {
    model: { type: 'string', value: 'id', description: 'model the runs belong to, where they do not say' },
  },
  async run(operands, flags, effects) {
    const root = textFlag(flags, 'root');
    const result = await ingest({ root, locations: operands, model: textFlag(flags, 'model') }, effects);
    if (flags['json'] === true)
      effects.print(JSON.stringify({ ...result, failures: failuresAsJson(result.failures) }, null, 2));
    else for (const line of describe(result)) effects.print(line);
    return reportFailures(await openProject(root, effects), result.failures);
  },
};

function describe({ runs, models }: IngestResult): string[] {
  return [
    ...runs.map(({ model, run, source, outcome }) => `${model}: run ${run} from ${source}: ${outcome}`),
    ...models.map(({ model, runs: count, manifest, outcome }) => {
      const formats = manifest.formats
        .map(({ format, bytes }) => `${format} ${bytes.toLocaleString('en')} bytes`)
        .join(', ');
      const rows = manifest.evaluationSet?.rows.toLocaleString('en') ?? 'no';
      return `${model}: ${plural(count, 'run')}, ${formats}, ${manifest.parameters?.toLocaleString('en')} parameters, ${rows} evaluation rows: manifest.json ${outcome}`;
    }),
  ];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
