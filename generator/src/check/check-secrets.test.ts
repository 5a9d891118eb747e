import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { plantedSecrets } from '@modelfolio/redaction/testing/planted-secrets';
import { expect, it } from 'vitest';
import { edit, temporaryProject } from '../../test/temporary-project.ts';
import { realEffects } from '../effects.ts';
import { checkSecrets } from './check-secrets.ts';

const token = plantedSecrets['GitLab token']?.('3fa94c0d17be62a8').text ?? '';

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function found(root: string, models: string[] = ['tiny'], all = true): Promise<string[]> {
  const findings = await checkSecrets({ root, effects: realEffects() }, models, all);
  return findings.map(({ model, name, file, field, reason }) => {
    expect(name).toBe('secret-published');
    return `${model} ${file} ${field} ${reason}`;
  });
}

it('finds nothing where there is nothing', async () => {
  expect(await found(temporaryProject('tiny'))).toEqual([]);
});

it.each([
  ['models/tiny/card.yaml', `# ${token}\n`, 'tiny models/tiny/card.yaml 1:3 holds a secret'],
  ['models/tiny/evaluation.json', `{"a": "${token}"}`, 'tiny models/tiny/evaluation.json 1:8 holds a secret'],
  [
    'models/tiny/runs/r.json',
    '{"tags": {"user": "turing"}}',
    'tiny models/tiny/runs/r.json /tags/user holds a user name',
  ],
  ['models/tiny/runs/r.json', `no JSON ${token}`, 'tiny models/tiny/runs/r.json 1:9 holds a secret'],
  [
    'content/models/tiny.json',
    `{"training": {"params": {"a": "/home/turing"}}}`,
    'tiny content/models/tiny.json /training/params/a holds a path',
  ],
  [
    'content/versions/tiny/1.json',
    `{"summary": "${token}"}`,
    'tiny content/versions/tiny/1.json /summary holds a secret',
  ],
  [
    'content/reports/r.json',
    '{"command": "run http://gpu-7/"}',
    'null content/reports/r.json /command holds a host',
  ],
  ['content/home.mdx', `a\nb ${token}\n`, 'null content/home.mdx 2:3 holds a secret'],
  ['content/docs/a.md', token, 'null content/docs/a.md 1:1 holds a secret'],
  ['runs/e/r.json', '{"name": "turing@example.org"}', 'null runs/e/r.json /name holds an e-mail address'],
  ['public/deep/a.txt', token, 'null public/deep/a.txt 1:1 holds a secret'],
  ['modelfolio.config.yaml', `footer: ${token}\n`, 'null modelfolio.config.yaml 1:9 holds a secret'],
])('finds what slipped into %s', async (path, text, finding) => {
  const root = temporaryProject('tiny');
  write(root, path, text);
  expect(await found(root)).toEqual([finding]);
});

it('lets stay what the configuration says', async () => {
  const root = temporaryProject('tiny');
  write(
    root,
    'runs/e/r.json',
    '{"tags": {"user": "turing", "a": "http://gpu-7/", "b": "turing@example.org"}}',
  );
  write(root, 'modelfolio.config.yaml', 'redaction: { keep: [user], allow: [gpu-7] }\n');
  expect(await found(root)).toEqual(['null runs/e/r.json /tags/b holds an e-mail address']);
  // One that cannot be read lets nothing stay.
  write(root, 'modelfolio.config.yaml', 'redaction: { keep: [secret] }\n');
  expect(await found(root)).toHaveLength(3);
});

it('looks at the models that are asked for', async () => {
  const root = temporaryProject('tiny');
  write(root, 'content/home.mdx', token);
  edit(join(root, 'models/tiny/card.yaml'), /^/, `# ${token}\n`);
  expect(await found(root, ['tiny'], false)).toHaveLength(1);
  expect(await found(root, [], true)).toHaveLength(1);
  expect(readFileSync(join(root, 'content/home.mdx'), 'utf8')).toBe(token);
});

it('finds a folder of a person in the bytes of a model, unless it may stay', async () => {
  const root = temporaryProject('tiny');
  const file = join(root, 'models/tiny/model.onnx');
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('/home/turing/train.py')]));
  expect(await found(root)).toEqual(['tiny models/tiny/model.onnx null its bytes tell a folder of a person']);
  write(root, 'modelfolio.config.yaml', 'redaction: { keep: [path, user] }\n');
  expect(await found(root)).toEqual([]);
});

it('leaves pictures and data of the owner alone', async () => {
  const root = temporaryProject('tiny');
  write(root, 'public/a.png', token);
  write(root, 'public/large.json', `${token}${' '.repeat(8 << 20)}`);
  expect(await found(root)).toEqual([]);
});
