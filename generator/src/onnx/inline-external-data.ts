import { isAbsolute, join, sep } from 'node:path';
import { externalPlace, externalTensors, takeIn, type OnnxProto } from '@modelfolio/onnx';
import type { Effects } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';

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
  for (const tensor of externalTensors(model)) {
    const { location, offset, length } = externalPlace(tensor);
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
    takeIn(tensor, bytes.subarray(offset, end));
  }
  return files.size > 0 ? [`weights taken in from ${[...files.keys()].join(', ')}`] : [];
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
