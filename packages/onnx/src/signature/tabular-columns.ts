import { listed } from '@modelfolio/failures/listed';
import type { CardYaml, TabularColumn, TensorSignature } from '@modelfolio/schemas';
import { OnnxError } from '../onnx-error.ts';
import { matchingName } from './column-name.ts';
import { describeColumn } from './column-values.ts';
import { unsupported } from './describe-tensor.ts';
import type { KnownRows } from './known-rows.ts';

type TabularWords = Extract<CardYaml['signature']['input'], { kind: 'tabular' }>;

/** Where a column goes in: its input, and its place in an input `[N, columns]`. */
interface Slot {
  input: TensorSignature;
  index: number | null;
}

/** More are a tensor: no form has room for them. */
const mostColumns = 1000;

/**
 * The columns that a graph's inputs take, with what the evaluation rows and card.yaml say of them. An input of its
 * own is matched to the data by name; places in `[N, columns]` are named by card.yaml, else by the data's columns in
 * order, without the labels.
 *
 * @throws OnnxError `columns-mismatch` or `signature-unsupported`
 */
export function tabularColumns(
  inputs: readonly TensorSignature[],
  words: TabularWords,
  rows: KnownRows | null,
  path: string,
): TabularColumn[] {
  const features = rows?.table.columns.filter((name) => !rows.labels.includes(name)) ?? null;
  const slots = slotsOf(inputs, words.names?.length ?? features?.length ?? null, path);
  const names = slots.every(({ index }) => index === null)
    ? slots.map(({ input }) => dataName(input.name, features, rows, path))
    : orderedNames(slots, words.names ?? null, features, path);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new OnnxError('columns-mismatch', `two inputs take the column ${JSON.stringify(twice)}`, {
      file: path,
      hint: 'name each column once in signature.input.names',
    });
  const unknown = Object.keys(words.columns).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new OnnxError(
      'columns-mismatch',
      `signature.input.columns describes ${JSON.stringify(unknown)}, which the model does not take`,
      { file: path, hint: `it takes ${listed(names, 20)}` },
    );
  return slots.map(({ input, index }, place) => {
    const name = names[place] ?? '';
    const said = Object.hasOwn(words.columns, name) ? (words.columns[name] ?? {}) : {};
    return {
      input: input.name,
      index,
      name,
      label: said.label ?? null,
      description: said.description ?? null,
      type: input.type,
      unit: said.unit ?? null,
      ...describeColumn(name, input.type, said, rows?.table ?? null),
      ...(said.mayChange && { mayChange: said.mayChange }),
    };
  });
}

function slotsOf(inputs: readonly TensorSignature[], known: number | null, path: string): Slot[] {
  const slots = inputs.flatMap((input): Slot[] => {
    const [, width] = input.shape;
    if (input.shape.length > 2)
      throw unsupported(
        'input',
        input,
        'expected columns, [N], [N, 1] or [N, columns]',
        path,
        'say kind: tensor in signature.input',
      );
    if (input.shape.length === 1 || width === 1) return [{ input, index: null }];
    const columns = typeof width === 'number' ? width : inputs.length === 1 ? known : null;
    if (columns === null)
      throw unsupported(
        'input',
        input,
        'the number of columns is open',
        path,
        'list them in signature.input.names',
      );
    if (columns > mostColumns) throw tooMany(input, columns, path);
    return Array.from({ length: columns }, (_, index) => ({ input, index }));
  });
  const [first] = inputs;
  if (first && slots.length > mostColumns) throw tooMany(first, slots.length, path);
  return slots;
}

function tooMany(input: TensorSignature, columns: number, path: string): OnnxError {
  return unsupported(
    'input',
    input,
    `${columns} columns, at most ${mostColumns} make a table`,
    path,
    'say kind: tensor in signature.input',
  );
}

/** The data's column for an input of its own: the same name, else the one that differs in case, spaces and marks. */
function dataName(
  input: string,
  features: readonly string[] | null,
  rows: KnownRows | null,
  path: string,
): string {
  if (!features || !rows) return input;
  const found = matchingName(features, input);
  if (found !== null) return found;
  throw new OnnxError(
    'columns-mismatch',
    `input \`${input}\` has no column of its name in ${rows.table.name}${rows.labels.includes(input) ? ', where that is the label' : ''}`,
    { file: path, hint: `there are: ${listed(features, 20)}` },
  );
}

/**
 * Names for places in order.
 *
 * @param named by card.yaml
 * @param features the data's columns without the labels
 */
function orderedNames(
  slots: readonly Slot[],
  named: readonly string[] | null,
  features: readonly string[] | null,
  path: string,
): string[] {
  const names = named ?? features;
  if (names?.length === slots.length) {
    const absent = features && names.find((name) => !features.includes(name));
    if (absent == null) return [...names];
    throw new OnnxError('columns-mismatch', `the data has no column ${JSON.stringify(absent)}`, {
      file: path,
      hint: `there are: ${listed(features ?? [], 20)}`,
    });
  }
  if (!names)
    return slots.map(({ input, index }) => (index === null ? input.name : `${input.name}.${index}`));
  const origin = named ? 'signature.input.names lists' : 'the data has';
  throw new OnnxError(
    'columns-mismatch',
    `the model takes ${slots.length} columns, ${origin} ${names.length}${named ? '' : ' without the labels'}`,
    { file: path, hint: 'list the columns in the order of the tensor in signature.input.names' },
  );
}
