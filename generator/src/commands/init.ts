import { basename, join, resolve } from 'node:path';
import { textFlag } from '@modelfolio/command-line/flags';
import type { Command } from './command.ts';
import { realEffects, type Effects } from '../effects.ts';
import { siteTemplate, withScripts } from '../init/site-template.ts';
import { ModelfolioError } from '../modelfolio-error.ts';

export interface InitOptions {
  /** Folder of the site; the working folder unless said. */
  folder?: string | undefined;
  /** Name of the site; the folder's unless said. */
  name?: string | undefined;
}

export interface InitResult {
  folder: string;
  name: string;
  written: string[];
  /** Files that were there and were left as they are. */
  kept: string[];
}

/**
 * Makes a site in a folder: configuration, a first page, scripts, headers for a host, a workflow. Never writes over a
 * file; scripts are added to a package.json.
 *
 * @throws ModelfolioError for a package.json that is no JSON
 */
export async function init(options: InitOptions = {}, effects: Effects = realEffects()): Promise<InitResult> {
  const folder = resolve(effects.workingFolder, options.folder ?? '.');
  const name = options.name ?? basename(folder);
  const result: InitResult = { folder, name, written: [], kept: [] };
  for (const { path, text } of await siteTemplate(name, effects.readFile)) {
    const at = join(folder, path);
    if ((await effects.kindOf(at)) !== null) result.kept.push(path);
    else {
      await effects.writeFile(at, text);
      result.written.push(path);
    }
  }
  await addScripts(folder, name, result, effects);
  return result;
}

async function addScripts(folder: string, name: string, result: InitResult, effects: Effects): Promise<void> {
  const path = join(folder, 'package.json');
  const isThere = (await effects.kindOf(path)) === 'file';
  const before = isThere ? new TextDecoder().decode(await effects.readFile(path)) : null;
  let after: string;
  try {
    after = withScripts(before, name);
  } catch (cause) {
    throw new ModelfolioError('usage', `not JSON: ${(cause as Error).message}`, {
      file: 'package.json',
      cause,
    });
  }
  if (after === before) result.kept.push('package.json');
  else {
    await effects.writeFile(path, after);
    result.written.push('package.json');
  }
}

export const initCommand: Command = {
  name: 'init',
  summary: 'make a site of your own in a folder',
  operands: '[folder]',
  description: [
    'Writes modelfolio.config.yaml (name, colours, links, sections), a first page, scripts, a workflow and the headers',
    'that hosts need. Nothing that is there is written over; scripts are added to package.json.',
  ].join('\n'),
  flags: {
    name: { type: 'string', value: 'text', description: 'name of the site (default: that of the folder)' },
  },
  async run(operands, flags, effects) {
    if (operands.length > 1)
      throw new ModelfolioError('usage', 'init takes one folder', { hint: 'modelfolio init my-site' });
    const result = await init({ folder: operands[0], name: textFlag(flags, 'name') }, effects);
    if (flags['json'] === true) {
      effects.print(JSON.stringify(result, null, 2));
      return 0;
    }
    for (const path of result.written) effects.print(`${path}: written`);
    for (const path of result.kept) effects.print(`${path}: was there, left as it is`);
    const into = operands[0] === undefined ? '' : `cd ${operands[0]}, then `;
    effects.note(
      `Next: ${into}npx modelfolio ingest <store>, npx modelfolio add --run <run> --data <rows>, npm start`,
    );
    return 0;
  },
};
