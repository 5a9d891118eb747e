import { describe, expect, test } from 'vitest';
import { golden, toMatrix, toModel } from '../../test/golden/global/read-golden.ts';
import { singleColumns, type ModelFunction } from '../model-function.ts';
import { permutationImportance } from './permutation-importance.ts';

const rows = toMatrix(golden.rows);

describe('permutation importance', () => {
  test.each(golden.cases.map((one) => [one.model.kind, one] as const))(
    'of %s is scikit-learn’s',
    async (_, { model, target, permutation }) => {
      for (const { scorer, seed, repeats, expected } of permutation) {
        const found = await permutationImportance(
          toModel(model),
          rows,
          Float64Array.from(target),
          singleColumns(rows.columns),
          scorer,
          { seed, repeats },
        );
        // The same predictions to the last bits of an exponential; they are added up in another order.
        expect(found.baseline).toBeCloseTo(expected.baseline, 12);
        found.groups.forEach(({ mean, standardDeviation, losses }, group) => {
          expect(mean).toBeCloseTo(expected.mean[group] as number, 12);
          expect(standardDeviation).toBeCloseTo(expected.std[group] as number, 12);
          losses.forEach((loss, repeat) =>
            expect(loss).toBeCloseTo(expected.losses[group]?.[repeat] as number, 12),
          );
        });
      }
    },
  );

  test('columns of a group move together: what holds between them stays', async () => {
    // The difference of two equal columns is always zero, unless they are torn apart.
    const values = Float64Array.from({ length: 40 }, (_, at) => Math.floor(at / 2));
    const difference: ModelFunction = (given) =>
      Float64Array.from(
        { length: given.rows },
        (_, row) => (given.values[row * 2] as number) - (given.values[row * 2 + 1] as number),
      );
    const twins = { values, rows: 20, columns: 2 };
    const target = new Float64Array(20);
    const lossOf = async (groups: number[][]): Promise<number[]> => {
      const found = await permutationImportance(difference, twins, target, groups, 'neg_mean_squared_error');
      return found.groups.map(({ mean }) => mean);
    };
    expect(await lossOf([[0, 1]])).toEqual([0]);
    expect((await lossOf([[0], [1]])).every((loss) => loss > 10)).toBe(true);
  });

  test('an own scorer gets the target and the predictions; the given rows stay as they are', async () => {
    const before = rows.values.slice();
    const { baseline, groups } = await permutationImportance(
      () => new Float64Array(rows.rows).fill(3),
      rows,
      new Float64Array(rows.rows).fill(1),
      [[0, 4]],
      (target, predicted) => (target[0] as number) + (predicted[0] as number),
    );
    expect(baseline).toBe(4);
    expect(groups).toEqual([{ mean: 0, standardDeviation: 0, losses: new Float64Array(5) }]);
    expect(rows.values).toEqual(before);
  });

  test('wrong shapes are told in words', async () => {
    const ask = (target: number, groups: number[][], repeats?: number): Promise<unknown> =>
      permutationImportance(() => new Float64Array(0), rows, new Float64Array(target), groups, 'r2', {
        repeats,
      });
    await expect(ask(3, [[0]])).rejects.toThrow(`3 targets for ${rows.rows} rows`);
    await expect(ask(rows.rows, [[5]])).rejects.toThrow('there is no column 5; the rows have 5');
    await expect(ask(rows.rows, [[1, 1]])).rejects.toThrow('a group names a column twice: 1, 1');
    await expect(ask(rows.rows, [[]])).rejects.toThrow('a group of no columns');
    await expect(ask(rows.rows, [[0]], 0)).rejects.toThrow('repeats: 0, expected a whole number from 1');
  });
});
