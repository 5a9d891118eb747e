import type { RowArray } from '@modelfolio/inference';
import { decodeOnnx, encodeOnnx, feedAs, isFloating, noteChanges, readOnnxModel } from '@modelfolio/onnx';
import type { TensorSignature } from '@modelfolio/schemas';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { FeedFlags } from './feed-flags.ts';
import type { SourceData } from './source-data.ts';

/** More say no more of whether they are pixels. */
const mostLookedAt = 1_000_000;

/**
 * A model that takes its rows as the data has them: what `--transpose` and `--scale` say is written into the graph. Without
 * them it stays as it is, and data that may be meant in two ways is refused.
 *
 * @param bytes the ONNX file
 * @param path names the model in errors
 * @returns the bytes with a sentence for the change
 * @throws ModelfolioError `usage` where there is no array to turn or scale, `evaluation-set-damaged` for whole numbers from 0
 *   to 255 in fractions; OnnxError `signature-unsupported`
 */
export function fedModel(
  bytes: Uint8Array,
  flags: FeedFlags,
  data: SourceData | null,
  path: string,
): { bytes: Uint8Array; changes: string[] } {
  const { inputs } = readOnnxModel(bytes, path);
  const [input] = inputs;
  const array = data && input && inputs.length === 1 ? arrayFor(input, data) : null;
  if (!flags.transpose && !flags.scale) {
    if (data && input && array) refusePixels(input, array, data);
    return { bytes, changes: [] };
  }
  if (!array)
    throw new ModelfolioError('usage', '--transpose and --scale are for data with an array for one tensor', {
      hint: 'give an NPZ file or a folder of IDX shards as --data, or leave them out',
    });
  const model = decodeOnnx(bytes, path);
  const type = array.type ?? (array.values instanceof Uint8Array ? 'uint8' : 'float32');
  const change = feedAs(model, { ...flags, type, shape: array.shape }, path);
  noteChanges(model, [change], null);
  return { bytes: encodeOnnx(model), changes: [change] };
}

/** The array that goes into an input, as feeding chooses it. */
function arrayFor({ name }: TensorSignature, { table, images }: SourceData): RowArray | null {
  if (!table) return images;
  return table.arrays.get(name) ?? (table.arrays.size === 1 ? ([...table.arrays.values()][0] ?? null) : null);
}

/** Fractions that are all whole numbers from 0 to 255 are pixels that were converted and perhaps not scaled. */
function refusePixels(input: TensorSignature, { shape, type, values }: RowArray, data: SourceData): void {
  if (!isFloating(input) || shape.filter((size) => size !== 1).length < 2 || !type?.startsWith('float'))
    return;
  const looked = Math.min(values.length, mostLookedAt);
  let most = 0;
  for (let index = 0; index < looked; index++) {
    const value = Number(values[index]);
    if (!Number.isInteger(value) || value < 0 || value > 255) return;
    most = Math.max(most, value);
  }
  if (most <= 1) return;
  throw new ModelfolioError(
    'evaluation-set-damaged',
    `the rows are ${type} and hold whole numbers up to ${most}, as of pixels: nothing tells whether input \`${input.name}\` takes them so or from 0 to 1`,
    {
      file: data.path,
      hint: 'say --scale 1/255 where the model takes 0 to 1, --scale 1 where it takes the numbers as they are',
    },
  );
}
