import { beforeAll, describe, expect, it } from 'vitest';
import { knownRow } from '../../test/known-row.ts';
import { serviceForTests } from '../../test/service.ts';
import { counterfactualsAnswer } from '../requests/counterfactuals.ts';
import type { Cells } from '../requests/row.ts';

let service: Awaited<ReturnType<typeof serviceForTests>>;
let row: Cells;
beforeAll(async () => {
  service = await serviceForTests();
  const model = service.models.get('census-income');
  if (!model) throw new Error('no model');
  row = knownRow(model, 0);
});

const path = '/v1/models/census-income/counterfactuals';
async function changed(body: object) {
  const { status, json } = await service.send(path, body);
  expect({ status, detail: json.detail }).toEqual({ status: 200, detail: undefined });
  return counterfactualsAnswer.parse(json);
}

describe('counterfactuals', () => {
  it('flip, keep what may not change, and need all of their changes', async () => {
    const answer = await changed({
      row,
      constraints: [
        { kind: 'immutable', columns: ['age', 'sex', 'race', 'native_country'] },
        { kind: 'one-way', column: 'hours_per_week', direction: 'up' },
        { kind: 'range', column: 'capital_gain', from: 0, to: 5000 },
        { kind: 'allowed', column: 'education', values: ['Bachelors', 'Masters'] },
        { kind: 'linked', columns: ['marital_status', 'relationship'] },
      ],
    });
    expect(answer).toMatchObject({
      output: '>50K',
      wanted: { kind: 'at-least', threshold: 0.5 },
      reason: null,
    });
    expect(answer.counterfactuals.length).toBeGreaterThan(1);
    const predict = async (rows: Cells[]): Promise<number[]> => {
      const { json } = await service.send('/v1/models/census-income/predict', { rows });
      return json.predictions.map(
        (each: { probabilities: Record<string, number> }) => each.probabilities['>50K'],
      );
    };
    for (const { row: after, changes, prediction, minimal } of answer.counterfactuals) {
      // The runtime adds up a few rows in another order than many: single precision.
      expect((await predict([after]))[0]).toBeCloseTo(prediction, 6);
      expect(prediction).toBeGreaterThanOrEqual(0.5);
      for (const { column, from, to } of changes) {
        expect(['age', 'sex', 'race', 'native_country']).not.toContain(column);
        expect(from).toEqual(row[column]);
        expect(to).toEqual(after[column]);
      }
      const { hours_per_week: hours, capital_gain: gain, education } = after;
      expect(hours).toBeGreaterThanOrEqual(40);
      expect(gain).toBeLessThanOrEqual(5000);
      expect([row['education'], 'Bachelors', 'Masters']).toContain(education);
      const untouched = Object.entries(after).filter(
        ([name]) => !changes.some(({ column }) => column === name),
      );
      for (const [name, value] of untouched) expect(value).toEqual(row[name]);
      if (minimal !== 'exact') continue;
      const without = changes.map(({ column, from }) => ({ ...after, [column]: from }));
      for (const share of await predict(without)) expect(share).toBeLessThan(0.5);
    }
  });

  it('that do not exist are an answer with a reason', async () => {
    const columns = Object.keys(row);
    const answer = await changed({ row, constraints: [{ kind: 'immutable', columns }] });
    expect(answer.counterfactuals).toEqual([]);
    expect(answer.reason).toMatch(/^none within these limits \(age, workclass.* kept\)/);
    const there = await changed({ row, wanted: { kind: 'below', threshold: 0.5 } });
    expect(there.reason).toMatch(/^the row is there already/);
  });

  it('of values go to an interval', async () => {
    const { json } = await service.send('/v1/models/penguin-size/counterfactuals', {
      row: { species: 'Gentoo', sex: 'female', bill_length_mm: 45.2, bill_depth_mm: 14.8 },
      output: 'flipper_length_mm',
      wanted: { kind: 'between', from: 190, to: 195 },
    });
    const answer = counterfactualsAnswer.parse(json);
    expect(answer.output).toBe('flipper_length_mm');
    expect(answer.counterfactuals[0]?.prediction).toBeGreaterThanOrEqual(190);
    expect(answer.counterfactuals[0]?.prediction).toBeLessThanOrEqual(195);
  });

  it.each([
    [
      { constraints: [{ kind: 'frozen' }] },
      'constraints[0].kind: expected one of "immutable", "one-way", "range", "allowed", "linked", received "frozen"',
    ],
    [
      { constraints: [{ kind: 'immutable', columns: ['agee'] }] },
      /^constraints\[0\]\.columns: expected one of the model's columns: age, .*, received "agee"$/,
    ],
    [
      { constraints: [{ kind: 'one-way', column: 'sex', direction: 'up' }] },
      'constraints[0].column: expected a column of numbers, received sex (list the allowed values instead)',
    ],
    [
      { constraints: [{ kind: 'allowed', column: 'sex', values: ['X'] }] },
      'constraints[0].values.sex: expected one of "Male", "Female", received "X"',
    ],
    [
      { constraints: [{ kind: 'range', column: 'age', from: 50, to: 40 }] },
      /^constraint 1 \(range\): .*the first is greater$/,
    ],
    [{ wanted: { kind: 'between', from: 1, to: 0 } }, /the first is greater/],
    [{ count: 0 }, 'count: expected at least 1, received 0'],
  ])('with %j are refused', async (changes, detail) => {
    const { status, json } = await service.send(path, { row, ...changes });
    expect(status).toBe(422);
    expect(json.detail).toMatch(detail);
  });
});
