import type { Table } from '@modelfolio/inference';
import type { CardYaml, ModelManifest, TensorSignature } from '@modelfolio/schemas';
import { refuseUnsupported } from './browser-operators.ts';
import { droppedColumns, type DroppedColumns } from './dropped-columns.ts';
import { externalFiles } from './external-data.ts';
import { fitForBrowser } from './fit-for-browser.ts';
import { refuseHollow } from './hollow-constants.ts';
import { decodeOnnx, encodeOnnx, type OnnxProto } from './model-proto.ts';
import { OnnxError, type OnnxErrorCode } from './onnx-error.ts';
import { describeGraph, type GraphModel } from './onnx-model.ts';
import { interpretSignature } from './signature.ts';
import { unnamedClasses } from './signature/classifier-output.ts';
import { suggestedInputKind } from './signature/input-kind.ts';
import { taskKind } from './signature/output-meaning.ts';

type Words = CardYaml['signature'];

/** What a person may add of the outputs, where a graph leaves it open. */
export type DroppedWords = Omit<Words, 'input'>;

/** What a file says of itself that somebody dropped into a page. */
export interface DroppedModel extends DroppedColumns {
  /** The model, made fit for the browser: the bytes as they came where nothing had to be changed. */
  bytes: Uint8Array;
  /** What was changed, a sentence each. */
  changes: string[];
  inputs: TensorSignature[];
  input: ModelManifest['input'];
  output: ModelManifest['output'];
}

/** In bytes; a page holds a file several times while it reads and runs it. */
export const largestModel = 500e6;
/** More have no room in a page, and a claim of any number costs a file nothing. */
const mostClasses = 10_000;

/** What to do, for somebody who has a file and no card.yaml. */
const hints: Partial<Record<OnnxErrorCode, string>> = {
  'classes-mismatch': 'export one output of probabilities [N, classes] with the number of classes fixed',
  'columns-mismatch': 'name the columns of the rows as the model does, each once',
  'signature-unsupported':
    'export one tensor [N, columns] or an input for each column, with the number of rows left open, and plain tensors out',
  'task-unknown': 'export probabilities through a Softmax or Sigmoid in the graph, with a label beside them',
};

/**
 * Reads any ONNX file: what goes in, what comes out, and which columns of a table go where. Nothing is run, so that a
 * file which the browser's runtime cannot run is refused before that is fetched. Classes without names are called by
 * their numbers, "0", "1" and so on.
 *
 * @example
 * const { bytes, input, output, labels } = readDroppedModel(file, 'model.onnx', await readTable(csv, 'rows.csv'));
 *
 * @param fileName names the file in errors
 * @param table rows to interpret it with; `null` where there are none
 * @param said where the graph leaves the outputs open
 * @throws OnnxError `operators-unsupported`, `model-unreadable` (also for a file of more than {@link largestModel}, or
 *   with weights in another file), and as {@link interpretSignature}
 * @throws InferenceError `table` for a value that its column cannot take
 */
export function readDroppedModel(
  bytes: Uint8Array,
  fileName: string,
  table: Table | null,
  said: DroppedWords = {},
): DroppedModel {
  refuseLarge(bytes, fileName);
  const proto = decodeOnnx(bytes, fileName);
  refuseUnsupported(proto, fileName);
  refuseExternal(proto, fileName);
  refuseHollow(proto, fileName);
  const { changes } = fitForBrowser(proto);
  try {
    const model = describeGraph(proto, fileName);
    const meaning = meaningOf(model, table, said, fileName);
    return {
      bytes: changes.length === 0 ? bytes : encoded(proto, fileName),
      changes,
      inputs: model.inputs,
      ...meaning,
    };
  } catch (error) {
    throw error instanceof OnnxError ? forPage(error) : error;
  }
}

function refuseLarge({ length }: Uint8Array, path: string): void {
  if (length > largestModel)
    throw new OnnxError(
      'model-unreadable',
      `${Math.ceil(length / 1e6)} MB, at most ${largestModel / 1e6} can be read here`,
      { file: path, hint: 'export it quantised or pruned' },
    );
}

function refuseExternal(model: OnnxProto, path: string): void {
  const [external] = externalFiles(model);
  if (external !== undefined)
    throw new OnnxError('model-unreadable', `its weights lie in another file, ${JSON.stringify(external)}`, {
      file: path,
      hint: 'save it in one file: onnx.save_model(model, path)',
    });
}

function encoded(model: OnnxProto, path: string): Uint8Array {
  try {
    return encodeOnnx(model);
  } catch (cause) {
    // Types within types deeper than the stack reaches.
    throw new OnnxError('model-unreadable', 'damaged: it cannot be written again', { file: path, cause });
  }
}

function meaningOf(
  model: GraphModel,
  table: Table | null,
  said: DroppedWords,
  path: string,
): Pick<DroppedModel, 'input' | 'output' | 'labels' | 'missing'> {
  const input = inputWords(model.inputs);
  const { labels, missing } =
    table && input.kind === 'tabular'
      ? droppedColumns(model.inputs, table, path)
      : { labels: [...(table?.columns ?? [])], missing: [] };
  // Where columns are missing the others say nothing yet: the rows have to come again.
  const rows = table && missing.length === 0 ? { table, labels } : null;
  const words = { ...said, input, ...numberedClasses(model, { ...said, input }, path) };
  const meaning = interpretSignature(model, words, rows, path);
  if (meaning.input.kind === 'tabular' && meaning.input.columns.length === 0)
    throw new OnnxError('signature-unsupported', 'takes no columns', { file: path });
  return { ...meaning, labels, missing };
}

function inputWords(inputs: readonly TensorSignature[]): Words['input'] {
  const kind = suggestedInputKind(inputs);
  if (kind === 'tabular') return { kind, columns: {} };
  return kind === 'image' ? { kind, polarity: 'light-on-dark', range: [0, 255] } : { kind };
}

function numberedClasses({ outputs }: GraphModel, words: Words, path: string): Pick<Words, 'classes'> {
  if (taskKind(outputs, words) !== 'classification') return {};
  const count = unnamedClasses(outputs, words, path);
  if (count === null) return {};
  if (count < 2 || count > mostClasses)
    throw new OnnxError('classes-mismatch', `${count} classes, expected 2 to ${mostClasses}`, { file: path });
  return { classes: Array.from({ length: count }, (_, index) => String(index)) };
}

/** The same error with a remedy for somebody who has a file only. */
function forPage({ code, reason, place, hint, cause }: OnnxError): OnnxError {
  const isForCards = hint === null || /signature\.|card\.yaml|modelfolio/.test(hint);
  return new OnnxError(code, reason, {
    ...place,
    hint: isForCards ? hints[code] : hint,
    cause,
  });
}
