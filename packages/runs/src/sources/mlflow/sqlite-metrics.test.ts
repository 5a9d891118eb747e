import { expect, it } from 'vitest';
import { withoutConstraints } from '../../../test/mlflow-database.ts';
import { mlflowParent } from '../../../test/mlflow-parent.ts';

it('points without a time have none, and none of the others has', async () => {
  const { histories } = await mlflowParent(
    withoutConstraints('metrics'),
    "UPDATE metrics SET timestamp = NULL WHERE key = 'loss' AND step = 0",
  );
  expect(histories['loss']).toMatchObject({ steps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], timestamps: null });
  expect(histories['odd']?.timestamps).toHaveLength(4);
  expect(histories['odd']?.values).toEqual(['Infinity', '-Infinity', 'NaN', 0.1]);
  expect(Object.keys(histories)).toEqual(Object.keys(histories).toSorted());
});

it.each([
  [
    "UPDATE metrics SET timestamp = 0.5 WHERE key = 'late'",
    'metric late: expected a whole number below 2^53 as timestamp, received 0.5',
  ],
  ["UPDATE metrics SET timestamp = 'now' WHERE key = 'late'", 'as timestamp, received "now"'],
  ["UPDATE metrics SET step = 1.5 WHERE key = 'late'", 'as step, received 1.5'],
  ["UPDATE metrics SET value = NULL WHERE key = 'late'", 'metric late: expected a number, received null'],
])('a run is refused after %s', async (sql, words) => {
  await expect(mlflowParent(withoutConstraints('metrics'), sql)).rejects.toThrow(
    expect.objectContaining({ code: 'run-invalid', message: expect.stringContaining(words) }),
  );
});
