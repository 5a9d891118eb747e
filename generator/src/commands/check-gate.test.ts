import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { builtProject, edit, modelfolio } from '../../test/temporary-project.ts';
import { putBiasedModel } from '../../test/put-biased-model.ts';
import type { CheckResult } from './check.ts';

const truth = builtProject((root) => {
  write(root, 'modelfolio.config.yaml', 'sections:\n  - { folder: notes, title: Notes }\n');
  write(
    root,
    'content/notes/one.mdx',
    page('See [two](/notes/two/#a-heading) and <Figure of="tiny/accuracy" />.'),
  );
  write(
    root,
    'content/notes/two.mdx',
    page('## A heading\n\n[card](/models/tiny/#factors) [out](https://example.org)'),
  );
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'truth');
});

const git = (root: string, ...args: string[]) =>
  spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: root });
const page = (body: string): string => `---\ntitle: A page\nsummary: About.\n---\n\n${body}\n`;

function write(root: string, path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Name and place of each finding after a change. */
async function findingsAfter(change: (root: string) => void, ...flags: string[]): Promise<string[]> {
  const root = truth.copy();
  change(root);
  const { out } = await modelfolio(root, ['check', '--no-reevaluate', '--json', ...flags]);
  const { findings } = JSON.parse(out.join('\n')) as CheckResult;
  return findings.map(({ name, file, field }) => [name, file, field].filter(Boolean).join(' '));
}

const nothing = (): void => undefined;

describe('what people wrote', () => {
  it('is right in an untouched tree', async () => {
    expect(await findingsAfter(nothing, '--against', 'HEAD')).toEqual([]);
  });

  it.each<[string, string, string, string[]]>([
    [
      'a figure that is not there',
      'notes/one.mdx',
      page('<Figure of="tiny/acuracy" /> <Figure of="ghost/x" /> <Figure />'),
      [
        'figure-unknown content/notes/one.mdx 6:1',
        'figure-unknown content/notes/one.mdx 6:30',
        'figure-unknown content/notes/one.mdx 6:54',
      ],
    ],
    [
      'a page that is not there',
      'notes/one.mdx',
      page('[x](/notes/three/)'),
      ['link-dead content/notes/one.mdx 6:1'],
    ],
    [
      'a link without its slash',
      'notes/one.mdx',
      page('[x](/notes/two)'),
      ['link-dead content/notes/one.mdx 6:1'],
    ],
    [
      'a relative link',
      'notes/one.mdx',
      page('[fine](../two/) [dead](../four/)'),
      ['link-dead content/notes/one.mdx 6:17'],
    ],
    [
      'a heading that is not there',
      'notes/one.mdx',
      page('[x](/notes/two/#another) [y](/models/tiny/#nowhere)'),
      ['link-dead content/notes/one.mdx 6:1', 'link-dead content/notes/one.mdx 6:26'],
    ],
    [
      'a dead link in an element',
      'notes/one.mdx',
      page('<a href="/models/ghost/">x</a>'),
      ['link-dead content/notes/one.mdx 6:1'],
    ],
    ['MDX that is none', 'notes/one.mdx', page('a < b {'), ['page-invalid content/notes/one.mdx 6:8']],
    [
      'a text that turns around',
      'notes/one.mdx',
      page('a\u202Eb'),
      ['text-deceptive content/notes/one.mdx 6:2'],
    ],
    [
      'a character without width',
      'notes/one.mdx',
      page('pass\u200Bword'),
      ['text-deceptive content/notes/one.mdx 6:5'],
    ],
    [
      'a joiner that hides',
      'notes/one.mdx',
      page('pass\u200Dword'),
      ['text-deceptive content/notes/one.mdx 6:5'],
    ],
    [
      'claims that are typed, in bold, in a table, in an element, in an attribute, in code that runs, in the summary',
      'notes/one.mdx',
      `---\ntitle: A page\nsummary: Right in 97 %.\n---\n\n${[
        'Its accuracy is **0.97**.',
        '| a |\n| - |\n| 97 % |',
        '<p>97 per cent</p>',
        '<img src="/notes/two/" alt="AUC 0.99" />',
        '{"F1 of 0.9"}',
      ].join('\n\n')}\n`,
      [
        'claim-typed content/notes/one.mdx 3:1',
        'claim-typed content/notes/one.mdx 6:1',
        'claim-typed content/notes/one.mdx 10:1',
        'claim-typed content/notes/one.mdx 12:1',
        'claim-typed content/notes/one.mdx 14:1',
        'claim-typed content/notes/one.mdx 16:1',
      ],
    ],
    [
      'numbers that are figures, marked as typed, code, or no claims',
      'notes/one.mdx',
      page(
        'An accuracy of <Figure of="tiny/accuracy" />, a limit of <Typed>50 %</Typed>, `--min 0.9`.\n\n```\n97 %\n```\n\nThree of 300 pictures.',
      ),
      [],
    ],
    ['joiners that are meant', 'notes/one.mdx', page('👩‍🔬 می‌خواهم'), []],
  ])('%s', async (_, path, text, findings) => {
    expect(await findingsAfter((root) => write(root, `content/${path}`, text))).toEqual(findings);
  });

  it('a configuration with a wrong field is told with its line', async () => {
    const findings = await findingsAfter((root) =>
      write(root, 'modelfolio.config.yaml', 'name: x\ncolour: red\n'),
    );
    expect(findings).toEqual(['config-invalid modelfolio.config.yaml 2:1']);
  });
});

describe('--against a revision', () => {
  /** Evaluates, builds and accepts what is there now. */
  const rebuild = async (root: string): Promise<void> => {
    for (const command of ['ingest', 'evaluate', 'build']) await modelfolio(root, [command]);
  };

  it('tells metrics that are worse, the model under an old version, and changes in Markdown', async () => {
    const root = truth.copy();
    putBiasedModel(root);
    await rebuild(root);
    const markdown = join(root, 'summary.md');
    const { code, out } = await modelfolio(root, [
      'check',
      '--no-reevaluate',
      '--against',
      'HEAD',
      '--json',
      '--markdown',
      markdown,
    ]);
    const { findings } = JSON.parse(out.join('\n')) as CheckResult;
    const names = new Set(findings.map(({ name }) => name));
    expect([code, [...names].toSorted()]).toEqual([1, ['metric-regressed', 'version-unraised']]);
    expect(findings).toContainEqual(
      expect.objectContaining({ name: 'metric-regressed', field: '/figures/accuracy/value' }),
    );
    expect(readFileSync(markdown, 'utf8')).toContain('▼ worse');
  });

  it('lets pass what a tolerance allows', async () => {
    const root = truth.copy();
    putBiasedModel(root);
    edit(join(root, 'models/tiny/card.yaml'), /version: \S+/, 'version: 2.0.0');
    await rebuild(root);
    edit(
      join(root, 'modelfolio.config.yaml'),
      /^/,
      'check:\n  tolerances:\n    default: { relative: 1000, absolute: 1 }\n',
    );
    const { code, err } = await modelfolio(root, ['check', '--no-reevaluate', '--against', 'HEAD']);
    expect([code, err.join()]).toEqual([0, expect.stringContaining('nothing wrong')]);
  });

  it('tells a published version that was rewritten, and a card that is gone', async () => {
    const root = truth.copy();
    const first =
      /"version": "([^"]+)"/.exec(readFileSync(join(root, 'content/models/tiny.json'), 'utf8'))?.[1] ?? '';
    edit(join(root, 'models/tiny/card.yaml'), /version: \S+/, 'version: 9.0.0');
    await rebuild(root);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'raised');
    const kept = `content/versions/tiny/${first}.json`;
    edit(join(root, kept), /"title": "[^"]+"/, '"title": "Never said"');
    const said = async () =>
      (await modelfolio(root, ['check', '--no-reevaluate', '--against', 'HEAD'])).out.join('\n');
    expect(await said()).toContain(`${kept}: it was otherwise in HEAD [version-rewritten]`);
    rmSync(join(root, kept));
    expect(await said()).toContain(`${kept}: it was there in HEAD [version-rewritten]`);
    rmSync(join(root, 'content/models/tiny.json'));
    rmSync(join(root, 'models/tiny'), { recursive: true });
    expect(await said()).toContain('content/models/tiny.json: it was there in HEAD [card-removed]');
  });

  it('a warning fails only the strict', async () => {
    const root = truth.copy();
    edit(
      join(root, 'content/models/tiny.json'),
      /(model\.onnx",\s+"bytes": \d+,\s+"sha256": ")[0-9a-f]{8}/,
      '$100000000',
    );
    git(root, 'commit', '-qam', 'another model then');
    git(root, 'checkout', '-q', 'HEAD~1', '--', '.');
    const code = async (...flags: string[]) =>
      (await modelfolio(root, ['check', '--no-reevaluate', '--against', 'HEAD', ...flags])).code;
    expect([await code(), await code('--strict')]).toEqual([0, 1]);
  });
});

describe('what others read', () => {
  const lie = (root: string): void => {
    edit(join(root, 'content/models/tiny.json'), /("label": "Test accuracy",\s+"value": )0\.68/, '$10.69');
    write(root, 'content/notes/one.mdx', page('[yes, no: yes](/gone/)'));
  };

  it('annotations name file and line, with everything escaped', async () => {
    const root = truth.copy();
    lie(root);
    const { out, code } = await modelfolio(root, ['check', '--no-reevaluate', '--format', 'github']);
    expect(code).toBe(1);
    expect(out).toHaveLength(3);
    expect(out[0]).toMatch(
      /^::error file=content\/models\/tiny\.json,line=\d+,col=\d+,title=figure-mismatch::the card says 0\.69/,
    );
    expect(out[1]).toContain('file=content/models/tiny.json,title=record-edited::');
    expect(out[2]).toBe(
      '::error file=content/notes/one.mdx,line=6,col=1,title=link-dead::nothing will be at /gone/ (fix the link, or write the page)',
    );
  });

  it('SARIF has a rule for each name, and the line that a JSON Pointer leads to', async () => {
    const root = truth.copy();
    lie(root);
    await modelfolio(root, ['check', '--no-reevaluate', '--sarif', join(root, 'x.sarif')]);
    const { runs } = JSON.parse(readFileSync(join(root, 'x.sarif'), 'utf8')) as Log;
    const { results = [], tool } = runs[0] ?? {};
    for (const { ruleId, ruleIndex = -1 } of results)
      expect(tool?.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    const region = results[0]?.locations?.[0]?.physicalLocation?.region;
    const line = readFileSync(join(root, 'content/models/tiny.json'), 'utf8').split('\n')[
      (region?.startLine ?? 0) - 1
    ];
    expect(line).toContain('"value": 0.69');
  });

  it('a built site: every link and every id', async () => {
    const root = truth.copy();
    write(
      root,
      'dist/index.html',
      '<h1 id="a">x</h1><a href="/two/#b">x</a><a href="#a">y</a><img src="/none.png"><a href="https://example.org/gone">z</a>',
    );
    write(
      root,
      'dist/two/index.html',
      // Fragments that a script reads are no ids.
      '<a href="../">x</a><a href="/three/">x</a><a href="/two/#confused=9,9">x</a><a href="#row=3&set=%5B%5D">x</a>',
    );
    const said = (await modelfolio(root, ['check', '--no-reevaluate', '--site', 'dist'])).out;
    expect(said.at(-1)).toContain('[site-unverifiable]');
    expect(
      said
        .slice(0, -1)
        .map((line) => line.replace(/ \[.*/, ''))
        .toSorted(),
    ).toEqual([
      'index.html: /none.png: nothing is at /none.png',
      'index.html: /two/#b: /two/ has no #b',
      'two/index.html: /three/: nothing is at /three/',
    ]);
    const asked: string[] = [];
    const { out } = await modelfolio(
      root,
      ['check', '--no-reevaluate', '--site', 'dist', '--external-links'],
      {
        fetch: (address, init) => {
          asked.push(`${init?.method} ${address as string}`);
          return Promise.resolve(new Response(null, { status: 404 }));
        },
      },
    );
    expect(asked).toEqual(['HEAD https://example.org/gone', 'GET https://example.org/gone']);
    expect(out.join('\n')).toContain('https://example.org/gone: the server says 404');
    const none = await modelfolio(root, ['check', '--no-reevaluate', '--site', 'nowhere']);
    expect([none.code, none.err.join()]).toEqual([1, expect.stringContaining('holds no built site')]);
  });
});
