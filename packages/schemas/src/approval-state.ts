import type { Approval, Review } from './review.ts';

/** Whether a card is approved. `before this change`: an earlier state of it was. */
export interface ApprovalState {
  state: 'approved' | 'before this change' | 'expired' | 'none';
  /** The approval that this is said of; `null` where there is none. */
  approval: Approval | null;
}

/**
 * What the approvals of a model say of its card as it is: the latest of this very card counts, else the latest of all.
 *
 * @param cardSha256 of the card's seal; `null` for a card without one
 * @param today as `2026-12-01`; `null` where no clock is asked: then the approval of this card that holds longest counts, and nothing is called expired
 */
export function approvalState(
  reviewed: Pick<Review, 'approvals'> | null,
  cardSha256: string | null,
  today: string | null,
): ApprovalState {
  const approvals = reviewed?.approvals ?? [];
  const own = approvals.filter((one) => one.cardSha256 === cardSha256);
  const holds = (one: Approval): boolean => one.expires === null || today === null || today <= one.expires;
  // Without a clock: whoever looks at its last day finds it over only when all are.
  const inOrder = today === null ? own.toSorted(byEnd) : own;
  const valid = inOrder.findLast(holds);
  if (valid) return { state: 'approved', approval: valid };
  const late = own.at(-1);
  if (late) return { state: 'expired', approval: late };
  const earlier = approvals.at(-1) ?? null;
  return { state: earlier ? 'before this change' : 'none', approval: earlier };
}

function byEnd(a: Approval, b: Approval): number {
  const [one, other] = [a.expires ?? '9999-12-31', b.expires ?? '9999-12-31'];
  return one === other ? 0 : one < other ? -1 : 1;
}
