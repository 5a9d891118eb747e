import { zipSync } from 'fflate';
import { bytesOf, npyBytes } from './npy-bytes.ts';

/** An array of an archive: its type as NumPy writes it, its shape, and its numbers in C order. */
export type NpzArray = readonly [descr: string, shape: readonly number[], values: ArrayBufferView];

/**
 * The bytes of a NumPy archive.
 *
 * @example
 * npzBytes({ x: ['<f4', [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)] });
 */
export function npzBytes(arrays: Readonly<Record<string, NpzArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, [descr, shape, values]]) => [
    `${name}.npy`,
    npyBytes(descr, [...shape], bytesOf(values)),
  ]);
  return zipSync(Object.fromEntries(files));
}
