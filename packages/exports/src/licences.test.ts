import { expect, test } from 'vitest';
import { isSpdxExpression, spdxId } from './licences.ts';

test.each([
  ['mit', 'MIT'],
  [' Apache-2.0 ', 'Apache-2.0'],
  ['CC-BY-4.0', 'CC-BY-4.0'],
  ['Our own', null],
  ['', null],
])('%j is SPDX’s %s', (licence, id) => {
  expect(spdxId(licence)).toBe(id);
});

test.each([
  ['MIT OR Apache-2.0', true],
  ['(MIT AND CC-BY-4.0)', true],
  ['MIT', false],
  ['MIT or so', false],
])('%j is an expression: %s', (licence, is) => {
  expect(isSpdxExpression(licence)).toBe(is);
});
