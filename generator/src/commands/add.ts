import { join, relative, resolve } from 'node:path';
import { listed } from '@modelfolio/failures/listed';
import type { Table } from '@modelfolio/inference';
import { readOnnxModel, type GraphModel } from '@modelfolio/onnx';
import type { CardYaml, ModelManifest, RunRecord } from '@modelfolio/schemas';
import { addFlags, addOptions } from '../add/add-flags.ts';
import type { AddOptions } from '../add/add-options.ts';
import { fedModel } from '../add/fed-model.ts';
import { feedFlags } from '../add/feed-flags.ts';
import { askActivation } from '../add/ask-activation.ts';
import { correctShapes } from '../add/correct-shapes.ts';
import { changedCardText, newCardText } from '../add/card-text.ts';
import { namesForGraph } from '../add/mlmodel.ts';
import { chooseId, planCard } from '../add/plan-model.ts';
import { runModelPath } from '../add/run-model.ts';
import { readSourceData, type SourceData } from '../add/source-data.ts';
import { findSourceModel, folderOf, type SourceModel } from '../add/source-model.ts';
import { stagedProject, writeStaged, type StagedFiles } from '../add/stage.ts';
import { readTfjsFiles } from '../add/tfjs-files.ts';
import { filesToTry, tryModel } from '../add/trial-run.ts';
import { readCardYaml } from '../card/card-yaml.ts';
import type { Command } from './command.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { readEvaluationTable, sidesOf } from '../evaluation/evaluation-set.ts';
import { examplesPath, examplesText } from '../model/examples.ts';
import { formatJson } from '@modelfolio/project/json-file';
import { modelFile } from '../model/described-model.ts';
import { describeModel, manifestPath } from '../model/manifest.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { prepareOnnx } from '../onnx/prepare-onnx.ts';
import { onnxFailure } from '../model/onnx-failure.ts';
import { withTimeLimit } from '../model/time-limit.ts';
import { kindOf, openProject } from '@modelfolio/project';
import { sealed } from '@modelfolio/project/sealed-record';
import { listRuns } from '@modelfolio/runs/run-list';
import { findRun, runPath } from '@modelfolio/runs/run-store';
import { readTfjsModel } from '../model/tfjs-model.ts';

export type { AddOptions } from '../add/add-options.ts';

export interface AddResult {
  model: string;
  manifest: ModelManifest;
  /** What was changed in the model's file, a sentence each. */
  changes: string[];
  /** Paths written, from the project's root. */
  files: string[];
}

/** More takes long to load: a warning, not an error. */
const largeModel = 50e6;

/**
 * Makes `models/<id>/` of a model file and what is known of it: the model made fit for the browser, the rows to judge
 * it on, the run, card.yaml, and the manifest with its examples. Everything is read, derived and tried on a few rows
 * before the first file is written; a new model appears whole or not at all.
 *
 * @throws ModelfolioError when something is missing, cannot be read, or does not fit together
 */
export async function add(options: AddOptions = {}, given: Effects = realEffects()): Promise<AddResult> {
  const effects = withTimeLimit(given, options.timeLimit);
  const project = await openProject(options.root, effects, { start: true });
  const run = options.run === undefined ? null : (await findRun(project, options.run)).value;
  const source = await chooseModel(project, options, run);
  const id = await chooseId(options.id, run, source.path, effects.ask);
  const before = await existingCard(project, id, options.force === true);
  const fromHere = relative(effects.workingFolder, source.path);
  const shown = fromHere.startsWith('..') ? source.path : fromHere;
  const unfed = await readModel(source, shown, effects);
  const data = await chooseData(options, before?.card ?? null, project, id);
  const read = feed(unfed, options, data, shown);
  const names = source.mlmodel
    ? namesForGraph(source.mlmodel.value, read.model.inputs, source.mlmodel.path)
    : null;
  const card = await planCard(
    options,
    { id, model: read.model, data, run, names, before: before?.card ?? null, path: shown },
    effects.ask,
  ).catch((error: unknown) => {
    throw onnxFailure(error);
  });
  const files: StagedFiles = new Map();
  const put = (path: string, bytes: Uint8Array | string): void =>
    void files.set(`models/${id}/${path}`, typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  for (const [path, bytes] of read.files) put(path, bytes);
  for (const [path, bytes] of data?.files ?? []) put(path, bytes);
  if (run)
    files.set(runPath(id, run.id), Buffer.from(formatJson(run.seal ? run : sealed(run, 'modelfolio add'))));
  const text = (words: CardYaml): string =>
    before ? changedCardText(before.text, words) : newCardText(words);
  put('card.yaml', text(card));
  let description = await describeModel(stagedProject(project, files), id);
  const trial = await tryModel(
    await filesToTry(stagedProject(project, files), description.manifest, source.format),
    sidesOf(description.manifest),
    await rowsToTry(stagedProject(project, files), id, data, description.manifest),
    { path: shown, batchFreed: read.batchFreed, effects },
  );
  if (trial.outcome === 'needs-activation') {
    const known = { found: trial.activation, model: read.model, output: description.manifest.output };
    const activation = await askActivation(known, modelFile(description.manifest), effects);
    put('card.yaml', text({ ...card, signature: { ...card.signature, activation } }));
    description = await describeModel(stagedProject(project, files), id);
  }
  const { manifest, examples } = description;
  // Last, and the manifest after the examples: it names them by their hash.
  if (examples) files.set(examplesPath(id), Buffer.from(examplesText(examples)));
  files.set(manifestPath(id), Buffer.from(formatJson(sealed(manifest, 'modelfolio add'))));
  await writeStaged(project, id, files);
  if (run) await listRuns(project, id, [{ path: runPath(id, run.id), outcome: 'written' }]);
  return { model: id, manifest, changes: read.changes, files: [...files.keys()] };
}

async function chooseModel(
  project: Project,
  options: AddOptions,
  run: RunRecord | null,
): Promise<SourceModel> {
  const { effects } = project;
  if (options.model !== undefined)
    return findSourceModel(resolve(effects.workingFolder, options.model), effects);
  const path = run && (await runModelPath(project, run));
  if (path !== null) return findSourceModel(path, effects);
  if (run)
    throw new ModelfolioError('model-missing', `the model of run ${run.id} is not on this disk`, {
      hint: `name its file: modelfolio add <model.onnx> --run ${run.id}${run.models.some(({ path: at }) => at) ? `; the run has it as ${run.models.map(({ path: at }) => at).join(', ')}` : ''}`,
    });
  const asked = effects.ask
    ? await effects.ask({ label: 'model: an .onnx file, a model.json or a folder with one' })
    : '';
  if (asked !== '') return findSourceModel(resolve(effects.workingFolder, asked), effects);
  throw new ModelfolioError('usage', 'which model?', {
    hint: 'modelfolio add <model.onnx>, or modelfolio add --run <id or name> of an ingested run',
  });
}

/** @throws ModelfolioError `model-exists` */
async function existingCard(
  project: Project,
  id: string,
  force: boolean,
): Promise<{ card: CardYaml; text: string } | null> {
  const path = `models/${id}/card.yaml`;
  const isThere =
    (await kindOf(project, path)) === 'file' || (await kindOf(project, `models/${id}/model.onnx`)) === 'file';
  if (!isThere) return null;
  if (!force)
    throw new ModelfolioError('model-exists', 'there is a model of this id already', {
      file: `models/${id}`,
      hint: 'give another --id, or --force to replace it and keep what card.yaml says',
    });
  const { card } = await readCardYaml(project, id);
  return { card, text: new TextDecoder().decode(await project.effects.readFile(join(project.root, path))) };
}

interface ReadModel {
  model: GraphModel;
  /** By path in the model's folder. */
  files: Map<string, Uint8Array>;
  changes: string[];
  batchFreed: boolean;
}

async function readModel(source: SourceModel, shown: string, effects: Effects): Promise<ReadModel> {
  if (source.format === 'tfjs') {
    const files = await readTfjsFiles(source.path, effects);
    const model = readTfjsModel(files.get('model.json') ?? new Uint8Array(), shown);
    const placed = new Map([...files].map(([name, bytes]) => [`tfjs/${name}`, bytes]));
    return { model, files: placed, changes: [], batchFreed: false };
  }
  try {
    return await readOnnx(source, shown, effects);
  } catch (error) {
    throw onnxFailure(error);
  }
}

/** The model as it takes the data: see {@link fedModel}. */
function feed(read: ReadModel, options: AddOptions, data: SourceData | null, shown: string): ReadModel {
  const flags = feedFlags(options);
  const bytes = read.files.get('model.onnx');
  if (!bytes) {
    if (!flags.transpose && !flags.scale) return read;
    throw new ModelfolioError('usage', '--transpose and --scale are written into ONNX files', {
      hint: 'convert the model to ONNX, or write the data as the model takes it',
    });
  }
  try {
    const fed = fedModel(bytes, flags, data, shown);
    if (fed.changes.length === 0) return read;
    return {
      ...read,
      model: readOnnxModel(fed.bytes, shown),
      files: new Map([...read.files, ['model.onnx', fed.bytes]]),
      changes: [...read.changes, ...fed.changes],
    };
  } catch (error) {
    throw onnxFailure(error);
  }
}

async function readOnnx(source: SourceModel, shown: string, effects: Effects): Promise<ReadModel> {
  const original = await effects.readFile(source.path);
  const prepared = await prepareOnnx(original, folderOf(source), shown, effects);
  const { bytes, changes: corrected } = await correctShapes(prepared.bytes, shown, effects);
  if (bytes.length > largeModel)
    effects.note(
      `modelfolio: ${shown} is ${Math.round(bytes.length / 1e6)} MB: every visitor of the playground loads it`,
    );
  return {
    model: readOnnxModel(bytes, shown),
    files: new Map([['model.onnx', bytes]]),
    changes: [...prepared.changes, ...corrected],
    batchFreed: prepared.batchFreed,
  };
}

/** Rows for the trial; the images of shards as an array. */
async function rowsToTry(
  staged: Project,
  id: string,
  data: SourceData | null,
  { evaluationSet }: ModelManifest,
): Promise<Table | null> {
  if (data === null || evaluationSet === null) return null;
  return data.table ?? readEvaluationTable(staged, id, evaluationSet);
}

/** The rows told, asked for, or those that an earlier card names. */
async function chooseData(
  { data }: AddOptions,
  before: CardYaml | null,
  { root, effects }: Project,
  id: string,
): Promise<SourceData | null> {
  const earlier = before?.evaluationSet ? join(root, 'models', id, before.evaluationSet.path) : null;
  const asked =
    data ??
    (effects.ask && earlier === null
      ? await effects.ask({
          label: 'data to judge it on: CSV, Parquet, NPZ or a folder of IDX (empty: none)',
        })
      : undefined);
  if (asked !== undefined && asked !== '')
    return readSourceData(resolve(effects.workingFolder, asked), effects);
  return earlier === null ? null : readSourceData(earlier, effects);
}

export const addCommand: Command = {
  name: 'add',
  summary: 'make models/<id>/ of a model file or a run: card.yaml, manifest.json, examples.json',
  operands: '[model.onnx | model.json | folder]',
  description: [
    'Adds a model: an ONNX file, a TensorFlow.js model.json, a folder with one, or the model that an ingested run',
    'logged. Inputs, outputs and class names are read from the graph (and from MLflow’s MLmodel where there is one),',
    'ranges and categories from the data. What nothing tells is asked on a terminal, and listed elsewhere.',
    'Lists are separated by commas; where a name holds one, give a JSON array: \'["a, b","c"]\'.',
    'Nothing is written until the model has run over some rows.',
  ].join('\n'),
  flags: addFlags,
  async run(operands, flags, effects) {
    const [model, ...more] = operands;
    if (more.length > 0)
      throw new ModelfolioError('usage', `one model at a time: what is ${more[0]}?`, {
        hint: 'quote names with spaces',
      });
    const result = await add({ ...addOptions(flags), model }, effects);
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else for (const line of describe(result)) effects.print(line);
    return 0;
  },
};

function describe({ model, manifest, changes }: AddResult): string[] {
  const { input, output, evaluationSet, formats, run } = manifest;
  const columns = input.kind === 'tabular' ? input.columns.length : 0;
  const takes = input.kind === 'tabular' ? `${columns} ${columns === 1 ? 'column' : 'columns'}` : input.kind;
  const gives = output.classes
    ? `${output.classes.length} classes (${listed(output.classes, 6)})`
    : listed(
        (output.targets ?? []).map(({ name }) => name),
        6,
      );
  const bytes = formats
    .map((format) => `${format.format} ${format.bytes.toLocaleString('en')} bytes`)
    .join(', ');
  const rows = evaluationSet
    ? `${evaluationSet.rows.toLocaleString('en')} evaluation rows`
    : 'no evaluation rows: nothing will be claimed';
  return [
    `${model}: ${takes} → ${gives}; ${bytes}; ${rows}; ${run === null ? 'no run' : `run ${run}`}`,
    ...changes.map((change) => `${model}: ${change}`),
    `Write models/${model}/card.yaml, then: modelfolio evaluate ${model}, modelfolio build ${model}`,
  ];
}
