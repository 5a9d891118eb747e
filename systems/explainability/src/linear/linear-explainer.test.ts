import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { rowOf, type Matrix } from '../matrix.ts';
import type { Groups } from '../model-function.ts';
import { linearExplainer } from './linear-explainer.ts';
import { linearSums, type LinearModel } from './linear-model.ts';

const normals = (random: NumpyRandom, count: number): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal());

function randomModel(random: NumpyRandom, columns: number, targets: number): LinearModel {
  return { columns, targets, weights: normals(random, columns * targets), bases: normals(random, targets) };
}

/** The mean of what joins a coalition, over all orders of the players. */
function enumerated(model: LinearModel, row: Float64Array, background: Matrix, groups: Groups): number[] {
  const worth = (coalition: readonly number[]): number => {
    let sum = 0;
    for (let other = 0; other < background.rows; other++) {
      const mixed = rowOf(background, other).slice();
      for (const player of coalition)
        for (const column of groups[player] ?? []) mixed[column] = row[column] as number;
      sum += (linearSums(model, mixed)[1] as number) / background.rows;
    }
    return sum;
  };
  const found = groups.map(() => 0);
  const walk = (coalition: readonly number[], share: number): void => {
    const rest = groups.map((_, player) => player).filter((player) => !coalition.includes(player));
    for (const player of rest) {
      const joined = [...coalition, player];
      (found[player] as number) += (share / rest.length) * (worth(joined) - worth(coalition));
      walk(joined, share / rest.length);
    }
  };
  walk([], 1);
  return found;
}

describe('linearExplainer', () => {
  it('gives what enumeration gives, and adds up', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 31),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        (seed, columns, players, rows) => {
          const random = new NumpyRandom(seed);
          const model = randomModel(random, columns, 2);
          const groups: number[][] = Array.from({ length: players }, () => []);
          for (let column = 0; column < columns; column++)
            groups[Math.floor(random.share() * players)]?.push(column);
          const background = { values: normals(random, rows * columns), rows, columns };
          const row = normals(random, columns);
          const explainer = linearExplainer(model, { output: 1, groups, background });
          const values = explainer.explain(row);
          enumerated(model, row, background, groups).forEach((wanted, at) =>
            expect(values[at]).toBeCloseTo(wanted, 10),
          );
          const sum = values.reduce((total, value) => total + value, explainer.base);
          expect(sum).toBeCloseTo(explainer.margin(row), 10);
          expect(explainer.explainMany({ values: row, rows: 1, columns }).values).toEqual(values);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('needs rows, columns and a group for each column with a weight', () => {
    const model = { columns: 2, targets: 1, weights: Float64Array.of(1, 0), bases: Float64Array.of(0) };
    const background = { values: new Float64Array(2), rows: 1, columns: 2 };
    const make = (changes: object) => () =>
      linearExplainer(model, { output: 0, groups: [[0]], background, ...changes });
    expect(make({})).not.toThrow();
    expect(make({ output: 1 })).toThrow('the model has 1 outputs, none of place 1');
    expect(make({ groups: [[1]] })).toThrow('column 0 stands in no group');
    expect(make({ groups: [[0], [0, 1]] })).toThrow('column 0 stands in two groups');
    expect(make({ background: { ...background, rows: 0 } })).toThrow('the background has no rows');
    expect(make({ background: { values: new Float64Array(1), rows: 1, columns: 1 } })).toThrow('1 columns');
    expect(() => make({})().explain(new Float64Array(1))).toThrow('the row has 1 columns');
  });
});
