import { expect, it } from 'vitest';
import { namedGroups } from './named-groups.ts';

const columns = ['age', 'sex', 'hours'].map((name) => ({ name }));
const groupsOf = (groups: Record<string, string[]> | undefined) =>
  namedGroups({ kind: 'tabular', columns: {}, ...(groups && { groups }) }, columns, 'models/m/model.onnx');

it('are those of card.yaml, in its order', () => {
  expect(groupsOf({ Work: ['hours'], Person: ['sex', 'age'] })).toEqual([
    { name: 'Work', columns: ['hours'] },
    { name: 'Person', columns: ['sex', 'age'] },
  ]);
  expect(groupsOf(undefined)).toBeUndefined();
  expect(groupsOf({})).toBeUndefined();
});

it.each([
  [{ Person: ['sex', 'height'] }, /groups\.Person names the column "height", which the model does not take/],
  [{ A: ['sex'], B: ['age', 'sex'] }, /groups\.B names the column "sex", which belongs to A/],
  [{ A: ['sex', 'sex'] }, /groups\.A names the column "sex", which it names already/],
])('refuses %j', (groups, message) => {
  expect(() => groupsOf(groups)).toThrow(message);
});
