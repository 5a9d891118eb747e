import { describe, expect, it } from 'vitest';
import { confirmClaim, type Claim, type ClaimedScores } from './confirm-claim.ts';
import { regressionErrors } from './regression-errors.ts';

const matrix = [
  [5, 1],
  [0, 4],
];
const classes = (counts = matrix, accuracy = 0.9): ClaimedScores => ({ kind: 'classes', accuracy, counts });
const claim = (scores: ClaimedScores, more: Partial<Claim> = {}): Claim => ({
  rows: 10,
  model: 'a'.repeat(64),
  data: 'b'.repeat(64),
  scores,
  ...more,
});
const values = (mae: number, rmse = 310, r2 = 0.86, name = 'mass'): ClaimedScores => ({
  kind: 'values',
  targets: [{ name, mae, rmse, r2 }],
});
const counted = (actual: number[], predicted: number[]): ClaimedScores => ({
  kind: 'values',
  targets: [{ name: 'mass', ...regressionErrors(actual, predicted) }],
});

describe('a claim is confirmed', () => {
  it('by the same rows, bytes and counts', () => {
    expect(confirmClaim(claim(classes()), claim(classes()))).toEqual({
      confirmed: true,
      reasons: [],
      figures: [{ name: 'Accuracy', stated: 0.9, recounted: 0.9, same: true }],
      cells: { different: [], of: 4 },
    });
  });

  it('by errors within a millionth, and R² within six decimals', () => {
    const of = (scores: ClaimedScores) => confirmClaim(claim(values(239.46)), claim(scores)).confirmed;
    expect(of(values(239.4602))).toBe(true);
    expect(of(values(239.4598))).toBe(true);
    expect(of(values(239.4605))).toBe(false);
    expect(of(values(239.46, 310.0001, 0.860_000_9))).toBe(true);
    expect(of(values(239.46, 310.001))).toBe(false);
    expect(of(values(239.46, 310, 0.860_01))).toBe(false);
    const small = (scale: number) =>
      confirmClaim(claim(values(1e-9, 2e-9)), claim(values(1e-9 * scale, 2e-9))).confirmed;
    // Errors in a small unit are no nearer for that.
    expect([small(1), small(1.1)]).toEqual([true, false]);
  });

  it('by the card’s R² of a target that is the same everywhere: 1 where it is met, else 0', () => {
    const met = counted([2, 2, 2], [2, 2, 2]);
    const missed = counted([2, 2, 2], [2, 2, 3]);
    expect(confirmClaim(claim(values(0, 0, 1)), claim(met)).confirmed).toBe(true);
    expect(confirmClaim(claim(values(1 / 3, Math.sqrt(1 / 3), 0)), claim(missed)).confirmed).toBe(true);
    expect(confirmClaim(claim(values(1 / 3, Math.sqrt(1 / 3), 0.1)), claim(missed)).reasons).toEqual([
      'mass, R² is 0, stated as 0.1',
    ]);
  });
});

describe('a claim is not confirmed', () => {
  it.each<[string, Claim]>([
    ['the model is another file', claim(classes(), { model: 'c'.repeat(64) })],
    ['the rows are of another file', claim(classes(), { data: 'c'.repeat(64) })],
    [
      '9 rows were counted, 10 are stated',
      claim(
        classes([
          [4, 1],
          [0, 4],
        ]),
        { rows: 9 },
      ),
    ],
    [
      'nothing was counted',
      claim(
        classes([
          [0, 0],
          [0, 0],
        ]),
        { rows: 0 },
      ),
    ],
    [
      '2 of 4 cells of the confusion matrix differ',
      claim(
        classes([
          [5, 0],
          [1, 4],
        ]),
      ),
    ],
    [
      'the accuracy is another',
      claim(
        classes(
          [
            [5, 1],
            [1, 3],
          ],
          0.8,
        ),
      ),
    ],
    [
      'the confusion matrix counts 9 of 10 rows',
      claim(
        classes([
          [5, 1],
          [0, 3],
        ]),
      ),
    ],
    ['what was counted is of another kind', claim(values(1))],
  ])('where %s', (reason, recounted) => {
    const { confirmed, reasons } = confirmClaim(claim(classes()), recounted);
    expect(confirmed).toBe(false);
    expect(reasons).toContain(reason);
  });

  it('by an accuracy that its own matrix does not make', () => {
    const lie = claim(classes(matrix, 0.99));
    expect(confirmClaim(lie, claim(classes())).confirmed).toBe(false);
    expect(confirmClaim(lie, lie).confirmed).toBe(false);
  });

  it('by what is not finite, not even by the very same', () => {
    const infinite = counted([1, 2, 3], [1, 2, Infinity]);
    const found = confirmClaim(claim(values(0.1, 0.1, 0.9)), claim(infinite));
    expect(found.figures.map(({ same }) => same)).toEqual([false, false, false]);
    expect(found.reasons[0]).toBe('mass, mean absolute error is Infinity, stated as 0.1');
    for (const number of [Number.NaN, Infinity, -Infinity]) {
      const none = claim(values(number, number, number));
      expect(confirmClaim(none, none).confirmed).toBe(false);
      expect(confirmClaim(none, none).reasons[0]).toMatch(/stated as .*, which is no number/);
    }
  });

  it('of no target, of one that was not counted, or of another name', () => {
    const nothing = claim({ kind: 'values', targets: [] });
    expect(confirmClaim(nothing, nothing).confirmed).toBe(false);
    expect(confirmClaim(claim(values(1)), nothing).confirmed).toBe(false);
    expect(confirmClaim(nothing, claim(values(1))).confirmed).toBe(false);
    expect(confirmClaim(claim(values(1)), claim(values(1, 310, 0.86, 'length'))).confirmed).toBe(false);
  });
});
