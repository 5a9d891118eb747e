import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Of } from '@modelfolio/project';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { plantedSecrets } from '@modelfolio/redaction/testing/planted-secrets';
import { siteConfig } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { readLibrary } from '../library/library.ts';
import { Memory } from '../routes/memory.ts';
import { runFiles } from '../runs/site-runs.ts';
import { ProjectGate } from './gate-project.ts';
import type { ModelFile } from './model-files.ts';

const token = plantedSecrets['GitLab token']?.('3fa94c0d17be62a8').text ?? '';
const config = siteConfig.parse({ sections: [{ folder: 'notes', title: 'Notes' }] });

function projectOf(files: Record<string, string>): string {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const files = {
  'content/home.mdx': `---\ntitle: A\ndescription: B\n---\n\nUse ${token}, ask team@example.org.\n`,
  'content/notes/a.md': `---\ntitle: A\nsummary: B\n---\n\n${token}\n`,
  'content/models/m.json': `{"training": {"params": {"a": "${token}"}}, "seal": {"by": "x"}}`,
  'content/versions/m/1.json': `{"summary": "${token}"}`,
  'content/reports/r.json': '{"command": "http://gpu-7/"}',
  'models/m/runs/ada%40example.org.json': '{"id": "ada@example.org", "tags": {"user": "turing"}}',
  'runs/e/r.json': '{"name": "/home/turing/x.csv"}',
  'runs/e/s.json': '{"name": "forest"}',
};

it('takes out of every record and page what strangers should not read', async () => {
  const root = projectOf(files);
  const { instead, taken } = await new ProjectGate({}, new Memory()).project(root, config);
  expect(taken.map(({ file, field, kind }) => `${file} ${field} ${kind}`)).toEqual([
    'content/models/m.json /training/params/a secret',
    'content/versions/m/1.json /summary secret',
    'content/reports/r.json /command host',
    'models/m/runs/ada%40example.org.json /id email',
    'models/m/runs/ada%40example.org.json /tags/user user',
    'runs/e/r.json /name path',
    'content/home.mdx 6:5 secret',
    'content/notes/a.md 6:1 secret',
  ]);
  expect(instead.get('content/home.mdx')).toContain('Use [redacted], ask team@example.org.');
  // A seal is of the record as it was.
  expect(instead.get('content/models/m.json')).toBe('{"training":{"params":{"a":"[redacted]"}}}');
  const library = readLibrary(root, instead);
  expect(library.home?.body).toContain('[redacted]');
  const names = runFiles(library, (run) => run.unchecked().id ?? run.file.path).map(({ name }) => name);
  expect(names.join(' ')).toMatch(/^run-[0-9a-f]{16} run-[0-9a-f]{16} s$/);
});

it('lets stay what the configuration says', async () => {
  const root = projectOf({ 'runs/e/r.json': '{"name": "/home/turing/x.csv", "tags": {"user": "turing"}}' });
  const { taken } = await new ProjectGate({ keep: ['path'], allow: ['turing'] }, new Memory()).project(
    root,
    config,
  );
  expect(taken).toEqual([]);
});

it('looks again only at what changed, or when other things may stay', async () => {
  const root = projectOf({
    'runs/e/s.json': files['runs/e/s.json'],
    'runs/e/r.json': files['runs/e/r.json'],
  });
  const first = new Memory();
  await new ProjectGate({}, first).project(root, config);
  const before = first.toJSON();
  // What is not harmless is looked at each time.
  expect(Object.keys(before)).toEqual(['gate/runs/e/s.json']);
  const second = new Memory(before);
  const { taken } = await new ProjectGate({}, second).project(root, config);
  expect(taken).toHaveLength(1);
  expect(second.toJSON()).toEqual(before);
  const third = new Memory(before);
  await new ProjectGate({ keep: ['path'] }, third).project(root, config);
  expect(third.toJSON()['gate/runs/e/s.json']).not.toEqual(before['gate/runs/e/s.json']);
});

function modelFile(path: string, text: string): ModelFile {
  return { url: '', path, digest: { path, bytes: text.length, sha256: sha256Of(text) } };
}

it.each([
  [
    'models/m/manifest.json',
    `{"a": "${token}"}`,
    'models/m/manifest.json: 1:8: holds a secret (it is published as it is',
  ],
  ['models/m/rows.csv', `a\n${token}\n`, 'models/m/rows.csv: 2:1: holds a secret'],
  [
    'models/m/runs/r.json',
    '{"tags": {"user": "turing"}}',
    'models/m/runs/r.json: /tags/user: holds a user name (it is offered for download as it is: npx modelfolio ingest models/m/runs --model m',
  ],
  [
    'models/m/runs/r.json',
    '{"name": "turing@example.org"}',
    'models/m/runs/r.json: /name: holds an e-mail address',
  ],
])('refuses %s with something in it, as its hash is told', async (path, text, message) => {
  const root = projectOf({ [path]: text });
  const gate = new ProjectGate({}, new Memory());
  await expect(gate.modelFiles(root, [modelFile(path, text)])).rejects.toThrow(message);
});

it('passes model files that are harmless or no text', async () => {
  const gate = new ProjectGate({}, new Memory());
  const root = projectOf({ 'models/m/manifest.json': '{"contact": "team@example.org"}' });
  const harmless = modelFile('models/m/manifest.json', '{"contact": "team@example.org"}');
  await expect(gate.modelFiles(root, [harmless])).resolves.toBeUndefined();
  // What is no text is not even read.
  await expect(gate.modelFiles(root, [modelFile('models/m/model.onnx', token)])).resolves.toBeUndefined();
});

it('refuses a secret in the owner’s own files', async () => {
  const root = projectOf({
    'public/a.txt': `x ${token}`,
    'public/b.png': token,
    'public/c.txt': 'ask team@example.org',
  });
  const gate = new ProjectGate({}, new Memory());
  await gate.ownFiles(root, ['public/b.png', 'public/c.txt']);
  await expect(gate.ownFiles(root, ['public/a.txt'])).rejects.toThrow('public/a.txt: 1:3: holds a secret');
});
