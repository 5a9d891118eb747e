import { isAbsolute, join, sep } from 'node:path';
import onnxProto, { type onnx } from 'onnx-proto';
import type { Effects } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { allTensors } from './graph-walk.ts';
import type { OnnxProto } from './model-proto.ts';

const { DataLocation } = onnxProto.onnx.TensorProto;
/** A protocol buffer cannot be larger than this. */
const largest = 2 ** 31 - 1;

export type DiskRead = Pick<Effects, 'readFile' | 'kindOf' | 'realPath'>;

/**
 * Takes weights that lie in files beside a model into the model itself, in place: a page loads one file.
 *
 * @param folder where the model lies; nothing outside of it is read
 * @returns a sentence if there were any
 * @throws ModelfolioError `model-unreadable` when a file is missing, too short, or not inside the folder
 */
export async function inlineExternalData(
  model: OnnxProto,
  folder: string,
  path: string,
  disk: DiskRead,
): Promise<string[]> {
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const tensor of allTensors(model)) {
    if (tensor.dataLocation !== DataLocation.EXTERNAL) continue;
    const { location, offset, length } = placeOf(tensor);
    const bytes = files.get(location) ?? (await readBeside(folder, location, path, disk));
    files.set(location, bytes);
    const end = length === null ? bytes.length : offset + length;
    if (!(offset <= end && end <= bytes.length))
      throw new ModelfolioError(
        'model-unreadable',
        `weights of \`${tensor.name}\` run beyond the end of ${location}`,
        {
          file: path,
          hint: 'export the model again',
        },
      );
    total += end - offset;
    if (total > largest)
      throw new ModelfolioError('model-unreadable', 'more than 2 GiB of weights in other files', {
        file: path,
        hint: 'export it quantised or pruned: a page cannot load so much',
      });
    tensor.rawData = bytes.subarray(offset, end);
    tensor.externalData = [];
    tensor.dataLocation = DataLocation.DEFAULT;
  }
  return files.size > 0 ? [`weights taken in from ${[...files.keys()].join(', ')}`] : [];
}

/** Files that a model's weights lie in, as it names them. */
export function externalFiles(model: OnnxProto): string[] {
  const external = [...allTensors(model)].filter(
    ({ dataLocation }) => dataLocation === DataLocation.EXTERNAL,
  );
  return [...new Set(external.map((tensor) => placeOf(tensor).location))];
}

function placeOf({ externalData }: onnx.ITensorProto): {
  location: string;
  offset: number;
  length: number | null;
} {
  const words = new Map((externalData ?? []).map(({ key, value }) => [key, value ?? '']));
  const length = words.get('length');
  return {
    location: words.get('location') ?? '',
    offset: Number(words.get('offset') ?? 0),
    length: length === undefined ? null : Number(length),
  };
}

async function readBeside(
  folder: string,
  location: string,
  path: string,
  disk: DiskRead,
): Promise<Uint8Array> {
  const refuse = (reason: string, hint: string): ModelfolioError =>
    new ModelfolioError('model-unreadable', `weights in ${JSON.stringify(location)}: ${reason}`, {
      file: path,
      hint,
    });
  const inside = 'put the file beside the model, or save it in one file: onnx.save_model(model, path)';
  if (location === '' || isAbsolute(location) || /[\\:]/.test(location) || location.split('/').includes('..'))
    throw refuse('not a path inside the folder of the model', inside);
  const file = join(folder, location);
  if ((await disk.kindOf(file)) !== 'file') throw refuse('not there', inside);
  const real = await disk.realPath(folder);
  if (
    (await disk.realPath(file)) !==
    `${real.replace(/[\\/]$/, '')}${sep}${location
      .split('/')
      .filter((part) => part && part !== '.')
      .join(sep)}`
  )
    throw refuse('a link', 'replace the link by the file itself');
  return disk.readFile(file);
}
