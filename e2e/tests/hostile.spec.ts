// Script, HTML and characters that hide in every text field of every record that a site shows: nothing of it runs, and the
// pages stay in shape.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { modelCard, report, runRecord } from '@modelfolio/schemas';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { dismissedDialogs } from '../dismissed-dialogs.ts';
import { builtPagesIn } from '../built-pages.ts';
import { hostileFaults, payloads } from '../hostile-words.ts';
import { servePlainly, type PlainServer } from '../plain-server.ts';
import { expect, test } from '../quiet-test.ts';

const repository = resolve(import.meta.dirname, '../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(repository, path), 'utf8'));

/** Places whose text is an address in the project, a hash or a name that others refer to. */
const kept = new Set(
  'path sha256 file pointer digest modelSha256 entry id modelId runId input index'.split(' '),
);

/** A record with a payload in every text that its schema lets be any text, and how many those were. */
function hostile<Schema extends z.ZodType>(
  schema: Schema,
  honest: unknown,
): { record: z.infer<Schema>; texts: number } {
  let record = structuredClone(honest);
  let texts = 0;
  const visit = (node: unknown, path: (string | number)[]): void => {
    if (typeof node === 'object' && node !== null)
      for (const [key, child] of Object.entries(node)) visit(child, [...path, key]);
    if (typeof node !== 'string' || kept.has(String(path.at(-1)))) return;
    const next = structuredClone(record);
    const parent = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(Object(at), key), next);
    // A figure's reference in prose must stay one that the card has.
    Reflect.set(
      Object(parent),
      path.at(-1) ?? '',
      payloads[texts % payloads.length]?.replaceAll(/\{\{|\}\}/g, '{ {'),
    );
    if (!schema.safeParse(next).success) return;
    record = next;
    texts++;
  };
  visit(honest, []);
  return { record: schema.parse(record), texts };
}

let root = '';
let server: PlainServer | undefined;
const dist = () => join(root, 'dist');

test.beforeAll(async () => {
  test.setTimeout(120_000);
  root = mkdtempSync(join(tmpdir(), 'hostile-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  let texts = 0;
  const put = (path: string, schema: z.ZodType, honest: unknown, change: object = {}): void => {
    const made = hostile(schema, honest);
    texts += made.texts;
    write(path, JSON.stringify({ ...(made.record as object), ...change }));
  };
  for (const id of ['palmer-penguins', 'breast-cancer', 'penguin-size']) {
    cpSync(join(repository, 'models', id), join(root, 'models', id), { recursive: true });
    const card = read(`content/models/${id}.json`);
    put(`content/models/${id}.json`, modelCard, card);
    put(
      `content/versions/${id}/0.0.1.json`,
      modelCard,
      { ...(card as object), version: '0.0.1' },
      { version: '0.0.1' },
    );
  }
  const run = read('models/breast-cancer/runs/2c539fa8efa9446984bf740c2a3aa9fd.json') as Record<
    string,
    unknown
  >;
  const tags = Object.fromEntries(payloads.map((payload, at) => [`${payload}${at}`, payload]));
  // Each is the other's parent, and one its own.
  for (const [id, parentRunId] of [
    ['a', 'b'],
    ['b', 'a'],
    ['c', 'c'],
  ] as const)
    put(
      `runs/x/${id}.json`,
      runRecord,
      { ...run, params: tags, tags: { ...tags, 'mlflow.note.content': payloads[0] } },
      { id, parentRunId },
    );
  put(
    'content/reports/bench.json',
    report,
    { ...(read('content/reports/site-benchmark.json') as object), id: 'bench' },
    { id: 'bench' },
  );
  const nodes = payloads.map((label, at) => ({ id: `${label}${at}`, label, note: label }));
  const edges = nodes.slice(1).map(({ id }, at) => [nodes[at]?.id, id]);
  put(
    'content/reports/quality.json',
    report,
    { ...(read('content/reports/census-data-quality.json') as object), id: 'quality' },
    { id: 'quality', graphs: [{ title: payloads[0], nodes, edges }] },
  );
  const text = payloads.join(' ').replaceAll('\u0000', '');
  const words = {
    name: text,
    description: text,
    footer: text,
    links: [{ label: text, href: 'https://example.org' }],
  };
  write(
    'modelfolio.config.yaml',
    stringify({ ...words, sections: [{ folder: 'notes', title: text, lead: text }] }),
  );
  write(
    'content/notes/a.md',
    `---\n${stringify({ title: text, summary: text, status: text, tags: [text] })}---\n\nA page.\n`,
  );
  expect(texts).toBeGreaterThan(400);
  const built = spawnSync(process.execPath, [join(repository, 'site/bin/modelfolio-site.mjs'), 'build'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(built.stderr).toContain('pages in');
  server = await servePlainly(dist());
});
test.afterAll(() => {
  server?.stop();
  rmSync(root, { recursive: true, force: true });
});

test('nothing runs on any page, and none scrolls sideways on a phone', async ({ page }) => {
  test.setTimeout(300_000);
  await page.setViewportSize({ width: 390, height: 844 });
  const dialogs = dismissedDialogs(page);
  const paths = [
    ...builtPagesIn(dist()),
    ...['a', 'b', 'c'].map((id) => `/runs/run/?id=${id}`),
    '/runs/compare/?run=a&run=b',
    `/runs/?${new URLSearchParams({ q: payloads[0] ?? '', c: payloads[1] ?? '', axis: payloads[2] ?? '', view: 'parallel' })}`,
    `/runs/run/?${new URLSearchParams({ id: payloads[1] ?? '' })}`,
  ];
  expect(paths.length).toBeGreaterThan(30);
  const faults: string[] = [];
  for (const path of paths) {
    await page.goto(`${server?.url}${path}`);
    await page.waitForTimeout(path.startsWith('/runs') ? 400 : 50);
    faults.push(...(await hostileFaults(page)).map((fault) => `${path}: ${fault}`));
  }
  expect(faults).toEqual([]);
  expect(dialogs).toEqual([]);
});
