import { expect, it } from 'vitest';
import { failureOf, partsOf } from './failure-parts.ts';
import { Failure } from './failure.ts';

it('is the same failure on the other side of a thread', () => {
  const sent = new Failure('wrong', 'it is wrong', { file: 'a.csv', row: 3, column: 'age', hint: 'fix it' });
  const received = failureOf(structuredClone(partsOf(sent)));
  expect(received).toBeInstanceOf(Failure);
  expect(received).toMatchObject({ ...partsOf(sent), message: sent.message });
});
