import { approvalState, type ModelCard, type Review } from '@modelfolio/schemas';

/** An approval as a page tells it. */
export interface ApprovalInWords {
  words: string;
  /** Last day that it holds; `null` where it has no end, or is none of the card as it is. */
  until: string | null;
}

/**
 * Who approved a card as it is, or what became of the approval. No clock is asked, so that the same records make the same
 * page: whether the last day is over is marked where it is read ({@link import('./mark-expired.ts').markExpired}).
 */
export function approvalInWords({ seal }: ModelCard, reviewed: Review | null): ApprovalInWords {
  const { state, approval } = approvalState(reviewed, seal?.sha256 ?? null, null);
  if (approval === null) return { words: 'nobody approved it', until: null };
  const { reviewer, scope, approvedOn, expires, version } = approval;
  if (state === 'before this change')
    return {
      words: `approved before this change: version ${version}, by ${reviewer.name} on ${approvedOn}`,
      until: null,
    };
  const until = expires === null ? 'without an end' : `until ${expires}`;
  return { words: `approved by ${reviewer.name} on ${approvedOn}, ${until}, for ${scope}`, until: expires };
}
