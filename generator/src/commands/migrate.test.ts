import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtProject, modelfolio, modelfolioSteps } from '../../test/temporary-project.ts';

const built = builtProject();

const file = 'models/tiny/card.yaml';

/** The model as the first schema had it: no number, a version with a space, a comment at the end of a line. */
function older(): string {
  const root = built.copy();
  change(root, (text) =>
    text
      .replace(/^schemaVersion: .*\n/m, '')
      .replace(/^version: .*/m, 'version: 1.0 beta # the first')
      .replace(/^summary: /m, '# Words of ours.\nsummary: '),
  );
  return root;
}
const read = (root: string): string => readFileSync(join(root, file), 'utf8');
const change = (root: string, how: (text: string) => string): void =>
  writeFileSync(join(root, file), how(read(root)));

it('reads a card.yaml of an older schema and says so once, and check warns of it', async () => {
  const root = older();
  const before = read(root);
  const [ingested, said] = await modelfolioSteps(root, [['ingest'], ['build']]);
  expect([ingested?.code, said?.code]).toEqual([0, 0]);
  expect(said?.err).toEqual([
    `modelfolio: ${file}: is of schema 1, read as schema 2; version "1.0 beta" is "1.0-beta" (modelfolio migrate rewrites the file)`,
  ]);
  expect(read(root)).toBe(before);
  const card = JSON.parse(readFileSync(join(root, 'content/models/tiny.json'), 'utf8')) as {
    version: string;
  };
  expect(card.version).toBe('1.0-beta');
  const checked = await modelfolio(root, ['check', '--json']);
  expect(checked.out.join('\n')).toContain('card-yaml-old');
  expect((await modelfolio(root, ['check', '--strict'])).code).toBe(1);
});

it('migrate rewrites it with its comments, and once is enough', async () => {
  const root = older();
  const { code, out, written } = await modelfolio(root, ['migrate']);
  expect([code, out, written.length]).toEqual([
    0,
    [`${file}: written: schema 1 is 2; version "1.0 beta" is "1.0-beta"`],
    1,
  ]);
  expect(read(root)).toContain('schemaVersion: 2\n');
  expect(read(root)).toContain('# Words of ours.\nsummary: ');
  expect(read(root)).toContain('version: 1.0-beta # the first');
  const again = await modelfolio(root, ['migrate', '--json']);
  expect([JSON.parse(again.out.join('\n')), again.written]).toMatchObject([
    { files: [{ outcome: 'unchanged', from: null }], failures: [] },
    [],
  ]);
  const [, said] = await modelfolioSteps(root, [['ingest'], ['build']]);
  expect(said?.err).toEqual([]);
});

it('a file of a newer schema is refused in one line', async () => {
  const root = built.copy();
  change(root, (text) => text.replace(/^schemaVersion: .*/m, 'schemaVersion: 99'));
  for (const command of ['build', 'migrate']) {
    const { code, err, written } = await modelfolio(root, [command]);
    expect([code, written]).toEqual([1, []]);
    expect(err).toEqual([
      expect.stringMatching(
        /card\.yaml: \d+:1: schemaVersion: is 99, which a newer Modelfolio wrote: this one knows 2/,
      ),
    ]);
  }
});

it('a file that would not fit even then is named and left as it is', async () => {
  const root = older();
  change(root, (text) => text.replace(/^title: .*/m, 'titel: x'));
  const before = read(root);
  const { code, err } = await modelfolio(root, ['migrate']);
  expect([code, err.length]).toEqual([1, 1]);
  expect(err[0]).toContain('title');
  expect(read(root)).toBe(before);
});

it('seals runs of before there were seals as they are, and lists them, so that check finds what is edited from then on', async () => {
  const root = built.copy();
  const run = join(root, 'models/tiny/runs/tiny-linear.json');
  const before = JSON.parse(readFileSync(run, 'utf8')) as { seal?: object };
  delete before.seal;
  writeFileSync(run, JSON.stringify(before));
  rmSync(join(root, 'models/tiny/runs.sha256'));
  const findings = async (): Promise<string[]> => {
    const { out } = await modelfolio(root, ['check', '--no-reevaluate', '--json']);
    const result = JSON.parse(out.join('\n')) as { findings: { name: string }[] };
    return result.findings.map(({ name }) => name).toSorted();
  };
  await modelfolio(root, ['build']);
  expect(await findings()).toEqual(['record-unsealed', 'run-list-missing']);
  const { out } = await modelfolio(root, ['migrate']);
  expect(out.slice(1)).toEqual([
    'models/tiny/runs/tiny-linear.json: sealed as it is',
    'models/tiny/runs.sha256: lists the runs that are there',
  ]);
  await modelfolio(root, ['build']);
  expect(await findings()).toEqual([]);
  expect((await modelfolio(root, ['migrate'])).written).toEqual([]);
});
