import { textFlag, type FlagValues } from '@modelfolio/command-line/flags';
import { compareCards, compareRuns, comparisonMarkdown, type CardComparison } from '@modelfolio/comparison';
import type { RunRecord } from '@modelfolio/schemas';
import { readCard } from '../check/check-card.ts';
import type { Command } from './command.ts';
import type { Effects, Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { openProject } from '@modelfolio/project';
import { findRun } from '@modelfolio/runs/run-store';
import { readSiteConfig } from '@modelfolio/project/site-config-file';
import { cardOfVersion, cardVersions } from '../versions/card-versions.ts';
import { comparisonLines, runComparisonLines } from '../versions/comparison-lines.ts';
import { cardAtRevision, openRevision } from '../versions/revision.ts';

export const compareCommand: Command = {
  name: 'compare',
  summary: 'tell what differs between two versions of a model, or between runs',
  operands: '<model> [before] [after]  or  --runs <run>…',
  description: [
    'Compares two versions of a model’s card: metrics with their direction, params, data, code, environment, model',
    'files and words. Without versions: the current one with the one before. With one: that with the current one.',
    'With --runs, the operands are ids or names of runs, laid beside each other.',
  ].join('\n'),
  flags: {
    against: {
      type: 'string',
      value: 'revision',
      description: 'compare the card with the one in a git revision',
    },
    runs: { type: 'boolean', description: 'compare runs instead of versions' },
    markdown: { type: 'boolean', description: 'print Markdown, for a pull request' },
  },
  async run(operands, flags, effects) {
    const project = await openProject(textFlag(flags, 'root'), effects);
    return flags['runs'] === true
      ? tellRuns(await runsNamed(project, operands), flags, effects)
      : tellCards(await cardsNamed(project, operands, textFlag(flags, 'against')), flags, effects);
  },
};

function tellCards(comparison: CardComparison, flags: FlagValues, effects: Effects): number {
  if (flags['json'] === true) effects.print(JSON.stringify(comparison, null, 2));
  else if (flags['markdown'] === true) effects.print(comparisonMarkdown(comparison));
  else for (const line of comparisonLines(comparison)) effects.print(line);
  return 0;
}

function tellRuns(runs: readonly RunRecord[], flags: FlagValues, effects: Effects): number {
  if (flags['markdown'] === true)
    throw new ModelfolioError('usage', '--markdown is for versions, not for runs', { hint: 'use --json' });
  const comparison = compareRuns(runs);
  if (flags['json'] === true)
    effects.print(
      JSON.stringify({ runs: runs.map(({ id, name }) => ({ id, name })), ...comparison }, null, 2),
    );
  else for (const line of runComparisonLines(runs, comparison)) effects.print(line);
  return 0;
}

async function cardsNamed(
  project: Project,
  [model, before, after, ...rest]: string[],
  against: string | undefined,
): Promise<CardComparison> {
  if (model === undefined || rest.length > 0 || (against !== undefined && before !== undefined))
    throw new ModelfolioError('usage', 'compare needs a model and at most two versions, or one --against', {
      hint: 'modelfolio compare --help says more',
    });
  const { tolerances } = (await readSiteConfig(project)).check;
  const current = await readCard(project, model);
  if (against !== undefined) {
    const former = await cardAtRevision(await openRevision(project, against), model);
    if (!former)
      throw new ModelfolioError('version-unknown', `${against} has no card of ${model}`, {
        hint: 'name a revision in which the card was committed',
      });
    return compareCards(former, current.value, { tolerances });
  }
  const later = after === undefined ? current : await cardOfVersion(project, model, after);
  const earlier =
    before === undefined
      ? (await cardVersions(project, model))[1]
      : await cardOfVersion(project, model, before);
  if (!earlier)
    throw new ModelfolioError('version-unknown', `${model} has one version only`, {
      hint: 'a version is kept when version in card.yaml is raised and modelfolio build is run',
    });
  return compareCards(earlier.value, later.value, { tolerances });
}

async function runsNamed(project: Project, names: readonly string[]): Promise<RunRecord[]> {
  if (names.length < 2)
    throw new ModelfolioError('usage', 'compare --runs needs at least two runs', {
      hint: 'name them by id or by name',
    });
  const runs: RunRecord[] = [];
  for (const name of names) runs.push((await findRun(project, name)).value);
  return runs;
}
