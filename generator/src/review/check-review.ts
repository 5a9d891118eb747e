import { approvalState, type ApprovalState } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { readCard } from '../check/check-card.ts';
import { Findings, type Finding } from '../check/finding.ts';
import { readReview, reviewPath } from './review-file.ts';

/**
 * A card that was approved once must be approved as it is: a warning, unless every card must be.
 *
 * @param isRequired whether a card that nobody approved is an error, too
 * @param signedBy who signed the approvals, held against the last of them; `undefined` where nobody asked
 */
export async function checkReview(
  project: Project,
  id: string,
  { isRequired, signedBy }: { isRequired: boolean; signedBy: string | null | undefined },
): Promise<Finding[]> {
  const findings = new Findings(id);
  const file = await findings.attempt(() => readReview(project, id));
  // A card that is missing or damaged is found elsewhere.
  const card = await readCard(project, id).catch(() => null);
  if (!card || (file === null && findings.list.length > 0)) return findings.list;
  if (file && file.value.modelId !== id)
    findings.add(
      new ModelfolioError('review-invalid', `it speaks of ${file.value.modelId}`, {
        file: file.path,
        field: '/modelId',
        hint: 'remove it, and have the card reviewed',
      }),
    );
  const last = file?.value.approvals.at(-1);
  // A signature that is missing is found by whoever looks at records.
  if (file && last && typeof signedBy === 'string' && signedBy !== last.reviewer.mail)
    findings.add(
      new ModelfolioError('signature-invalid', `${signedBy} signed that ${last.reviewer.mail} approved`, {
        file: file.path,
        field: `/approvals/${file.value.approvals.length - 1}/reviewer/mail`,
        hint: 'have the reviewer sign: modelfolio review --sign <their key>',
      }),
    );
  const today = new Date(project.effects.now()).toISOString().slice(0, 10);
  const state = approvalState(file?.value ?? null, card.value.seal?.sha256 ?? null, today);
  if (state.state === 'approved' || (state.state === 'none' && !isRequired)) return findings.list;
  findings.add(
    new ModelfolioError(isRequired ? 'review-required' : 'review-outdated', stateInWords(state), {
      file: reviewPath(id),
      hint: `have it reviewed: modelfolio review ${id} --reviewer "Name <mail>" --scope …`,
    }),
  );
  return findings.list;
}

function stateInWords({ state, approval }: ApprovalState): string {
  if (approval === null) return 'nobody approved the card';
  const { reviewer, approvedOn, version, expires } = approval;
  const who = `${reviewer.name} approved version ${version} on ${approvedOn}`;
  return state === 'expired' ? `${who}, until ${expires ?? ''}` : `${who}, before this change of the card`;
}
