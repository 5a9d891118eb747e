import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../fit.ts';
import { frameOf, type Frame } from '../frame/frame.ts';
import { fitStream } from './fit-stream.ts';
import { openRows } from './open-rows.ts';
import { allRows, collected, failureOf, testFile, testFolder } from './row-source-fixtures.ts';
import { transformStream } from './transform-stream.ts';
import { writeTable } from './write-table.ts';

const spec = {
  kind: 'ColumnTransformer',
  transformers: [
    { name: 'n', columns: { type: 'number' }, transformer: { kind: 'StandardScaler' } },
    { name: 'w', columns: { type: 'text' }, transformer: { kind: 'OneHotEncoder' } },
  ],
};
const people = testFileText();
function testFileText(): string {
  return `age,job\n${Array.from({ length: 50 }, (_, at) => `${at * at},${at % 2 ? 'cook' : 'smith'}\n`).join('')}`;
}

describe('rows that are transformed in batches', () => {
  it('are what they are at once', async () => {
    const source = await openRows(testFile('people.csv', people), { batchRows: 7 });
    const fitted = await fitStream(spec, source);
    const columns = fitted.columns;
    const out = allRows({ ...source, columns, batches: () => transformStream(fitted, source) });
    expect(await out).toEqual(compile(fitted).run(await allRows(source)));
  });

  it('may have other columns, which is said, but none may be missing', async () => {
    const fitted = await fitStream(spec, await openRows(testFile('people.csv', people)));
    const notes: string[] = [];
    const wide = await openRows(testFile('wide.csv', 'job,id,age,zip\ncook,1,2,3\n'));
    const note = (line: string): void => void notes.push(line);
    await collected(transformStream(fitted, wide, { note }));
    expect(notes).toEqual([`${wide.name}: not asked for, passed over: id, zip`]);
    const narrow = await openRows(testFile('narrow.csv', 'id\n1\n'));
    expect(await failureOf(() => collected(transformStream(fitted, narrow)))).toBe(
      `${narrow.name}: 2 columns are missing: "age", "job" (there are: id)`,
    );
  });

  it('name file, line, row and column of a value that cannot be taken', async () => {
    const fitted = await fitStream(spec, await openRows(testFile('people.csv', people)));
    const path = testFile('a.csv', 'age,job\n1,cook\n\n2,cook\n3,pilot\n');
    const strange = await openRows(path, { batchRows: 2 });
    expect(await failureOf(() => collected(transformStream(fitted, strange)))).toBe(
      `${path}:5, row 3, column "job": "pilot" was not there when this was fitted (known: "cook", "smith"; or set handleUnknown)`,
    );
    const wrong = await openRows(testFile('b.csv', 'age,job\nold,cook\n'));
    expect(await failureOf(() => collected(transformStream(fitted, wrong)))).toBe(
      `${wrong.name}, column "age": text where number was fitted`,
    );
  });
});

describe('a table that is written', () => {
  it('is read as it was', async () => {
    const word = fc.oneof(
      fc.constant(null),
      fc
        .string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü', '\t') })
        .filter((text) => text.trim() !== ''),
    );
    const rows = fc.array(fc.tuple(fc.double(), word), { minLength: 1, maxLength: 20 });
    const folder = testFolder();
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('a.csv', 'a.tsv'), async (given, name) => {
        const frame = frameOf([
          { name: 'x, "y"', type: 'number', values: Float64Array.from(given, ([x]) => x) },
          { name: 'job', type: 'text', values: given.map(([, text]) => text) },
        ]);
        const path = join(folder, name);
        expect(await writeTable(path, [frame])).toBe(given.length);
        const source = await openRows(path, { types: { job: 'text' } });
        expect(await allRows(source)).toEqual(frame);
      }),
    );
  });

  it('has a header without rows, and rows without a value in its only column', async () => {
    const path = join(testFolder(), 'a.csv');
    await writeTable(path, [], { names: ['a', 'b'] });
    expect(readFileSync(path, 'utf8')).toBe('a,b\n');
    await writeTable(path, [
      frameOf([{ name: 'a', type: 'number', values: Float64Array.of(1, Number.NaN, -0) }]),
    ]);
    expect(readFileSync(path, 'utf8')).toBe('a\n1\nNaN\n-0\n');
  });

  it('is not there, and the old one is, when rows or the reader fail', async () => {
    const path = testFile('a.csv', 'old');
    const one = frameOf([{ name: 'a', type: 'number', values: Float64Array.of(1) }]);
    async function* failing(): AsyncGenerator<Frame> {
      yield await Promise.resolve(one);
      throw new RangeError('no more');
    }
    await expect(writeTable(path, failing())).rejects.toThrow('no more');
    await expect(writeTable(path, [one], { signal: AbortSignal.abort() })).rejects.toThrow('abort');
    expect(readdirSync(dirname(path))).toEqual(['a.csv']);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(await failureOf(() => writeTable(join(path, 'b.csv'), [one]))).toMatch(
      /a file where a folder is needed \(move it away\)$/,
    );
    expect(await failureOf(() => writeTable('a.parquet', [one]))).toBe(
      'a.parquet: no name for a table that can be written (writes .csv and .tsv)',
    );
  });

  it('leaves nothing behind when the program is stopped', async () => {
    const folder = testFolder();
    const script = join(folder, 'endless.ts');
    writeFileSync(
      script,
      `import { writeTable } from ${JSON.stringify(join(import.meta.dirname, 'write-table.ts'))};
      async function* endless() {
        for (;;) {
          yield { rows: 1, columns: [{ name: 'a', type: 'number', values: Float64Array.of(1) }] };
          console.log('written');
          await new Promise((done) => setTimeout(done, 5));
        }
      }
      await writeTable(process.argv[2], endless());`,
    );
    const path = join(folder, 'a.csv');
    const { promise, resolve } = Promise.withResolvers<string | null>();
    const child = execFile(process.execPath, [script, path]);
    child.once('exit', (_, signal) => resolve(signal));
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await promise).toBe('SIGTERM');
    expect(readdirSync(folder)).toEqual(['endless.ts']);
  });
});
