import { thisMachine } from '@modelfolio/measuring/this-machine';
import type { RunRecord } from '@modelfolio/schemas';
import type { Backend } from './backend.ts';

/** The software and machine that this process runs on, as a record keeps it. */
export function describeEnvironment(
  root: string,
  { name, version }: Pick<Backend, 'name' | 'version'>,
): RunRecord['environment'] {
  const backendPackage = { wasm: 'tfjs-backend-wasm', cpu: 'tfjs-backend-cpu', tensorflow: 'tfjs-node' }[
    name
  ];
  return {
    ...thisMachine(root),
    packages: { '@tensorflow/tfjs-core': version, [`@tensorflow/${backendPackage}`]: version },
  };
}
