import type { CardEvidence, UnseenRows } from '@modelfolio/schemas';

/**
 * What a headline may say of the rows that a number was measured on, to stand after their count: only what a record
 * supports, or whose word it is.
 *
 * @param evidence `null` on cards of before this was looked for
 * @example unseenWords(card.evidence); // 'that its run’s record keeps apart from training and tuning data'
 */
export function unseenWords(evidence: Pick<CardEvidence, 'unseen' | 'record'> | null): string {
  const { status, tuning } = evidence?.unseen ?? { status: 'unknown', tuning: false };
  const shared = evidence?.record?.rows?.training?.shared ?? 0;
  const also = shared > 0 ? `; ${shared.toLocaleString('en')} of them lie in its training data, too` : '';
  return words(status, tuning) + also;
}

function words(status: UnseenRows['status'], tuning: boolean): string {
  if (status === 'recorded')
    return tuning
      ? 'that its run’s record keeps apart from training and tuning data'
      : 'that its run’s record keeps apart from training data';
  if (status === 'said') return 'that it was never trained or tuned on, by its author’s word';
  return status === 'contradicted'
    ? 'that it was not kept from in training'
    : '(whether it was trained or tuned on them is unknown)';
}
