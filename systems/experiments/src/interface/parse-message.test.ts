import { describe, expect, it } from 'vitest';
import { MessageMismatch, parseMessage } from './parse-message.ts';

describe('an enumerator', () => {
  // What Python's `ParseDict` makes of them, with MLflow's `UpdateRun`.
  it.each([
    ['FINISHED', 'FINISHED'],
    [3, 'FINISHED'],
    ['3', 'FINISHED'],
    ['BOGUS', undefined],
    ['finished', undefined],
    ['', undefined],
    [null, undefined],
  ])('given as %j is %s', (status, name) => {
    expect(parseMessage('UpdateRun', { status }).status).toBe(name);
  });

  it.each([9, '9', 2.5, -1, [], {}])('is refused where there is none of this number: %j', (status) => {
    expect(() => parseMessage('UpdateRun', { status })).toThrow(MessageMismatch);
  });
});
