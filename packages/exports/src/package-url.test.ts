import { expect, test } from 'vitest';
import { packageUrl } from './package-url.ts';

test.each([
  ['node 24.1.0', 'zod', '4.6.7', 'pkg:npm/zod@4.6.7'],
  ['Node', '@scope/name', '1.0.0-rc.1', 'pkg:npm/%40scope/name@1.0.0-rc.1'],
  ['node 24', "it's(odd)*!", '1', 'pkg:npm/it%27s%28odd%29%2A%21@1'],
  ['python 3.12', 'Ruamel.YAML__clib', '0.2', 'pkg:pypi/ruamel-yaml-clib@0.2'],
  ['CPython 3.12', 'torch', '2.9.0+cpu', 'pkg:pypi/torch@2.9.0%2Bcpu'],
  ['python 3.12', 'epoch', '1!2.0', 'pkg:pypi/epoch@1%212.0'],
  // Not one package of a known registry, or not one version.
  ['nodejs 24', 'zod', '4', null],
  ['a node', 'zod', '4', null],
  ['pythonic', 'zod', '4', null],
  [null, 'zod', '4', null],
  ['node 24', 'a/b', '1', null],
  ['node 24', '@a/b/c', '1', null],
  ['node 24', '@a/', '1', null],
  ['node 24', '', '1', null],
  ['python 3', '@a/b', '1', null],
  ['node 24', 'zod', '^4.6.7', null],
  ['node 24', 'zod', '4.6.7 || 5', null],
  ['node 24', 'zod', 'latest', null],
])('%s, %s, %s: %s', (runtime, name, version, expected) => {
  expect(packageUrl(runtime, name, version)).toBe(expected);
});
