import { join } from 'node:path';
import { textFlag } from '@modelfolio/command-line/flags';
import { cardYamlVersion } from '@modelfolio/schemas';
import { parseDocument } from 'yaml';
import { yamlFormat } from '../add/card-text.ts';
import { migrateCardYaml } from '../card/card-yaml-migrations.ts';
import { readCardYaml } from '../card/card-yaml.ts';
import type { Command } from './command.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { forEachModel, tellModels, type FailedModel } from '../model/for-each-model.ts';
import { listFolder, openProject, readBytes } from '@modelfolio/project';
import { listRuns, readRunList, runListPath } from '@modelfolio/runs/run-list';
import { countRuns } from '@modelfolio/runs/run-store';
import { sealFound } from '../records/seal-found.ts';

export interface MigrateOptions {
  root?: string | undefined;
  /** Ids of models; all when empty. */
  models?: readonly string[];
}

export interface MigrateResult {
  files: {
    model: string;
    path: string;
    outcome: 'written' | 'unchanged';
    /** Schema the file was written for; `null` for one of the schema of now. */
    from: number | null;
    /** What was changed, in words. */
    changes: string[];
  }[];
  /** Records that carried no seal and carry one now, as they were found. */
  sealed: string[];
  /** Models whose runs were put on a list. */
  listed: string[];
  failures: FailedModel[];
}

/**
 * Rewrites each `card.yaml` of an older schema in the schema of now; comments and the order of fields stay. Seals what no
 * command can make again: runs, kept cards, reports; lists the runs of a model that has no list.
 */
export async function migrate(
  options: MigrateOptions = {},
  effects: Effects = realEffects(),
): Promise<MigrateResult> {
  // What would be said of each file is this command's own answer.
  const project = await openProject(options.root, { ...effects, note: () => {} });
  const { results, failures } = await forEachModel(project, options.models ?? [], (id) =>
    migrateOne(project, id),
  );
  const all = !options.models?.length;
  const waiting = all ? (await listFolder(project, 'runs')).map((name) => `runs/${name}`) : [];
  const sealed = await sealFound(project, [
    ...results.flatMap(({ model }) => [`models/${model}/runs`, `content/versions/${model}`]),
    ...(all ? ['content/reports'] : []),
    ...waiting,
  ]);
  const listed: string[] = [];
  for (const { model } of results) {
    if ((await countRuns(project, model)) === 0 || (await readRunList(project, model)) !== null) continue;
    await listRuns(project, model, []);
    listed.push(model);
  }
  return { files: results, sealed, listed, failures };
}

async function migrateOne(project: Project, model: string): Promise<MigrateResult['files'][number]> {
  // A file that would not fit even then is left as it is.
  const { path, migrated } = await readCardYaml(project, model);
  if (migrated === null) return { model, path, outcome: 'unchanged', from: null, changes: [] };
  const document = parseDocument(new TextDecoder().decode(await readBytes(project, path)));
  migrateCardYaml(document);
  await project.effects.writeFile(join(project.root, path), document.toString(yamlFormat));
  return { model, path, outcome: 'written', ...migrated };
}

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring card.yaml and records of older versions up to now',
  operands: '[model…]',
  description: [
    'Other commands read a card.yaml of an older schema too, and say so; this one rewrites it. Comments and the order',
    'of fields stay. A file that would not fit the schema even then is named and left as it is.',
    'Runs, kept cards and reports that carry no seal are sealed as they are, and runs that no list names are listed:',
    'from then on, modelfolio check finds what is edited, removed or made up.',
  ].join('\n'),
  flags: {},
  async run(operands, flags, effects) {
    const result = await migrate({ root: textFlag(flags, 'root'), models: operands }, effects);
    return tellModels(effects, flags, result, [
      ...result.files.map(describe),
      ...result.sealed.map((path) => `${path}: sealed as it is`),
      ...result.listed.map((model) => `${runListPath(model)}: lists the runs that are there`),
    ]);
  },
};

function describe({ path, outcome, from, changes }: MigrateResult['files'][number]): string {
  if (from === null) return `${path}: ${outcome}`;
  return `${path}: ${outcome}: ${[`schema ${from} is ${cardYamlVersion}`, ...changes].join('; ')}`;
}
