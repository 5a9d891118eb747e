import { describeFinding, type Finding } from '../check/finding.ts';
import { checkModel } from '../check/check-model.ts';
import { textFlag, type Command } from '../command.ts';
import { probabilityTolerance } from '../compare-evaluations.ts';
import { realEffects, type Effects } from '../effects.ts';
import { listFolder, modelIds, openProject, type Project } from '../project.ts';

export interface CheckOptions {
  root?: string | undefined;
  /** Ids of models; all when empty. */
  models?: readonly string[];
  /** Runs each model over its evaluation set again; default `true`. */
  reevaluate?: boolean;
}

export interface CheckResult {
  /** Models that were checked. */
  models: string[];
  findings: Finding[];
}

/** Finds every card that is missing, incomplete, out of date or untrue. Writes nothing. */
export async function check(
  options: CheckOptions = {},
  effects: Effects = realEffects(),
): Promise<CheckResult> {
  const project = await openProject(options.root, effects);
  const models = await modelIds(project, options.models);
  const findings: Finding[] = [];
  for (const id of models)
    findings.push(...(await checkModel(project, id, { reevaluate: options.reevaluate ?? true })));
  if (!options.models?.length) findings.push(...(await orphans(project, models)));
  return { models, findings };
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
    'Writes nothing. Exit code 1 when anything is wrong.',
  ].join('\n'),
  flags: {
    'no-reevaluate': { type: 'boolean', description: 'do not run the models again' },
  },
  async run(operands, flags, effects) {
    const reevaluate = flags['no-reevaluate'] !== true;
    const result = await check({ root: textFlag(flags, 'root'), models: operands, reevaluate }, effects);
    const { models, findings } = result;
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else for (const finding of findings) effects.print(describeFinding(finding));
    const judged = `${count(models, 'model')} checked${reevaluate ? ' and evaluated again' : ''}`;
    effects.note(`${judged}: ${findings.length === 0 ? 'nothing wrong' : count(findings, 'finding')}`);
    return findings.length === 0 ? 0 : 1;
  },
};

function count(list: readonly unknown[], noun: string): string {
  return `${list.length} ${noun}${list.length === 1 ? '' : 's'}`;
}
