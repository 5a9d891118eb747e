import { dirname, join, sep } from 'node:path';
import { relativePath } from '@modelfolio/schemas';
import { z } from 'zod';
import type { Effects } from '../effects.ts';
import { parseJson } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';

const weightFiles = z.object({ weightsManifest: z.array(z.object({ paths: z.array(z.string().min(1)) })) });

/**
 * Files of a TensorFlow.js model: `model.json` first, then the weights it names.
 *
 * @param path absolute path of `model.json`
 * @returns bytes by path beside `model.json`
 * @throws ModelfolioError `model-unreadable` or `model-missing`
 */
export async function readTfjsFiles(path: string, effects: Effects): Promise<Map<string, Uint8Array>> {
  const bytes = await effects.readFile(path);
  const { weightsManifest } = parseJson(bytes, path, weightFiles, 'model-unreadable');
  const files = new Map([['model.json', bytes]]);
  const folder = dirname(path);
  const real = await effects.realPath(folder);
  for (const name of weightsManifest.flatMap(({ paths }) => paths)) {
    const file = join(folder, name);
    const fault = { file: path, hint: 'put the weights beside model.json, as the converter left them' };
    if (!relativePath.safeParse(name).success || name.includes('://'))
      throw new ModelfolioError(
        'model-unreadable',
        `weights in ${JSON.stringify(name)}, outside of its folder`,
        fault,
      );
    if ((await effects.kindOf(file)) !== 'file')
      throw new ModelfolioError('model-missing', `weights in ${JSON.stringify(name)} are not there`, fault);
    if (!(await effects.realPath(file)).startsWith(real + sep))
      throw new ModelfolioError(
        'model-unreadable',
        `weights in ${JSON.stringify(name)}: a link that leads out`,
        fault,
      );
    files.set(name, await effects.readFile(file));
  }
  return files;
}
