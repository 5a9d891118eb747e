import { describe, expect, it } from 'vitest';
import { compile, fit, frameOf } from '../index.ts';

const frame = frameOf([
  { name: 'gain', type: 'number', values: Float64Array.of(0, 3, Number.NaN) },
  { name: 'loss', type: 'number', values: Float64Array.of(4, 2, 1) },
  { name: 'job', type: 'text', values: ['cook', null, 'smith'] },
]);

describe('a function transformer', () => {
  it('makes a column of each expression, over columns of both types', () => {
    const expressions = {
      net: 'log2(1 + gain) - loss / 2',
      cooks: "job == 'cook'",
      size: 'where(isnull(job), 0, length(job))',
    };
    const { names, run } = compile(fit({ kind: 'FunctionTransformer', expressions }, frame));
    expect(names).toEqual(['net', 'cooks', 'size']);
    expect(run(frame).columns.map(({ values }) => [...values])).toEqual([
      [-2, 1, Number.NaN],
      [1, Number.NaN, 0],
      [4, 0, 5],
    ]);
  });

  it.each([
    [{}, 'give func or expressions, one of them'],
    [{ func: 'abs', expressions: { a: 'gain' } }, 'give func or expressions, one of them'],
    [{ expressions: {} }, 'expressions names no column'],
    [{ expressions: { a: 'wage' } }, 'expression "a", character 1: there is no column "wage"'],
    [{ expressions: { a: 'lower(job)' } }, 'expression "a", character 1: this is text'],
    [{ func: 'sin' }, 'FunctionTransformer, func: '],
    [{ func: 'abs' }, 'column "job": abs takes number, this is text'],
  ])('refuses %j', (params, message) => {
    expect(() => fit({ kind: 'FunctionTransformer', ...params }, frame)).toThrow(message);
  });
});
