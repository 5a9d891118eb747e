import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestChunks, newHasher } from './digest.ts';
import { readDvcFile, writeDvcFile } from './dvc-file.ts';
import { inParallel } from './in-parallel.ts';
import { readTree, writeTree } from './tree-list.ts';

const md5 = (bytes: Uint8Array | string): string => createHash('md5').update(bytes).digest('hex');

describe('a digest', () => {
  it('is the same however the bytes come', () => {
    // The second block ends between a carriage return and its line feed.
    const text = 'a\r\nb\r\n'.repeat(400_000);
    const blocks = [0, 1, 2].map((at) =>
      text.slice(at * 2 ** 20, (at + 1) * 2 ** 20).replaceAll('\r\n', '\n'),
    );
    const bytes = Buffer.from(text);
    const lengths = fc.array(fc.integer({ min: 1, max: 3_000_000 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(lengths, (some) => {
        const hasher = newHasher('md5-dos2unix');
        let at = 0;
        for (const length of [...some, bytes.length]) {
          hasher.update(bytes.subarray(at, at + length));
          at += length;
        }
        expect(hasher.size).toBe(bytes.length);
        expect(hasher.digest()).toBe(md5(blocks.join('')));
      }),
      { numRuns: 20 },
    );
  });

  it('of DVC 2 is of Unix lines, in text alone', async () => {
    async function* once(text: string): AsyncGenerator<Uint8Array> {
      yield Buffer.from(text, 'latin1');
    }
    const legacy = async (text: string): Promise<string> =>
      (await digestChunks(once(text), 'md5-dos2unix')).md5;
    expect(await legacy('a\r\nb')).toBe(md5('a\nb'));
    expect(await legacy('\0a\r\nb')).toBe(md5('\0a\r\nb'));
    // What a block begins with decides.
    expect(await legacy(`${'a'.repeat(512)}\0\r\n`)).toBe(md5(`${'a'.repeat(512)}\0\n`));
    expect((await digestChunks(once('a\r\nb'), 'md5')).md5).toBe(md5('a\r\nb'));
  });
});

describe('the list of a folder', () => {
  const files = (names: string[]): { relpath: string; md5: string }[] =>
    names.map((relpath) => ({ relpath, md5: md5(relpath) }));

  it('is Python’s JSON, in the order of code points', () => {
    expect(writeTree(files(['😀', '\uFFCF', 'a\u007F"']))).toBe(
      `[{"md5": "${md5('a\u007F"')}", "relpath": "a\\u007f\\""}, ` +
        `{"md5": "${md5('\uFFCF')}", "relpath": "\\uffcf"}, {"md5": "${md5('😀')}", "relpath": "\\ud83d\\ude00"}]`,
    );
  });

  it('is read as it was written', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((one) => !/^\.{1,2}$/.test(one) && !/[/\0]/.test(one));
    fc.assert(
      fc.property(fc.uniqueArray(name), (names) => {
        const read = readTree(Buffer.from(writeTree(files(names))), 'x.dir');
        expect(new Set(read.map(({ relpath }) => relpath))).toEqual(new Set(names));
      }),
    );
  });

  it.each([
    ['{}', /expected a list/],
    ['nothing', /not JSON/],
    ['[{"relpath": "a"}]', /without relpath or md5/],
    ...['../a', '/a', 'a/../../b', 'a//b', './a'].map((path): [string, RegExp] => [
      JSON.stringify([{ md5: md5(''), relpath: path }]),
      /does not lie in the folder/,
    ]),
    [JSON.stringify(files(['a', 'a'])), /stands twice/],
  ])('is refused: %s', (text, why) => {
    expect(() => readTree(Buffer.from(text), 'x.dir')).toThrow(why);
  });
});

describe('a .dvc file', () => {
  const out = { path: 'a b.csv', md5: md5('x'), size: 3, files: null, executable: true };

  it('is read as it was written, of any name', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(name, (path) => {
        const [read] = readDvcFile(writeDvcFile({ ...out, path }, null), '/p/x.dvc');
        expect(read).toMatchObject({ path, md5: out.md5, size: 3, executable: true, algorithm: 'md5' });
      }),
    );
  });

  it('quotes what YAML takes for a comment or a mapping', () => {
    for (const path of ['a #b', 'a: b', '- a', 'null'])
      expect(writeDvcFile({ ...out, path }, null)).toContain(`path: '${path}'\n`);
  });

  it('keeps digits digits', () => {
    for (const digits of ['12345678901234567890123456789012', '1234567890123456789012345678e012']) {
      const text = writeDvcFile({ ...out, md5: digits }, null);
      expect(text).toContain(`'${digits}'`);
      expect(writeDvcFile({ ...out, md5: digits }, writeDvcFile(out, null))).toBe(text);
      expect(readDvcFile(text.replaceAll("'", ''), 'x.dvc')[0]?.md5).toBe(digits);
    }
  });

  it('keeps what people wrote', () => {
    const before = `# ours\n${writeDvcFile({ ...out, files: 4 }, null)}  desc: 'it: x'\nmeta:\n  a: 1\n`;
    const after = writeDvcFile({ ...out, size: 9, executable: false }, before);
    expect(after).toBe(
      `# ours\nouts:\n- md5: ${out.md5}\n  size: 9\n  hash: md5\n  path: a b.csv\n  desc: 'it: x'\nmeta:\n  a: 1\n`,
    );
  });

  it('without `hash` is of DVC 2', () => {
    const [read] = readDvcFile(`outs:\n- md5: ${md5('')}\n  path: ../a\n`, '/p/q/x.dvc');
    expect(read).toMatchObject({ algorithm: 'md5-dos2unix', place: '/p/a', size: null });
  });

  it.each([
    ['outs: [', /not YAML/],
    ['outs: 1', /expected a list/],
    ['outs:\n- md5: ../../etc\n  path: a', /is no md5/],
    [`outs:\n- md5: ${md5('')}`, /without path/],
    [`outs:\n- md5: ${md5('')}\n  path: a\n  hash: sha1`, /"sha1" is not known/],
  ])('is refused: %s', (text, why) => {
    expect(() => readDvcFile(text, 'x.dvc')).toThrow(why);
  });
});

it('work in parallel stops before its failure is told', async () => {
  let [running, begun] = [0, 0];
  const work = async (at: number): Promise<void> => {
    running++;
    begun++;
    await new Promise((done) => setTimeout(done, at === 1 ? 1 : 20));
    running--;
    if (at === 1) throw new Error('one');
  };
  await expect(inParallel([0, 1, 2, 3, 4, 5], work, 3)).rejects.toThrow('one');
  expect([running, begun]).toEqual([0, 3]);
  expect(await inParallel([3, 1, 2], async (one) => one * 2, 2)).toEqual([6, 2, 4]);
});
