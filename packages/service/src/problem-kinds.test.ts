import { expect, it } from 'vitest';
import { commonProblemKinds, kindOfProblem, problemKindsOf } from './problem-kinds.ts';

const kinds = problemKindsOf({
  'model-unknown': { status: 404, title: 'There is no such model' },
  'model-failed': { status: 500, title: 'The model has failed' },
});

it('has the kinds of any service and its own, by status', () => {
  expect(kinds).toEqual({
    ...commonProblemKinds,
    'model-unknown': { status: 404, title: 'There is no such model' },
    'model-failed': { status: 500, title: 'The model has failed' },
  });
  const statuses = Object.values(kinds).map(({ status }) => status);
  expect(statuses).toEqual(statuses.toSorted((one, other) => one - other));
  expect(Object.keys(kinds).filter((code) => kindOfProblem(kinds, code).status === 404)).toEqual([
    'route-unknown',
    'model-unknown',
  ]);
});

it.each(['nothing', '__proto__', 'toString'])('takes %s, which nobody has defined, for a failure', (code) => {
  expect(kindOfProblem(kinds, code)).toEqual({ status: 500, title: 'The service has failed' });
});
