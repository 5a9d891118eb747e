import { describe, expect, it } from 'vitest';
import { fit, frameOf, readState, writeState } from './index.ts';

const fitted = fit(
  { kind: 'StandardScaler' },
  frameOf([{ name: 'x', type: 'number', values: Float64Array.of(1, 2, Number.NaN) }]),
);

describe('a state', () => {
  it('is readable JSON, and is read again as it was', async () => {
    const text = await writeState(fitted);
    expect(text).toContain('"mean": [\n');
    expect(await readState(text, 's.json')).toEqual(fitted);
    // Laid out otherwise it is the same.
    expect(await readState(JSON.stringify(JSON.parse(text)), 's.json')).toEqual(fitted);
  });

  it.each([
    [
      'changed',
      (text: string) => text.replace('1.5', '1.6'),
      /^s\.json: it was changed after it was written/,
    ],
    [
      'of a later version',
      (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      /^s\.json: its schema version is 2, this program knows 1 \(install a newer version\)$/,
    ],
    ['cut off', (text: string) => text.slice(0, 40), /^s\.json: not JSON$/],
    ['without its digest', (text: string) => text.replace(/"sha256": ".*",/, ''), /^s\.json: \/sha256: /],
    ['something else', () => '[]', /^s\.json: \//],
  ])('that is %s is refused in one line', async (_, change, words) => {
    await expect(readState(change(await writeState(fitted)), 's.json')).rejects.toThrow(words);
  });
});
