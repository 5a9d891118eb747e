import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFeatures } from '../test/run-features.ts';

const folder = mkdtempSync(join(tmpdir(), 'features-failures-'));
const put = (name: string, content: string): void => writeFileSync(join(folder, name), content);
const files = (): string[] => readdirSync(folder, { recursive: true }).map(String).sort();

const people = `age,job\n${Array.from({ length: 60 }, (_, row) => `${20 + (row % 30)},${row % 2 ? 'cook' : 'smith'}`).join('\n')}\n`;
const strict = {
  kind: 'ColumnTransformer',
  transformers: [
    { name: 'age', columns: ['age'], transformer: { kind: 'StandardScaler' } },
    { name: 'job', columns: ['job'], transformer: { kind: 'OneHotEncoder' } },
  ],
};

beforeAll(async () => {
  put('people.csv', people);
  put('strict.json', JSON.stringify(strict));
  await runFeatures(folder, 'fit people.csv --pipeline strict.json -o state.json');
  await runFeatures(folder, 'infer people.csv -o people.rules.json');
  const state = readFileSync(join(folder, 'state.json'), 'utf8');
  put('newer.json', state.replace('"schemaVersion": 1', '"schemaVersion": 2'));
  put('tampered.json', state.replace(/"mean": \[\s*[\d.]+/, '"mean": [1'));
  put('cut.json', state.slice(0, 100));
  put('unknown-kind.json', '{"kind":"Scaler"}');
  put('wrong-param.json', '{"kind":"StandardScaler","withStd":1}');
  put('wrong.rules.json', '{"schemaVersion":1,"columns":{"age":{"type":"int"}}}');
  put('empty.csv', '');
  put('no-rows.csv', 'age,job\n');
  put('no-age.csv', 'job\ncook\n');
  put('text-age.csv', 'age,job\n30,cook\nold,cook\n');
  put('pilot.csv', 'age,job\n30,cook\n31,pilot\n');
  put('ragged.csv', 'age,job\n30,cook\n31\n');
  put('twins.csv', 'age,age\n30,31\n');
  put('dir', '');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is typed, the exit code, and the line that tells why. */
const cases: readonly [args: string, code: 1 | 2, line: string][] = [
  ['fits', 2, 'no command named fits (commands: infer, validate, fit, transform, export, docs, diff, data)'],
  [
    '--verbose',
    2,
    'no flag named --verbose (commands: infer, validate, fit, transform, export, docs, diff, data)',
  ],
  ['fit people.csv --targe income', 2, "Unknown option '--targe' (features fit --help lists the flags)"],
  [
    'fit people.csv --target',
    2,
    "Option '--target <value>' argument missing (features fit --help lists the flags)",
  ],
  ['fit', 2, 'fit takes <data>, not 0 operands (features fit --help says more)'],
  ['transform people.csv', 2, '--state is needed (--help says more)'],
  ['infer people.csv --rows 0', 2, '--rows: expected a whole number from 1, received "0"'],
  [
    'data remove',
    2,
    'no action named "remove" (actions: init, add, status, checkout, push, pull, history, lineage)',
  ],
  [
    'transform people.csv --state newer.json -o out.csv',
    1,
    'newer.json: its schema version is 2, this program knows 1 (install a newer version)',
  ],
  [
    'transform people.csv --state tampered.json -o out.csv',
    1,
    'tampered.json: it was changed after it was written: the digest is another (fit again)',
  ],
  ['transform people.csv --state cut.json -o out.csv', 1, 'cut.json: not JSON'],
  [
    'transform people.csv --state strict.json -o out.csv',
    1,
    'strict.json: /schemaVersion: Invalid input: expected 1',
  ],
  ['export --state none.json', 1, 'none.json: there is no such file (look at the path)'],
  [
    'transform none.csv --state state.json -o out.csv',
    1,
    'none.csv: there is no such file (look at the path)',
  ],
  [
    'transform no-age.csv --state state.json -o out.csv',
    1,
    'no-age.csv, column "age": the column is missing (there are: job)',
  ],
  [
    'transform people.csv --state state.json --keep income -o out.csv',
    1,
    'people.csv, column "income": the column is missing (there are: age, job)',
  ],
  [
    'transform text-age.csv --state state.json -o out.csv',
    1,
    'text-age.csv:3, row 2, column "age": "old" is no number',
  ],
  [
    'transform pilot.csv --state state.json -o out.csv',
    1,
    'pilot.csv:3, row 2, column "job": "pilot" was not there when this was fitted (known: "cook", "smith"; or set handleUnknown)',
  ],
  [
    'transform ragged.csv --state state.json -o out.csv',
    1,
    'ragged.csv:3: 1 cells, the header has 2 (quote cells that hold the delimiter)',
  ],
  ['infer twins.csv', 1, 'twins.csv:1: two columns are named "age" (rename one of them)'],
  ['infer empty.csv', 1, 'empty.csv: empty (the first line names the columns)'],
  ['infer no-rows.csv', 1, 'no-rows.csv: there are no rows to learn rules from'],
  ['fit no-rows.csv -o out.json', 1, 'no-rows.csv: there are no rows to learn from'],
  ['fit no-rows.csv --pipeline strict.json -o out.json', 1, 'no-rows.csv: there are no rows to learn from'],
  [
    'fit people.csv --target income -o out.json',
    1,
    'people.csv, column "income": the column is missing (there are: age, job)',
  ],
  [
    'fit people.csv --pipeline wrong-param.json -o out.json',
    1,
    'wrong-param.json: StandardScaler, withStd: Invalid input: expected boolean, received number',
  ],
  [
    'fit people.csv --pipeline state.json -o out.json',
    1,
    'state.json: a fitted state, not a pipeline to fit (a pipeline is {"kind": …} with its params)',
  ],
  [
    'fit - --rules people.rules.json',
    2,
    'standard input can be read once only (to check it and to fit it, put it in a file)',
  ],
  [
    'validate people.csv --rules wrong.rules.json',
    1,
    'wrong.rules.json: /columns/age/type: Invalid option: expected one of "number"|"integer"|"text"',
  ],
  ['validate people.csv --rules cut.json', 1, 'cut.json: not JSON'],
  [
    'infer people.csv',
    2,
    'people.rules.json: rules are there already, and may have been edited (--overwrite replaces them)',
  ],
  [
    'transform people.csv --state state.json -o ./people.csv',
    2,
    './people.csv: the output would replace another file of this command (choose another name)',
  ],
  [
    'export --state state.json -o state.json',
    2,
    'state.json: the output would replace another file of this command (choose another name)',
  ],
  [
    'transform people.csv --state state.json -o no/out.csv',
    2,
    'no/out.csv: there is no folder no (make it first)',
  ],
  ['infer people.csv -o dir/people.json', 2, 'dir/people.json: there is no folder dir (make it first)'],
  [
    'transform people.csv --state state.json -o out.xlsx',
    2,
    'out.xlsx: no name for a table that can be written (writes .csv and .tsv)',
  ],
  [
    'docs --state state.json --data people.csv -o page.md --report Not_A_Slug.json',
    2,
    'no report: id: expected lower-case letters, digits and single hyphens (name its file by lower-case words joined by hyphens)',
  ],
  [
    'docs --state state.json --data people.csv -o page.md --report people-quality',
    2,
    '--report people-quality: a report is JSON (e.g. content/reports/people-quality.json)',
  ],
  [
    'diff people.csv state.json',
    2,
    'people.csv is a table, state.json is a state (compare two tables, or two states)',
  ],
];

describe('features, used wrongly or on wrong files', () => {
  it('says so in one line, with its exit code, and writes nothing', async () => {
    const before = files();
    for (let from = 0; from < cases.length; from += 4)
      await Promise.all(
        cases.slice(from, from + 4).map(async ([args, code, line]) => {
          const ended = await runFeatures(folder, args);
          expect({ args, ...ended }).toEqual({
            args,
            code,
            out: '',
            err: `features: ${line}\n`,
          });
        }),
      );
    expect(files()).toEqual(before);
  });

  it('says what there is where nothing was asked', async () => {
    const ended = await runFeatures(folder, '');
    expect(ended).toEqual({ code: 2, out: '', err: expect.stringMatching(/^Usage: features <command>/) });
  });

  it('tells the same as JSON', async () => {
    const { code, out } = await runFeatures(folder, 'export --state newer.json --json');
    expect(code).toBe(1);
    expect(JSON.parse(out).error).toMatchObject({
      name: 'state-newer',
      file: 'newer.json',
      hint: 'install a newer version',
    });
  });

  it('leaves a folder alone that it may not write to', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    // What may write everywhere is told by a folder that nobody can write to.
    const place = process.getuid?.() === 0 ? '/proc' : 'closed';
    for (const args of [
      'fit people.csv --pipeline strict.json',
      'transform people.csv --state state.json',
      'export --state state.json',
    ]) {
      const ended = await runFeatures(folder, `${args} -o ${place}/out.csv`);
      expect(ended).toMatchObject({ code: 1, out: '' });
      expect(ended.err).toMatch(
        new RegExp(
          `^features: ${place}/out\\.csv: (?:permission denied|it cannot be written there) \\(.+\\)\n$`,
        ),
      );
    }
    expect(readdirSync(closed)).toEqual([]);
  });

  it('ends when it is interrupted, with 130', async () => {
    const before = files();
    for (const args of ['transform - --state state.json -o out.csv', 'infer - -o out.json', 'fit -']) {
      const ended = await runFeatures(folder, args, {
        input: null,
        started: (child) => {
          child.stdin?.write('age,job\n30,cook\n');
          void wait(1000).then(() => child.kill('SIGINT'));
        },
      });
      expect({ args, ...ended }).toEqual({
        args,
        code: 130,
        out: '',
        err: 'features: interrupted; no file is left half-written\n',
      });
    }
    expect(files()).toEqual(before);
  });

  it('takes back what it had written of a table when it is interrupted', async () => {
    put('many.csv', `age,job\n${'30,cook\n'.repeat(1_500_000)}`);
    const parts = (): string[] => files().filter((name) => name.startsWith('many-out'));
    const interruptWhenWriting = async (child: ChildProcess): Promise<void> => {
      while (parts().length === 0) await wait(5);
      child.kill('SIGINT');
    };
    const ended = await runFeatures(folder, 'transform many.csv --state state.json -o many-out.csv', {
      started: (child) => void interruptWhenWriting(child),
    });
    expect(ended).toMatchObject({ code: 130, err: 'features: interrupted; no file is left half-written\n' });
    expect(parts()).toEqual([]);
  });
});
