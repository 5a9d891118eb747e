import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allCommands } from '@modelfolio/command-line';
import { program } from '../program.ts';
import { runSources } from '@modelfolio/runs/sources/registry';
import type { ReferenceParts } from './reference-pages.ts';

/** The definitions that the reference is made of, as they are in this repository. */
export async function referenceParts(repository: string): Promise<ReferenceParts> {
  const read = (name: string): Promise<string> =>
    readFile(join(repository, 'packages/schemas/src', name), 'utf8');
  return {
    commands: await allCommands(program),
    sources: runSources,
    cardYamlSource: (await read('card-yaml.ts')) + (await read('acceptance.ts')),
    siteConfigSource: await read('site-config.ts'),
  };
}
