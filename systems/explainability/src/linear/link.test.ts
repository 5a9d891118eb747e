import { describe, expect, it } from 'vitest';
import { affine, linked, pairOfScores, paired, plainScores } from './link.ts';

const rows = (...values: number[][]) => ({
  values: Float64Array.from(values.flat()),
  rows: values.length,
  columns: values[0]?.length ?? 0,
});

describe('linked', () => {
  it('takes each row by itself', () => {
    const scores = plainScores(2);
    expect([...linked({ scores, steps: ['softmax'] }, rows([0, 0], [1000, 1000])).values]).toEqual([
      0.5, 0.5, 0.5, 0.5,
    ]);
    expect([...linked({ scores, steps: ['logistic'] }, rows([0, -1000])).values]).toEqual([0.5, 0]);
    expect([...linked({ scores, steps: ['exponential'] }, rows([0, 1])).values]).toEqual([1, Math.E]);
  });

  it("divides by the sum of sizes, as ONNX's Normalizer does", () => {
    const link = { scores: plainScores(3), steps: ['share' as const] };
    expect([...linked(link, rows([1, 2, -3], [0, 0, 0])).values]).toEqual([1 / 6, 2 / 6, -0.5, 0, 0, 0]);
  });

  it('makes two outputs of one sum', () => {
    const values = (first: 'negative' | 'complement') => [
      ...linked({ scores: pairOfScores(first), steps: [] }, rows([0.25])).values,
    ];
    expect(values('negative')).toEqual([-0.25, 0.25]);
    expect(values('complement')).toEqual([0.75, 0.25]);
  });

  it('takes an additive score through factors and offsets', () => {
    const once = affine(pairOfScores('complement'), Float64Array.of(2), Float64Array.of(3, 4));
    expect([...linked({ scores: once, steps: [] }, rows([0.25])).values]).toEqual([4.5, 4.5]);
  });
});

describe('paired', () => {
  it('puts the complement where the other class stands', () => {
    const logistic = { scores: plainScores(1), steps: ['logistic' as const] };
    const sum = rows([Math.log(3)]);
    const both = (positive: 0 | 1) => {
      const link = paired(logistic, positive);
      return link ? [...linked(link, sum).values] : [];
    };
    expect(both(1)[0]).toBeCloseTo(0.25, 15);
    expect(both(1)[1]).toBeCloseTo(0.75, 15);
    expect(both(0)[0]).toBeCloseTo(0.75, 15);
    const plain = paired({ scores: plainScores(1), steps: [] }, 1);
    expect(plain ? [...linked(plain, rows([0.2])).values] : []).toEqual([0.8, 0.2]);
  });

  it('knows no complement of other links', () => {
    expect(paired({ scores: plainScores(1), steps: ['softmax'] }, 1)).toBeNull();
    expect(paired({ scores: plainScores(2), steps: [] }, 1)).toBeNull();
  });
});
