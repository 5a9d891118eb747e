import { approvalState, type ModelCard, type Review } from '@modelfolio/schemas';

/**
 * Who approved a card as it is, or what became of the approval. No clock is asked, so that the same records make the same
 * page: the last day is told, not whether it is over.
 */
export function approvalInWords({ seal }: ModelCard, reviewed: Review | null): string {
  const { state, approval } = approvalState(reviewed, seal?.sha256 ?? null, null);
  if (approval === null) return 'nobody approved it';
  const { reviewer, scope, approvedOn, expires, version } = approval;
  if (state === 'before this change')
    return `approved before this change: version ${version}, by ${reviewer.name} on ${approvedOn}`;
  const until = expires === null ? 'without an end' : `until ${expires}`;
  return `approved by ${reviewer.name} on ${approvedOn}, ${until}, for ${scope}`;
}
