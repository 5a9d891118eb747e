import {
  feedsOf,
  InferenceError,
  isStop,
  type ModelSides,
  outputNames,
  predictionsOf,
  watchActivation,
  type Table,
  type Tensor,
} from '@modelfolio/inference';
import type { ModelManifest } from '@modelfolio/schemas';
import type { Effects, Project } from '../effects.ts';
import { openFiles, readFormat, runtimeOf } from '../model/described-model.ts';
import { stopFailure } from '../model/stop-failure.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { tableFailure } from '../evaluation/table-set.ts';
import { blankFeeds } from './blank-feeds.ts';
import { judgeScores, type Trial } from './judge-scores.ts';
import type { SourceModel } from './source-model.ts';

const mostRows = 64;
/** Rows of zeros where there is no table: two, so that a batch that is fixed after all shows. */
const blankRows = 2;
const tolerance = 1e-4;

/** A model as it will lie in the project. */
export interface TriedModel {
  readonly format: ModelManifest['formats'][number]['format'];
  /** Bytes of its files: the ONNX file, or `model.json` and then its weights. */
  readonly files: readonly Uint8Array[];
}

/** The form of a model that is added; another may lie beside it from before. */
export async function filesToTry(
  staged: Project,
  manifest: ModelManifest,
  added: SourceModel['format'],
): Promise<TriedModel> {
  const found = manifest.formats.find(({ format }) => (format === 'onnx') === (added === 'onnx'));
  if (!found) throw new RangeError(`no ${added} among the formats of ${manifest.id}`);
  return { format: found.format, files: await readFormat(staged, manifest, found) };
}

/**
 * Runs a model over a few rows to see that it opens, takes them and gives what its manifest says.
 *
 * @param batchFreed compares rows alone with rows together
 * @throws ModelfolioError `model-unreadable`, `model-stopped`, `model-output-wrong` or `evaluation-set-damaged`
 */
export async function tryModel(
  tried: TriedModel,
  manifest: ModelSides,
  table: Table | null,
  { path, batchFreed, effects }: { path: string; batchFreed: boolean; effects: Effects },
): Promise<Trial> {
  const wrong = (
    code: 'model-unreadable' | 'model-output-wrong',
    reason: string,
    hint: string | null,
    cause: unknown,
  ) => new ModelfolioError(code, reason, { file: path, hint, cause });
  const runtime = runtimeOf(tried);
  const model = await openFiles(effects, tried, tried.files).catch((cause: unknown) => {
    if (isStop(cause)) throw stopFailure(cause, path);
    throw wrong(
      'model-unreadable',
      `${runtime} cannot open it: ${messageOf(cause)}`,
      openingHint(tried, messageOf(cause)),
      cause,
    );
  });
  const run = (feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> =>
    model
      .run(feeds, tried.format === 'onnx' ? undefined : outputNames(manifest.output))
      .catch((cause: unknown) => {
        if (isStop(cause)) throw stopFailure(cause, path);
        const freed = batchFreed
          ? 'the batch is fixed inside the graph: export with a free first dimension'
          : 'see that the data is what the model was trained on';
        throw wrong('model-output-wrong', `${runtime} cannot run it: ${messageOf(cause)}`, freed, cause);
      });
  try {
    const rows = table ? Math.min(mostRows, table.rows) : blankRows;
    const feeds = (from: number, to: number): Record<string, Tensor> =>
      table ? feedsOf(manifest, table, from, to) : blankFeeds(manifest, to - from);
    const outputs = await run(feeds(0, rows));
    const together = flat(predictionsOf(manifest.output, outputs, rows));
    if (batchFreed)
      for (let row = 0; row < Math.min(rows, 4); row++) {
        const alone = flat(predictionsOf(manifest.output, await run(feeds(row, row + 1)), 1));
        const width = together.length / rows;
        if (alone.some((value, index) => Math.abs(value - (together[row * width + index] ?? 0)) > tolerance))
          throw wrong(
            'model-output-wrong',
            'rows together give other results than alone',
            'export with a free first dimension for the batch',
            null,
          );
      }
    const activation = watchActivation(manifest.output);
    // Rows of zeros tell little: nothing is judged by them either.
    if (table) activation.see(outputs, rows);
    activation.refuse();
    return judgeScores(manifest.output, outputs, rows);
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    if (error.code === 'table') throw tableFailure(error);
    const hint = error.hint ?? 'name the outputs that are meant: --probabilities, --prediction';
    throw wrong('model-output-wrong', error.reason, hint, error);
  } finally {
    await model.close();
  }
}

function openingHint({ format }: TriedModel, message: string): string | null {
  if (format !== 'onnx')
    // That message says itself what to install.
    return /is not installed here/.test(message)
      ? null
      : 'convert it again with tensorflowjs_converter, or save it again with model.save';
  // The converters write en_US, which small machines lack and no browser has.
  if (/locale/i.test(message))
    return "it changes the case of text under a locale that is not here, and in no browser: export with locale C (skl2onnx: options={TfidfVectorizer: {'locale': 'C'}})";
  return 'export it again, for an older opset if need be';
}

function flat(predictions: ReturnType<typeof predictionsOf>): Float64Array {
  if (predictions.kind === 'classes') return predictions.probabilities;
  const { values } = predictions;
  const rows = values[0]?.length ?? 0;
  return Float64Array.from(
    { length: rows * values.length },
    (_, index) => values[index % values.length]?.[Math.floor(index / values.length)] ?? 0,
  );
}

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.length > 300 ? `${message.slice(0, 300)}…` : message;
}
