import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { programBeside } from './program-beside.ts';

it.each([
  ['/a b/open.ts', '/a b/child.ts'],
  ['/node_modules/x.y/open.js', '/node_modules/x.y/child.js'],
])('beside %s lies %s', (module, program) => {
  expect(programBeside(pathToFileURL(module).href, 'child')).toBe(program);
});
