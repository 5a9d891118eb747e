import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLineage } from './lineage.ts';

let folder: string;
let file: string;
let time = 0;
const now = (): number => time++ * 1000;
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((one) => one.repeat(32)) as [string, string, string, string];
const by = { state: 'f'.repeat(64), command: 'run' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lineage-'));
  file = join(folder, '.modelfolio/features.db');
  time = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('snapshots', () => {
  it('are kept in order, by path', () => {
    const one = openLineage(file, { now });
    one.snapshot({ path: 'x', md5: a, size: 1, rows: 2, columns: 3, note: "it's" });
    one.snapshot({ path: 'y', md5: b, size: 1, rows: null, columns: null });
    one.close();
    const two = openLineage(file, { now });
    two.snapshot({ path: 'x', md5: `${b}.dir`, size: 2 ** 40, rows: null, columns: null });
    expect(two.history('x')).toEqual([
      {
        path: 'x',
        md5: a,
        size: 1,
        rows: 2,
        columns: 3,
        createdAt: '1970-01-01T00:00:00.000Z',
        note: "it's",
      },
      {
        path: 'x',
        md5: `${b}.dir`,
        size: 2 ** 40,
        rows: null,
        columns: null,
        createdAt: '1970-01-01T00:00:02.000Z',
        note: null,
      },
    ]);
    expect(() => two.snapshot({ path: 'x', md5: 'z', size: 1, rows: 1, columns: 1 })).toThrow(/no md5/);
    two.close();
  });
});

describe('lineage', () => {
  it('goes both ways, each step once', () => {
    const lineage = openLineage(file, { now });
    lineage.lineage(c, [a, b], by);
    lineage.lineage(c, [a], by);
    lineage.lineage(d, [c], { state: null, command: 'split' });
    lineage.lineage(d, [c], { state: null, command: 'split' });
    expect(lineage.ancestors(d).digests).toEqual([a, b, c]);
    expect(lineage.ancestors(d).steps).toEqual([
      { output: c, input: a, ...by, createdAt: '1970-01-01T00:00:00.000Z' },
      { output: c, input: b, ...by, createdAt: '1970-01-01T00:00:00.000Z' },
      { output: d, input: c, state: null, command: 'split', createdAt: '1970-01-01T00:00:02.000Z' },
    ]);
    expect(lineage.descendants(a)).toMatchObject({ digests: [c, d], steps: [{ input: a }, { input: c }] });
    expect(lineage.ancestors(a)).toEqual({ digests: [], steps: [] });
    lineage.close();
  });

  it('ends in a circle', () => {
    const lineage = openLineage(file, { now });
    lineage.lineage(b, [a], by);
    lineage.lineage(a, [b], by);
    lineage.lineage(a, [a], by);
    expect(lineage.ancestors(a)).toMatchObject({ digests: [a, b], steps: [{}, {}, {}] });
    lineage.close();
  });

  it('is not recorded in part', () => {
    const lineage = openLineage(file, { now });
    expect(() => lineage.lineage(c, [a, 'z'], by)).toThrow(/no md5/);
    expect(lineage.ancestors(c).steps).toEqual([]);
    lineage.close();
  });
});

describe('the database', () => {
  it('is told when a later version made it', () => {
    openLineage(file, { now }).close();
    const raw = new DatabaseSync(file);
    raw.exec('PRAGMA user_version = 9');
    raw.close();
    expect(() => openLineage(file)).toThrow(expect.objectContaining({ code: 'state-newer' }));
  });

  it('is told when it is another’s, or none', () => {
    const other = join(folder, 'other.db');
    const raw = new DatabaseSync(other);
    raw.exec('CREATE TABLE snapshots (x)');
    raw.close();
    expect(() => openLineage(other)).toThrow(expect.objectContaining({ code: 'store-damaged' }));
    writeFileSync(join(folder, 'text.db'), 'no database at all'.repeat(99));
    expect(() => openLineage(join(folder, 'text.db'))).toThrow(
      expect.objectContaining({ code: 'store-damaged' }),
    );
  });

  it('may be open twice', () => {
    const [one, two] = [openLineage(file, { now }), openLineage(file, { now })];
    one.lineage(b, [a], by);
    two.lineage(c, [b], by);
    expect(one.ancestors(c).digests).toEqual([a, b]);
    one.close();
    two.close();
  });
});
