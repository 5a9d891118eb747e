import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bytesOf, npyBytes } from '../test/npy-bytes.ts';
import { arrayNames, readNpz } from './npz.ts';

const archive = (arrays: Record<string, Uint8Array>) => readNpz(zipSync(arrays), 'rows.npz');
const pair = npyBytes('|u1', [2], Uint8Array.of(3, 4));

describe('a NumPy archive', () => {
  it('has a column for each array of one dimension, and one for each column of an array of two', () => {
    const table = archive({
      'y.npy': pair,
      'x.npy': npyBytes('<f4', [2, 3], bytesOf(Float32Array.of(1, 2, 3, 4, NaN, 6))),
      'truth.npy': npyBytes('|b1', [2], Uint8Array.of(1, 0)),
      'word.npy': npyBytes('|S1', [2], new TextEncoder().encode('ab')),
      'readme.txt': new Uint8Array(3),
    });
    expect([table.rows, table.columns]).toEqual([2, ['y', 'x.0', 'x.1', 'x.2', 'truth', 'word']]);
    expect(table.column('y')).toEqual([3, 4]);
    expect(['x.0', 'x.1', 'x.2'].map((name) => table.column(name))).toEqual([
      [1, 4],
      [2, null],
      [3, 6],
    ]);
    expect(table.column('truth')).toEqual([true, false]);
    expect(table.column('word')).toEqual(['a', 'b']);
    expect([...table.arrays]).toEqual([
      ['x', { shape: [3], type: 'float32', values: Float64Array.of(1, 2, 3, 4, NaN, 6) }],
    ]);
    expect(table.lineOf(0)).toBeNull();
  });

  it('keeps arrays of more dimensions whole, and whole numbers that a double cannot hold as text', () => {
    const table = archive({
      'images.npy': npyBytes('|u1', [2, 2, 2], Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)),
      'pairs.npy': npyBytes('<i8', [2, 1], bytesOf(BigInt64Array.of(5n, 2n ** 53n + 1n))),
    });
    expect(table.columns).toEqual(['pairs.0']);
    expect(table.column('pairs.0')).toEqual([5, '9007199254740993']);
    expect(table.arrays.get('images')).toEqual({
      shape: [2, 2],
      type: 'uint8',
      values: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    });
    expect(table.arrays.get('pairs')?.values).toEqual(Float64Array.of(5, 2 ** 53));
    expect(arrayNames(table)).toBe('images [N, 2, 2], pairs [N, 1]');
  });

  it('is refused where it holds no rows that belong together, or is none', () => {
    const long = npyBytes('|u1', [3], Uint8Array.of(1, 2, 3));
    expect(() => archive({ 'a.npy': pair, 'b.npy': long })).toThrow(
      'rows.npz: array "b" has 3 rows, "a" has 2 (all arrays need a row for each record)',
    );
    expect(() => archive({ 'a.npy': npyBytes('|u1', [], Uint8Array.of(1)) })).toThrow(
      'array "a" has no rows',
    );
    expect(() => archive({ 'a.txt': pair })).toThrow('rows.npz: holds no arrays (write it with numpy.savez)');
    expect(() => archive({ 'a.npy': pair.subarray(0, 9) })).toThrow('rows.npz, array "a": not a NumPy array');
    expect(() => readNpz(Uint8Array.of(1, 2, 3), 'rows.npz')).toThrow(
      'rows.npz: not a NumPy archive, or damaged',
    );
  });

  it('that says it unpacks to more than 1 GiB is refused before it does', () => {
    const bytes = zipSync({ 'a.npy': pair, 'b.npy': pair });
    // The size when unpacked, in the central directory: 24 bytes after each PK\1\2.
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length - 4; at++)
      if (view.getUint32(at, true) === 0x02_01_4b_50) view.setUint32(at + 24, 2 ** 29 + 1, true);
    expect(() => readNpz(bytes, 'rows.npz')).toThrow('rows.npz: more than 1 GiB when unpacked');
  });
});
