import { decodeOnnx } from '@modelfolio/onnx';
import { numbersOf, type ModelSides, type RunGraph, type Tensor } from '@modelfolio/inference';
import type { Matrix } from './matrix.ts';
import type { Groups } from './model-function.ts';
import { readAdditiveModel, type AdditiveModel, type WantedOutput } from './read-additive-model.ts';
import { outputOf, type TableModel } from './table-model.ts';

/** Opens a graph of these bytes. */
export type OpenGraph = (bytes: Uint8Array) => Promise<RunGraph>;

/** Trees or weights as they stand in a model's file, with what makes rows into what they take; or why there are none. */
export type ModelParts =
  | {
      readonly additive: AdditiveModel;
      /** What goes into the trees or weights: `[rows, features]`. */
      readonly features: (rows: Matrix) => Promise<Matrix>;
      /** Groups of a row's columns as groups of the graph's own. */
      readonly rawGroups: (groups: Groups) => Groups;
    }
  | { readonly additive: null; readonly because: string };

/** Greatest difference between what the parts give and what the runtime says, of the largest output and 1. */
export const partsTolerance = 1e-5;

/**
 * Looks for trees or weights in a model's file, and believes them only where they give what the runtime gives.
 *
 * @param place class or target
 * @param sample rows to compare on
 * @throws OnnxError for a file that cannot be read
 */
export async function openModelParts(
  model: TableModel,
  bytes: Uint8Array,
  place: number,
  sample: Matrix,
  open: OpenGraph,
): Promise<ModelParts> {
  const { wanted, at } = wantedOutput(model.sides.output, place);
  if (!wanted) return { additive: null, because: 'The model has no such output.' };
  const found = readAdditiveModel(decodeOnnx(bytes, 'the model'), wanted);
  if (found.kind === null) return { additive: null, because: notFromFile(found.reason) };
  const run = await open(found.front.bytes);
  const { output } = found.front;
  const features = async (rows: Matrix): Promise<Matrix> =>
    featureMatrix((await run(model.feeds(rows), [output]))[output], rows.rows);
  const told = outputOf(await model.predict(sample), place);
  const own = found.linked(found.sums(await features(sample)));
  const scale = told.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const agrees = told.every(
    (value, row) =>
      Math.abs(value - (own.values[row * own.columns + at] ?? Number.NaN)) <= partsTolerance * scale,
  );
  if (agrees) return { additive: found, features, rawGroups: (groups) => rawGroups(model, found, groups) };
  return {
    additive: null,
    because:
      'What stands in the file does not add up to what the runtime says, so the model is asked instead.',
  };
}

/** The graph's output that a class or target stands in, and its column there. */
function wantedOutput(
  { task, probabilities, classes, positive, activation, targets }: ModelSides['output'],
  place: number,
): { wanted: WantedOutput | null; at: number } {
  if (task === 'regression') {
    const target = targets?.[place];
    return {
      wanted: target ? { name: target.output, place: target.index, classes: null } : null,
      at: target?.index ?? 0,
    };
  }
  if (probabilities === null || classes === null) return { wanted: null, at: place };
  return {
    wanted: {
      name: probabilities,
      place,
      classes: classes.length,
      positive: positive === 0 ? 0 : 1,
      activation: activation === 'none' ? null : activation,
    },
    at: place,
  };
}

/** The places of columns in the order of the graph's inputs, where the manifest may have them in another. */
function rawGroups({ sides: { input } }: TableModel, { sources }: AdditiveModel, groups: Groups): Groups {
  const columns = input.kind === 'tabular' ? input.columns : [];
  const places = new Map(sources.raw.map((raw, at) => [`${raw.index} ${raw.input}`, at]));
  return groups.map((group) =>
    group.flatMap((column) => {
      const own = columns[column];
      if (!own) return [];
      const siblings = columns.filter((other) => other.input === own.input);
      const index = own.index ?? siblings.indexOf(own);
      return places.get(`${index} ${own.input}`) ?? [];
    }),
  );
}

function featureMatrix(tensor: Tensor | undefined, rows: number): Matrix {
  if (!tensor) throw new TypeError('the front graph gave no output');
  const values = numbersOf(tensor);
  return { values, rows, columns: values.length / rows };
}

/** Why a file's trees or weights are of no use here, as a sentence. */
export const notFromFile = (words: string): string => `Not explained from the file itself: ${words}.`;
