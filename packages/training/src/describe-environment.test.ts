import { thisMachine } from '@modelfolio/measuring/this-machine';
import { expect, it } from 'vitest';
import { backendPackages, describeEnvironment } from './describe-environment.ts';

it.each([
  ['wasm', '@tensorflow/tfjs-backend-wasm'],
  ['cpu', '@tensorflow/tfjs-backend-cpu'],
  ['tensorflow', '@tensorflow/tfjs-node'],
] as const)('the arithmetic of %s is that of %s', (name, expected) => {
  expect(backendPackages({ name, version: '4.22.0' })).toEqual({
    '@tensorflow/tfjs-core': '4.22.0',
    [expected]: '4.22.0',
  });
});

it('is this machine with the packages of the backend', () => {
  const found = describeEnvironment(import.meta.dirname, { name: 'cpu', version: '4.22.0' });
  expect(found).toEqual({
    ...thisMachine(import.meta.dirname),
    packages: backendPackages({ name: 'cpu', version: '4.22.0' }),
  });
});
