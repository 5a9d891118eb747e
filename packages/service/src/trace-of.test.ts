import { expect, it } from 'vitest';
import { traceOf } from './trace-of.ts';

const id = '105445aa7843bc8bf206b12000100000';

it.each([
  [`${id}/1;o=1`, undefined, { id, span: '0000000000000001', isSampled: true }],
  [`${id}/18446744073709551615;o=0`, undefined, { id, span: 'ffffffffffffffff', isSampled: false }],
  [id.toUpperCase(), undefined, { id, span: null, isSampled: false }],
  [`${id};o=1`, undefined, { id, span: null, isSampled: true }],
  // Google's own header comes first.
  [
    `${id}/1`,
    `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    { id, span: '0000000000000001', isSampled: false },
  ],
  [undefined, `00-${id}-00f067aa0ba902b7-01`, { id, span: '00f067aa0ba902b7', isSampled: true }],
  ['nonsense', `00-${id}-00f067aa0ba902b7-00`, { id, span: '00f067aa0ba902b7', isSampled: false }],
  [undefined, undefined, null],
  [`${id.slice(1)}/1`, 'nonsense', null],
  [`${id}/1;o=1\n"severity":"ERROR"`, undefined, null],
])('reads %j and %j', (cloud, traceparent, trace) => {
  expect(traceOf(cloud, traceparent)).toEqual(trace);
});
