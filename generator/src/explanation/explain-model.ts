import {
  ExplainabilityError,
  featureGroups,
  outputOf,
  tableCode,
  tableModel,
} from '@modelfolio/explainability';
import {
  classLabels,
  InferenceError,
  isStop,
  type RunGraph,
  type Table,
  targetLabels,
} from '@modelfolio/inference';
import { OnnxError } from '@modelfolio/onnx';
import {
  explanation,
  type Explanation,
  type ModelManifest,
  type TableEvaluationSet,
} from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { readEvaluationTable } from '../evaluation/evaluation-set.ts';
import { openDescribedModel, recordHead } from '../model/described-model.ts';
import { completeExplanation, type Measured } from './complete-explanation.ts';
import { settingsWords, type ExplainSettings } from './explain-settings.ts';
import { groupColumns, groupingsOf, type Grouping } from './groupings.ts';
import { judgeErrors } from './judge-errors.ts';
import { judgeGroups } from './judge-groups.ts';
import { measureImportance, type Steps, type Subject } from './measure-importance.ts';
import { explainedOutput } from './explained-output.ts';
import { readJson, type JsonFile } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import { onnxFailure } from '../model/onnx-failure.ts';
import { stopFailure } from '../model/stop-failure.ts';
import { kindOf } from '@modelfolio/project';
import { tableFailure } from '../evaluation/table-set.ts';

/** Raise it when what is measured changes its meaning: every explanation is then remade. */
export const explanationVersion = 2;

const bootstrapOf = (seed: number): Explanation['bootstrap'] => ({ replicates: 1000, seed, level: 0.95 });

/** Where a model's explanation lies. */
export function explanationPath(id: string): string {
  return `models/${id}/explanation.json`;
}

/** A manifest of a model that takes a table, with rows of one. */
interface TableManifest extends ModelManifest {
  input: Extract<ModelManifest['input'], { kind: 'tabular' }>;
  evaluationSet: TableEvaluationSet;
}

/** Why a model has no explanation; `null` where it can have one. */
export function whyUnexplained({ input, evaluationSet, formats }: ModelManifest): string | null {
  if (input.kind !== 'tabular') return `takes ${input.kind} input, and only tables are explained`;
  if (evaluationSet === null || evaluationSet.format === 'idx-gz') return 'has no rows to explain';
  return formats.some(({ format }) => format === 'onnx') ? null : 'has no ONNX file to read';
}

/**
 * Reads `models/<id>/explanation.json`, or `null` where there is none.
 *
 * @throws ModelfolioError `explanation-invalid`
 */
export async function readExplanation(project: Project, id: string): Promise<JsonFile<Explanation> | null> {
  const path = explanationPath(id);
  if ((await kindOf(project, path)) !== 'file') return null;
  return readJson(project, path, explanation, 'explanation-invalid');
}

/**
 * Explains a model over its evaluation set, and judges how it treats groups. The same files and settings give the same
 * record.
 *
 * @param manifest must describe the files as they are, of a model that {@link whyUnexplained} says nothing of
 * @throws ModelfolioError `manifest-stale`, `explanation-failed`, `model-stopped`, and whatever files and cells are damaged by
 */
export async function explainModel(
  project: Project,
  manifest: ModelManifest,
  settings: ExplainSettings,
  steps: Steps,
): Promise<Explanation> {
  const reason = whyUnexplained(manifest);
  if (reason !== null || !isTableManifest(manifest))
    throw new ModelfolioError('explanation-failed', reason ?? 'is no model of tables', {
      file: `models/${manifest.id}/manifest.json`,
    });
  const table = await readEvaluationTable(project, manifest.id, manifest.evaluationSet);
  const { model, bytes } = await openDescribedModel(project, manifest);
  const opened = [model];
  const openGraph = async (graph: Uint8Array): Promise<RunGraph> => {
    const one = await project.effects.openModel(graph);
    opened.push(one);
    return one.run;
  };
  try {
    const measured = await measure(manifest, table, { run: model.run, bytes, openGraph }, settings, steps);
    return completeExplanation({ ...measured, runtime: model.runtime });
  } catch (error) {
    throw asFailure(error, manifest.id);
  } finally {
    await Promise.all(opened.map((one) => one.close()));
  }
}

function isTableManifest(manifest: ModelManifest): manifest is TableManifest {
  const { input, evaluationSet } = manifest;
  return input.kind === 'tabular' && evaluationSet !== null && evaluationSet.format !== 'idx-gz';
}

async function measure(
  manifest: TableManifest,
  table: Table,
  { run, ...graph }: Pick<Subject, 'bytes' | 'openGraph'> & { run: RunGraph },
  settings: ExplainSettings,
  steps: Steps,
): Promise<Omit<Measured, 'runtime'>> {
  const { id, input, output, evaluationSet } = manifest;
  const code = tableCode(input.columns);
  const rows = code.encode(table);
  const model = tableModel(run, manifest, code);
  const classifier = output.task !== 'regression';
  const actual = classifier
    ? Float64Array.from(classLabels(output, table, evaluationSet.labels[0] ?? ''))
    : (targetLabels(table, evaluationSet.labels)[0] ?? new Float64Array());
  const explained = explainedOutput(output, actual);
  const { place } = explained;
  const predicted = outputOf(await model.predict(rows), place);
  const truth = classifier ? actual.map((label) => Number(label === place)) : actual;
  const labels = input.columns.map(({ name, label }) => label ?? name);
  const features = featureGroups(code.columns, rows, { named: input.groups, labels });
  const subject: Subject = {
    ...graph,
    model,
    rows,
    features,
    place,
    truth,
    task: classifier ? 'classification' : 'regression',
  };
  const bootstrap = bootstrapOf(settings.seed);
  const importance = await measureImportance(subject, settings, bootstrap, steps);
  const columns = groupColumns(evaluationSet.slices);
  const groupings = groupingsOf(table, columns);
  const judgeEach = <Judged>(judge: (grouping: Grouping) => Judged): Judged[] =>
    groupings.map((grouping, at) => {
      steps.signal.throwIfAborted();
      steps.progress('comparing groups', at / groupings.length);
      return judge(grouping);
    });
  const scores = { scores: predicted, actual: Uint8Array.from(truth) };
  return {
    ...recordHead(manifest, evaluationSet, table.rows),
    groupColumns: columns,
    output: explained,
    ...importance,
    bootstrap,
    fairness: classifier ? judgeEach((grouping) => judgeGroups(grouping, scores)) : [],
    errors: classifier
      ? []
      : judgeEach((grouping) => judgeErrors(grouping, { actual: truth, predicted }, bootstrap)),
    explanationVersion,
    command: `npx modelfolio explain ${id}${settingsWords(settings)}`,
  };
}

/** What went wrong, as this room says it. */
function asFailure(error: unknown, id: string): unknown {
  if (isStop(error)) return stopFailure(error, `models/${id}/model.onnx`);
  if (error instanceof InferenceError && error.code === 'table') return tableFailure(error);
  if (error instanceof OnnxError) return onnxFailure(error);
  if (!(error instanceof ExplainabilityError)) return error;
  return new ModelfolioError('explanation-failed', error.reason, {
    file: `models/${id}/model.onnx`,
    hint: error.hint,
    cause: error,
  });
}
