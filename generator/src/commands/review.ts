import { textFlag } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { review as reviewSchema, type Approval } from '@modelfolio/schemas';
import { openProject, modelIds } from '@modelfolio/project';
import { writeRecord } from '@modelfolio/project/json-file';
import { z } from 'zod';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { readCard } from '../check/check-card.ts';
import { describeFinding, isError } from '../check/finding.ts';
import { realEffects, type Effects } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { signFlag, signRecords } from '../records/sign-records.ts';
import { readReview, reviewPath } from '../review/review-file.ts';

export interface ReviewOptions {
  root?: string | undefined;
  model: string;
  /** `Name <mail>`. */
  reviewer: string;
  /** What the card is approved for. */
  scope: string;
  /** Last day that the approval holds, as `2027-12-01`; without it there is no end. */
  expires?: string | undefined;
  /** SSH key to sign the approval with. */
  sign?: string | undefined;
}

export interface ReviewResult {
  path: string;
  approval: Approval;
  /** Path of the signature; `null` where none was made. */
  signature: string | null;
}

/**
 * Binds a named person's approval to a model's card as it is, and adds it to `content/reviews/<id>.json`. A card that
 * `check` finds fault with is not approved.
 *
 * @throws ModelfolioError `review-refused` for such a card
 * @throws UsageError for a reviewer or a day that is none
 */
export async function review(
  options: ReviewOptions,
  effects: Effects = realEffects(),
): Promise<ReviewResult> {
  const project = await openProject(options.root, effects);
  const [id = options.model] = await modelIds(project, [options.model]);
  const today = new Date(effects.now()).toISOString().slice(0, 10);
  const reviewer = parseReviewer(options.reviewer);
  const expires = parseDay(options.expires, today);
  const { findings } = await check({ root: project.root, models: [id], reevaluate: false }, effects);
  const [fault] = findings.filter((finding) => finding.model === id && isError(finding));
  if (fault)
    throw new ModelfolioError('review-refused', `check finds fault with it: ${describeFinding(fault)}`, {
      file: `content/models/${id}.json`,
      hint: 'nothing was approved: fix it first',
    });
  const { value: card } = await readCard(project, id);
  if (!card.seal)
    throw new ModelfolioError('review-refused', 'it carries no seal that an approval could name', {
      file: `content/models/${id}.json`,
      hint: `run modelfolio build ${id}`,
    });
  const approval: Approval = {
    version: card.version,
    cardSha256: card.seal.sha256,
    reviewer,
    scope: options.scope,
    approvedOn: today,
    expires,
  };
  const path = reviewPath(id);
  const before = (await readReview(project, id))?.value.approvals ?? [];
  await writeRecord(
    project,
    path,
    { schemaVersion: 1, modelId: id, approvals: [...before, approval] },
    reviewSchema,
    { code: 'review-invalid', by: 'modelfolio review' },
  );
  const [signature = null] = await signRecords(project, [path], options.sign);
  return { path, approval, signature };
}

/** @throws UsageError unless it is `Name <mail>` */
function parseReviewer(text: string): Approval['reviewer'] {
  const [, name = '', mail = ''] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  if (name === '' || !z.email().safeParse(mail).success)
    throw new UsageError(
      `--reviewer ${text}: expected a name and a mail address, "Ada Lovelace <ada@example.org>"`,
    );
  return { name, mail };
}

/** @throws UsageError for what is no day, or is over */
function parseDay(text: string | undefined, today: string): string | null {
  if (text === undefined) return null;
  if (!z.iso.date().safeParse(text).success)
    throw new UsageError(`--expires ${text}: expected a day, 2027-12-01`);
  if (text < today) throw new UsageError(`--expires ${text}: that day is over`);
  return text;
}

export const reviewCommand: Command = {
  name: 'review',
  summary: 'approve a card as it is: content/reviews/<id>.json',
  operands: '<model>',
  description: [
    'Binds the approval of a named person to the card as it is, by the card’s seal: any later change makes it "approved',
    'before this change". A card that check finds fault with is not approved. The site shows approvals in its inventory;',
    'modelfolio check --require-review fails for a card that is not approved. Anyone can write a name: with --sign the',
    'approval carries the reviewer’s signature, and check --signers holds it against their key.',
  ].join('\n'),
  flags: {
    reviewer: { type: 'string', value: 'name', description: 'who approves: "Name <mail>"' },
    scope: { type: 'string', value: 'text', description: 'what the card is approved for' },
    expires: {
      type: 'string',
      value: 'day',
      description: 'last day that the approval holds, 2027-12-01 (default: no end)',
    },
    ...signFlag,
  },
  async run(operands, flags, effects) {
    const [model, ...more] = operands;
    const [reviewer, scope] = [textFlag(flags, 'reviewer'), textFlag(flags, 'scope')];
    if (model === undefined || more.length > 0) throw new UsageError('review takes one model');
    if (reviewer === undefined) throw new UsageError('who reviews? give --reviewer "Name <mail>"');
    if (scope === undefined || scope.trim() === '')
      throw new UsageError('what is it approved for? give --scope "…"');
    const result = await review(
      {
        root: textFlag(flags, 'root'),
        model,
        reviewer,
        scope: scope.trim(),
        expires: textFlag(flags, 'expires'),
        sign: textFlag(flags, 'sign'),
      },
      effects,
    );
    if (flags['json'] === true) effects.print(JSON.stringify(result, null, 2));
    else effects.print(describe(model, result));
    return 0;
  },
};

function describe(model: string, { path, approval, signature }: ReviewResult): string {
  const { version, reviewer, expires } = approval;
  const until = expires === null ? 'without an end' : `until ${expires}`;
  const signed = signature === null ? 'not signed' : `signed in ${signature}`;
  return `${model} ${version}: approved by ${reviewer.name} ${until}: ${path} written, ${signed}`;
}
