import { describe, expect, it } from 'vitest';
import { approvalState } from './approval-state.ts';
import type { Approval } from './review.ts';

const card = 'a'.repeat(64);
const approval = (changes: Partial<Approval>): Approval => ({
  version: '1.0.0',
  cardSha256: card,
  reviewer: { name: 'Ada', mail: 'ada@example.org' },
  scope: 'internal use',
  approvedOn: '2026-01-01',
  expires: '2026-12-31',
  ...changes,
});
const stateOf = (today: string | null, ...approvals: Approval[]) => {
  const { state, approval: said } = approvalState(approvals.length > 0 ? { approvals } : null, card, today);
  return [state, said?.scope ?? null];
};

describe('the approval of a card', () => {
  it('holds until the end of its last day', () => {
    expect(stateOf('2026-12-31', approval({}))).toEqual(['approved', 'internal use']);
    expect(stateOf('2027-01-01', approval({}))).toEqual(['expired', 'internal use']);
  });

  it('holds for good where no end was given, and never expires where no clock is asked', () => {
    expect(stateOf('2099-01-01', approval({ expires: null }))).toEqual(['approved', 'internal use']);
    expect(stateOf(null, approval({ expires: '2000-01-01' }))).toEqual(['approved', 'internal use']);
  });

  it('was of an earlier card where this one was never approved', () => {
    const other = 'b'.repeat(64);
    expect(
      stateOf('2026-06-01', approval({ cardSha256: other }), approval({ cardSha256: other, scope: 'all' })),
    ).toEqual(['before this change', 'all']);
  });

  it('is that of this card, whatever was approved later', () => {
    expect(
      stateOf('2026-06-01', approval({}), approval({ cardSha256: 'b'.repeat(64), scope: 'all' })),
    ).toEqual(['approved', 'internal use']);
  });

  it('is the one that still holds, of several', () => {
    expect(
      stateOf(
        '2026-06-01',
        approval({ scope: 'a year' }),
        approval({ expires: '2026-02-01', scope: 'a month' }),
      ),
    ).toEqual(['approved', 'a year']);
  });

  it('is the one that holds longest, of those the last, where no clock is asked', () => {
    const ends = (...each: [scope: string, expires: string | null][]) =>
      stateOf(null, ...each.map(([scope, expires]) => approval({ scope, expires })))[1];
    expect(ends(['a year', '2026-12-31'], ['a month', '2026-02-01'])).toBe('a year');
    expect(ends(['for good', null], ['a month', '2026-02-01'])).toBe('for good');
    expect(ends(['a month', '2026-02-01'], ['for good', null])).toBe('for good');
    expect(ends(['one', '2026-12-31'], ['other', '2026-12-31'])).toBe('other');
  });

  it('is none where nobody approved, and no card without a seal was', () => {
    expect(stateOf('2026-06-01')).toEqual(['none', null]);
    expect(approvalState({ approvals: [approval({})] }, null, null).state).toBe('before this change');
  });
});
