import { describe, expect, test } from 'vitest';
import { openModel } from '../../test/open-model.ts';
import { rowOf } from '../matrix.ts';
import { singleColumns } from '../model-function.ts';
import type { Constraint } from './constraints.ts';
import { counterfactual } from './counterfactual.ts';
import { modelOf, spaceOf } from './counterfactual-fixtures.ts';
import { counterfactuals } from './counterfactuals.ts';
import { counterfactualSpace } from './counterfactual-space.ts';
import { limitsOf } from './limits.ts';
import { isWanted, type WantedSide } from './wanted-side.ts';

describe('several counterfactuals', () => {
  const rule = ([a = 0, b = 0, c = 0, d = 0]: Float64Array): number => Number(a + b >= 2 || c + d >= 2);
  const rows = [
    [1, 1, 0, 0],
    [0, 0, 1, 1],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
  ];
  const space = spaceOf('cccc', rows, rule);
  const wanted: WantedSide = { kind: 'at-least', threshold: 0.5 };
  const find = (count: number) =>
    counterfactuals(modelOf(rule), space, Float64Array.of(0, 0, 0, 0), { wanted, count });
  const groupsOf = ({ counterfactuals: all }: Awaited<ReturnType<typeof find>>): number[][] =>
    all.map(({ changes }) => changes.map(({ group }) => group));

  test('change different groups, the most different first', async () => {
    expect(groupsOf(await find(3))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(groupsOf(await find(1))).toEqual([[0, 1]]);
  });

  test('are not simply the first that are found', async () => {
    const chain = ([a = 0, b = 0, c = 0, d = 0, e = 0]: Float64Array): number =>
      Number(a + b >= 2 || b + c >= 2 || d + e >= 2);
    const table = [
      [1, 1, 0, 0, 0],
      [0, 1, 1, 0, 0],
      [0, 0, 0, 1, 1],
    ];
    const found = await counterfactuals(
      modelOf(chain),
      spaceOf('ccccc', table, chain),
      Float64Array.of(0, 0, 0, 0, 0),
      { wanted, count: 2 },
    );
    // The second that is found is b and c: it shares b with the first.
    expect(groupsOf(found)).toEqual([
      [0, 1],
      [3, 4],
    ]);
  });

  test('none is an answer with a reason', async () => {
    const constraints: Constraint[] = [{ kind: 'immutable', columns: [0, 1, 2, 3] }];
    const options = { wanted, constraints };
    const found = await counterfactuals(modelOf(rule), space, Float64Array.of(0, 0, 0, 0), options);
    expect(found.counterfactuals).toEqual([]);
    expect(found.reason).toContain('none within these limits (a, b, c, d kept)');
  });
});

describe('the census model', () => {
  const constraints: Constraint[] = [
    // Race, sex, country of birth.
    { kind: 'immutable', columns: [6, 7, 11] },
    { kind: 'one-way', column: 0, direction: 'up' },
    // Marital status and place in the household.
    { kind: 'linked', columns: [3, 5] },
  ];

  test.each([
    ['without limits', []],
    ['within limits', constraints],
  ])('%s: a few hundred questions, all kept', async (_, given) => {
    const { model, table, manifest } = await openModel('census-income');
    if (manifest.input.kind !== 'tabular') throw new TypeError('census-income takes a table');
    const steps = manifest.input.columns.map(({ step }) => step);
    const columns = model.code.columns.map((column, at) => ({ ...column, step: steps[at] }));
    const rows = model.code.encode(table);
    const ask = model.output(1);
    const predictions = await ask(rows);
    const space = counterfactualSpace(columns, singleColumns(columns.length), { rows, predictions });
    const limits = limitsOf(space, given);
    const asked: number[] = [];
    for (let at = 0; at < rows.rows; at += 400) {
      const row = rowOf(rows, at).slice();
      const kind = (predictions[at] as number) >= 0.5 ? 'below' : 'at-least';
      const wanted: WantedSide = { kind, threshold: 0.5 };
      const { counterfactual: found, evaluations } = await counterfactual(ask, space, row, {
        wanted,
        constraints: given,
      });
      asked.push(evaluations);
      expect(found?.minimal).toBe(true);
      const end = found?.row ?? row;
      expect(isWanted(wanted, found?.prediction ?? Number.NaN)).toBe(true);
      expect((await ask({ values: end, rows: 1, columns: columns.length }))[0]).toBe(found?.prediction);
      expect(end.every((to, column) => limits.permits(column, row[column] as number, to))).toBe(true);
      expect(limits.areLinksSeen(row, end)).toBe(true);
    }
    asked.sort((one, other) => one - other);
    expect(asked[Math.floor(asked.length * 0.95)]).toBeLessThanOrEqual(400);
  });
});
