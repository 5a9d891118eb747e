import { describe, expect, it } from 'vitest';
import { readTarFile } from './tar-file.ts';
import { tarOf } from './census-fixtures.ts';

const text = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes);
const archive = tarOf([
  { path: 'box', type: '5', content: '' },
  { path: 'box/first', content: 'x'.repeat(513) },
  { path: 'link', type: '2', content: '' },
  { path: `box/${'long/'.repeat(25)}name`, content: 'deep' },
  { path: 'box/empty', content: '' },
  { path: 'old', type: '\0', content: 'of before ustar' },
]);

describe('readTarFile', () => {
  it('finds a file behind content that fills no whole block', () => {
    expect(text(readTarFile(archive, 'box/first'))).toBe('x'.repeat(513));
    expect(text(readTarFile(archive, 'old'))).toBe('of before ustar');
    expect(text(readTarFile(archive, 'box/empty'))).toBe('');
  });

  it('joins a path that is split in two', () => {
    expect(text(readTarFile(archive, `box/${'long/'.repeat(25)}name`))).toBe('deep');
  });

  it('finds neither folders, nor links, nor what is not there', () => {
    for (const path of ['box', 'link', 'first', '']) expect(readTarFile(archive, path)).toBeNull();
  });

  it('finds nothing in an archive that ends early, or in no archive', () => {
    expect(readTarFile(archive.subarray(0, 1024 + 100), 'box/first')).toBeNull();
    expect(readTarFile(archive.subarray(0, 600), 'box/first')).toBeNull();
    expect(readTarFile(new TextEncoder().encode('no archive '.repeat(100)), 'box/first')).toBeNull();
    expect(readTarFile(new Uint8Array(), 'box/first')).toBeNull();
  });
});
