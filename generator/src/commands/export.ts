import { join, resolve } from 'node:path';
import { textFlag } from '@modelfolio/command-line/flags';
import { choiceFlag } from '@modelfolio/command-line/value-flags';
import { takenWords } from '@modelfolio/redaction/taken';
import { exportFormats } from '@modelfolio/exports';
import type { ModelCard } from '@modelfolio/schemas';
import { readCard } from '../check/check-card.ts';
import type { Command } from './command.ts';
import type { Effects, Project } from '../effects.ts';
import { formatJson } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import { openProjectGate } from '../published/open-project-gate.ts';
import { openProject } from '@modelfolio/project';
import { readSiteConfig } from '@modelfolio/project/site-config-file';
import { cardOfVersion } from '../versions/card-versions.ts';

const names = [...exportFormats.map(({ name }) => name), 'json'];

export const exportCommand: Command = {
  name: 'export',
  summary: 'write a card in a format that others read',
  operands: '<model>',
  description: [
    'Writes a card as others read it:',
    ...exportFormats.map(({ name, label, purpose }) => `  ${name}: ${label}, ${purpose}`),
    '  json: the card itself',
    'The same card gives the same bytes. Links need address in modelfolio.config.yaml.',
  ].join('\n'),
  flags: {
    format: {
      type: 'string',
      value: 'name',
      description: `${names.join(', ')} or all (default: hugging-face)`,
    },
    output: {
      type: 'string',
      value: 'path',
      description: 'file to write, or the folder for all (default: standard output)',
    },
    version: { type: 'string', value: 'version', description: 'an earlier version of the model' },
  },
  async run(operands, flags, effects) {
    const [model, ...rest] = operands;
    const format = choiceFlag(flags, 'format', [...names, 'all']) ?? 'hugging-face';
    const output = textFlag(flags, 'output');
    if (model === undefined || rest.length > 0)
      throw new ModelfolioError('usage', 'export needs one model', { hint: 'modelfolio export <model>' });
    if (format === 'all' && output === undefined)
      throw new ModelfolioError('usage', '--format all needs a folder', { hint: 'add --output <folder>' });
    const project = await openProject(textFlag(flags, 'root'), effects);
    const version = textFlag(flags, 'version');
    const { value: card } =
      version === undefined ? await readCard(project, model) : await cardOfVersion(project, model, version);
    // A card of before there was a gate, or one that somebody edited.
    const { value, taken } = await (await openProjectGate(project)).record(card, 'card');
    for (const line of takenWords(taken.map((one) => ({ ...one, file: `the card of ${model}` }))))
      effects.note(line);
    const files = await filesOf(project, value, format === 'all' ? names : [format]);
    if (output === undefined) for (const { text } of files) effects.print(text.trimEnd());
    else await writeFiles(effects, files, resolve(effects.workingFolder, output), format === 'all');
    if (flags['json'] === true && output !== undefined)
      effects.print(
        JSON.stringify(
          { model, version: card.version, files: files.map(({ file }) => file), taken },
          null,
          2,
        ),
      );
    return 0;
  },
};

async function filesOf(
  project: Project,
  card: ModelCard,
  wanted: readonly string[],
): Promise<{ file: string; text: string }[]> {
  const { address: site } = await readSiteConfig(project);
  const address = site === undefined ? undefined : new URL(`/models/${card.id}/`, site).href;
  const files = wanted.flatMap((name) => {
    const format = exportFormats.find((candidate) => candidate.name === name);
    const text = format ? format.write(card, { address }) : formatJson(card);
    return text === null ? [] : [{ file: format?.file ?? 'card.json', text }];
  });
  if (files.length === 0)
    throw new ModelfolioError('evaluation-set-missing', `${card.id} has no evaluation set to describe`, {
      hint: 'choose another format',
    });
  return files;
}

async function writeFiles(
  effects: Effects,
  files: readonly { file: string; text: string }[],
  output: string,
  isFolder: boolean,
): Promise<void> {
  for (const { file, text } of files) {
    const path = isFolder ? join(output, file) : output;
    await effects.writeFile(path, text);
    effects.note(`${path}: written`);
  }
}
