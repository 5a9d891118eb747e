import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { openGate } from '@modelfolio/redaction/gate';
import { plantedSecrets } from '@modelfolio/redaction/testing/planted-secrets';
import { expect, it } from 'vitest';
import { checkSiteSecrets } from './check-site-secrets.ts';

const token = plantedSecrets['GitLab token']?.('3fa94c0d17be62a8').text ?? '';

async function found(path: string, text: string): Promise<string[]> {
  const folder = temporaryFolder();
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  const findings = await checkSiteSecrets(folder, openGate(), ['/home/turing/project']);
  return findings.map(({ name, file, field, reason }) => `${name} ${file} ${field} ${reason}`);
}

it.each([
  ['index.html', `<p>\n${token}</p>`, 'secret-published index.html 2:1 holds a secret'],
  [
    'models/m/card.json',
    '{"training": {"params": {"a": "/home/turing/x"}}}',
    'secret-published models/m/card.json /training/params/a holds a path',
  ],
  [
    'models/m/versions/1/card.json',
    `{"summary": "${token}"}`,
    'secret-published models/m/versions/1/card.json /summary holds a secret',
  ],
  [
    'runs/data/r.json',
    '{"name": "turing@example.org"}',
    'secret-published runs/data/r.json /name holds an e-mail address',
  ],
  ['runs/data/r.json', `no JSON ${token}`, 'secret-published runs/data/r.json 1:9 holds a secret'],
  [
    'a/b.txt',
    'made in /home/turing/project/dist',
    'secret-published a/b.txt null tells the folder that it was built in',
  ],
])('finds what %s tells', async (path, text, finding) => {
  expect(await found(path, text)).toEqual([finding]);
});

it.each([
  ['index.html', '<a href="mailto:team@example.org">Ask</a> in /home/ada or at http://intranet/'],
  ['b.txt', 'made in /home/turing/projects/x'],
  ['_astro/a.json', token],
  ['pagefind/a.json', token],
  ['a.bin', token],
  ['large.txt', `${token}${' '.repeat(8 << 20)}`],
])('finds nothing in %s', async (path, text) => {
  expect(await found(path, text)).toEqual([]);
});
