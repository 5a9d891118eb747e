import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { edit, temporaryProject } from '../../test/temporary-project.ts';
import { readCardYaml } from '../card/card-yaml.ts';
import { realEffects } from '../effects.ts';
import { checkContent } from './check-content.ts';
import { checkProse } from './check-prose.ts';
import { Findings } from './finding.ts';

async function inPage(body: string): Promise<string[]> {
  const root = temporaryProject();
  for (const [path, text] of [
    ['modelfolio.config.yaml', 'sections: [{ folder: notes, title: Notes }]\n'],
    ['content/notes/a.mdx', `---\ntitle: A\nsummary: B\n---\n\n${body}\n`],
  ] as const) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const findings = await checkContent({ root, effects: realEffects() }, []);
  return findings.map(({ name, field, reason }) => `${name} ${field} ${reason}`);
}

it.each([
  ['[a](javascript:alert%281%29)', 'link-unsafe 6:1 javascript:alert%281%29 javascript: leads to no page'],
  ['[a](//evil.example)', 'link-unsafe 6:1 //evil.example leads to another site'],
  ['[a][r]\n\n[r]: //evil.example', 'link-unsafe 8:1 //evil.example leads to another site'],
  ['![a](https://evil.example/x.png)', 'link-unsafe 6:1 https://evil.example/x.png comes from another host'],
  [
    '![a][r]\n\n[r]: https://evil.example/x.png',
    'link-unsafe 8:1 https://evil.example/x.png comes from another host',
  ],
  [
    '<img src="https://evil.example/x.png" />',
    'link-unsafe 6:1 https://evil.example/x.png comes from another host',
  ],
  ['<a href={"javascript:1"}>a</a>', 'link-unsafe 6:1 javascript:1 javascript: leads to no page'],
  ['<video poster="//evil.example/x.png" />', 'link-unsafe 6:1 //evil.example/x.png leads to another site'],
])('%s is found', async (body, finding) => {
  expect(await inPage(body)).toEqual([expect.stringContaining(finding)]);
});

it.each(['[a](https://example.org) and [b](mailto:a@b.org)', '[a](/)', '<a href={where}>a</a>', '![a][b]'])(
  '%s is safe',
  async (body) => {
    expect(await inPage(body)).toEqual([]);
  },
);

it('finds one in the prose of a card', async () => {
  const root = temporaryProject('tiny');
  edit(
    join(root, 'models/tiny/card.yaml'),
    /^summary: /m,
    'summary: See ![see](https://evil.example/x.png) ',
  );
  const findings = new Findings('tiny');
  checkProse(findings, await readCardYaml({ root, effects: realEffects() }, 'tiny'));
  expect(findings.list.map(({ name, file }) => `${name} ${file}`)).toEqual([
    'link-unsafe models/tiny/card.yaml',
  ]);
});
