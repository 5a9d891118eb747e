import { thisMachine } from '@modelfolio/measuring/this-machine';
import type { RunRecord } from '@modelfolio/schemas';
import type { Backend } from './backend.ts';

/** The packages that a backend's arithmetic is from, with their versions. */
export function backendPackages({
  name,
  version,
}: Pick<Backend, 'name' | 'version'>): Record<string, string> {
  const backendPackage = { wasm: 'tfjs-backend-wasm', cpu: 'tfjs-backend-cpu', tensorflow: 'tfjs-node' }[
    name
  ];
  return { '@tensorflow/tfjs-core': version, [`@tensorflow/${backendPackage}`]: version };
}

/** The software and machine that this process runs on, as a record keeps it. */
export function describeEnvironment(
  root: string,
  backend: Pick<Backend, 'name' | 'version'>,
): RunRecord['environment'] {
  return { ...thisMachine(root), packages: backendPackages(backend) };
}
