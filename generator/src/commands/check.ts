import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { checkReview } from '../review/check-review.ts';
import { reviewPath } from '../review/review-file.ts';
import { textFlag } from '@modelfolio/command-line/flags';
import { choiceFlag } from '@modelfolio/command-line/value-flags';
import type { CardComparison } from '@modelfolio/comparison';
import type { SiteConfig } from '@modelfolio/schemas';
import packageJson from '../../package.json' with { type: 'json' };
import { checkAgainst } from '../check/check-against.ts';
import { checkContent } from '../check/check-content.ts';
import { checkModel } from '../check/check-model.ts';
import {
  checkModelRecords,
  checkOtherRecords,
  type CheckedRecord,
  type CheckedRecords,
} from '../check/check-records.ts';
import { checkSecrets } from '../check/check-secrets.ts';
import { checkRebuilt } from '../check/check-rebuilt.ts';
import { checkReports } from '../check/check-reports.ts';
import { checkSiteSecrets } from '../check/check-site-secrets.ts';
import { checkSite, externalLinks } from '../check/check-site.ts';
import { placeOf, type FindingPlace } from '../check/finding-place.ts';
import { describeFinding, Findings, isError, type Finding } from '../check/finding.ts';
import { findingsMarkdown } from '../check/findings-markdown.ts';

import { githubAnnotation } from '../check/format-github.ts';
import { toSarif } from '../check/sarif.ts';
import type { Command } from './command.ts';
import { probabilityTolerance } from '../evaluation/compare-evaluations.ts';
import { realEffects, type Effects, type Project } from '../effects.ts';
import { timeLimitFlag, timeLimitOf, withTimeLimit } from '../model/time-limit.ts';
import { kindOf, listFolder, modelIds, openProject } from '@modelfolio/project';
import { runListPath } from '@modelfolio/runs/run-list';
import { signFlag, signRecords } from '../records/sign-records.ts';
import { openProjectGate } from '../published/open-project-gate.ts';
import { readSiteConfig } from '@modelfolio/project/site-config-file';
import { keptVersions } from '../versions/card-versions.ts';
import { openRevision } from '../versions/revision.ts';

export interface CheckOptions {
  root?: string | undefined;
  /** Ids of models; all when empty. */
  models?: readonly string[];
  /** Seconds for opening a model, and for each run of it over a batch of rows. */
  timeLimit?: number | undefined;
  /** Runs each model over its evaluation set again; default `true`. */
  reevaluate?: boolean;
  /** Git revision to hold the cards against. */
  against?: string | undefined;
  /** Fails for a card that nobody approved as it is. */
  requireReview?: boolean;
  /** List of those who may sign, as OpenSSH has it: every record must carry a signature of one of them. */
  signers?: string | undefined;
  /** SSH key to sign every record with, once nothing is wrong. */
  sign?: string | undefined;
  /** A built site to follow the links of, and to hold against one that is built again. */
  site?: string | undefined;
  /** Also asks other hosts for what the built site links to. */
  externalLinks?: boolean;
}

export interface CheckResult {
  /** Models that were checked. */
  models: string[];
  findings: Finding[];
  /** What the seal of each record says of it. */
  records: CheckedRecord[];
  /** Signatures that were made now. */
  signatures: string[];
  /** What changed on each card since the revision compared with. */
  comparisons: CardComparison[];
}

/** Finds every card that is missing, incomplete, out of date or untrue, and every reference that leads nowhere. */
export async function check(
  options: CheckOptions = {},
  effects: Effects = realEffects(),
): Promise<CheckResult> {
  const project = await openProject(options.root, withTimeLimit(effects, options.timeLimit));
  const models = await modelIds(project, options.models);
  const all = !options.models?.length;
  const findings: Finding[] = [];
  for (const id of models)
    findings.push(...(await checkModel(project, id, { reevaluate: options.reevaluate ?? true })));
  for (const id of models) findings.push(...(await checkKept(project, id)));
  const records: CheckedRecord[] = [];
  const signers = options.signers === undefined ? null : resolve(effects.workingFolder, options.signers);
  const take = (checked: CheckedRecords): void => {
    findings.push(...checked.findings);
    records.push(...checked.records);
  };
  // One after the other: a thousand models have more files than may be open.
  for (const id of models) take(await checkModelRecords(project, id, signers));
  if (all) take(await checkOtherRecords(project, signers));
  if (all) findings.push(...(await orphans(project, models)));
  for (const id of models) {
    const signedBy = records.find(({ path }) => path === reviewPath(id))?.signedBy ?? null;
    findings.push(
      ...(await checkReview(project, id, {
        isRequired: options.requireReview === true,
        signedBy: signers === null ? undefined : signedBy,
      })),
    );
  }
  if (all) findings.push(...(await checkReports(project)));
  findings.push(...(await checkContent(project, models)));
  findings.push(...(await checkSecrets(project, models, all)));
  const against =
    options.against === undefined
      ? null
      : await checkAgainst(project, await openRevision(project, options.against), models, {
          all,
          tolerances: await tolerancesOf(project),
        });
  findings.push(...(against?.findings ?? []));
  if (options.site !== undefined) {
    const folder = resolve(effects.workingFolder, options.site);
    findings.push(...(await checkSite(folder, options.externalLinks ? externalLinks(effects.fetch) : null)));
    findings.push(...(await checkRebuilt(project, folder)));
    findings.push(...(await checkSiteSecrets(folder, await openProjectGate(project), builderOf(project))));
  }
  const comparisons = against?.comparisons ?? [];
  if (options.sign === undefined) return { models, findings, records, signatures: [], comparisons };
  // Who signs vouches for what was checked; signatures of before are replaced.
  const rest = findings.filter(({ name }) => name !== 'signature-missing' && name !== 'signature-invalid');
  const lists = await existingLists(project, models);
  const paths = [...records.map(({ path }) => path), ...lists];
  const signatures = rest.some((finding) => isError(finding))
    ? []
    : await signRecords(project, paths, options.sign);
  return { models, findings: signatures.length > 0 ? rest : findings, records, signatures, comparisons };
}

/** Folders that tell who builds; that of the superuser is everybody's. */
function builderOf({ root }: Project): string[] {
  return [root, homedir()].filter((folder) => folder !== '/' && folder !== '/root');
}

/** A configuration that cannot be read is a finding already: without it, no tolerance is stated. */
async function tolerancesOf(project: Project): Promise<SiteConfig['check']['tolerances']> {
  return readSiteConfig(project).then(
    (config) => config.check.tolerances,
    () => ({}),
  );
}

async function existingLists(project: Project, models: readonly string[]): Promise<string[]> {
  const lists: string[] = [];
  for (const path of models.map(runListPath)) if ((await kindOf(project, path)) === 'file') lists.push(path);
  return lists;
}

/** Earlier cards must fit their schema and be what their path says. */
async function checkKept(project: Project, id: string): Promise<Finding[]> {
  const findings = new Findings(id);
  await findings.attempt(() => keptVersions(project, id));
  return findings.list;
}

/** Cards of models that are not there any more. */
async function orphans(project: Project, models: readonly string[]): Promise<Finding[]> {
  const cards = (await listFolder(project, 'content/models')).filter((name) => name.endsWith('.json'));
  return cards
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => !models.includes(id))
    .map((id) => ({
      model: id,
      name: 'card-orphaned',
      file: `content/models/${id}.json`,
      field: null,
      reason: `there is no model in models/${id}`,
      remedy: 'remove the card, or bring the model back',
    }));
}

export const checkCommand: Command = {
  name: 'check',
  summary: 'fail when a card is missing, incomplete, out of date or untrue',
  operands: '[model…]',
  description: [
    'Checks that every model has a card, that each section is written, that no input changed since the card was',
    'made, that every figure is what its record says, and that evaluating again gives the recorded numbers:',
    `counts and what is made of them exactly, log loss, Brier score and calibration within ${probabilityTolerance}.`,
    'Also that figures and links in content/ lead somewhere safe, that no text holds invisible characters, and that',
    'nothing that is published holds secrets, nor records user names, paths of disks, internal hosts or e-mail addresses.',
    'With --against, that no metric is worse than in a git revision by more than check.tolerances allows.',
    'Each record is said to be as written, edited since or not verifiable, by its own seal. With --sign, signs all records',
    'once nothing is wrong; with --signers, asks for a signature on each. Changes nothing else. Exit code 1 when anything',
    'is wrong.',
  ].join('\n'),
  flags: {
    ...timeLimitFlag,
    'no-reevaluate': { type: 'boolean', description: 'do not run the models again' },
    against: {
      type: 'string',
      value: 'revision',
      description: 'hold the cards against those of a git revision',
    },
    'require-review': { type: 'boolean', description: 'fail for a card that nobody approved as it is' },
    signers: {
      type: 'string',
      value: 'file',
      description: 'every record must be signed by one of this list (OpenSSH’s allowed signers)',
    },
    ...signFlag,
    site: {
      type: 'string',
      value: 'folder',
      description: 'follow every link of a built site, and build it again to compare',
    },
    'external-links': { type: 'boolean', description: 'with --site, ask other hosts too' },
    strict: { type: 'boolean', description: 'fail on warnings too' },
    format: { type: 'string', value: 'name', description: 'text or github (annotations beside the lines)' },
    sarif: { type: 'string', value: 'file', description: 'write SARIF 2.1.0, for code scanning' },
    markdown: { type: 'string', value: 'file', description: 'write a summary for a pull request' },
  },
  async run(operands, flags, effects) {
    const format = choiceFlag(flags, 'format', ['text', 'github']) ?? 'text';
    const root = textFlag(flags, 'root');
    const reevaluate = flags['no-reevaluate'] !== true;
    const result = await check(
      {
        root,
        models: operands,
        timeLimit: timeLimitOf(flags),
        reevaluate,
        against: textFlag(flags, 'against'),
        requireReview: flags['require-review'] === true,
        signers: textFlag(flags, 'signers'),
        sign: textFlag(flags, 'sign'),
        site: textFlag(flags, 'site'),
        externalLinks: flags['external-links'] === true,
      },
      effects,
    );
    const { models, findings, records, signatures, comparisons } = result;
    const project = await openProject(root, effects);
    const placed: { finding: Finding; place: FindingPlace | null }[] = [];
    for (const finding of findings) placed.push({ finding, place: await placeOf(project, finding) });
    const write = async (flag: string, text: () => string): Promise<void> => {
      const path = textFlag(flags, flag);
      if (path !== undefined) await effects.writeFile(resolve(effects.workingFolder, path), text());
    };
    await write('sarif', () => `${JSON.stringify(toSarif(placed, packageJson.version), null, 2)}\n`);
    await write('markdown', () => findingsMarkdown(placed, comparisons, models));
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else if (format === 'github')
      for (const { finding, place } of placed) effects.print(githubAnnotation(finding, place));
    else for (const finding of findings) effects.print(describeFinding(finding));
    const judged = `${count(models, 'model')} checked${reevaluate ? ' and evaluated again' : ''}${sealsInWords(records)}`;
    effects.note(`${judged}: ${findings.length === 0 ? 'nothing wrong' : count(findings, 'finding')}`);
    if (signatures.length > 0) effects.note(`${count(signatures, 'signature')} written`);
    return findings.some((finding) => isError(finding, flags['strict'] === true)) ? 1 : 0;
  },
};

/** e.g. `, 21 records as written, 1 edited since` */
function sealsInWords(records: readonly CheckedRecord[]): string {
  const states = Map.groupBy(records, ({ state }) => state);
  return (['as written', 'edited since', 'not verifiable'] as const)
    .flatMap((state) => {
      const found = states.get(state) ?? [];
      if (found.length === 0) return [];
      return [`, ${state === 'as written' ? count(found, 'record') : found.length} ${state}`];
    })
    .join('');
}

function count(list: readonly unknown[], noun: string): string {
  return `${list.length} ${noun}${list.length === 1 ? '' : 's'}`;
}
