import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { realDisk } from '@modelfolio/command-line/effects';
import { sha256Of, type Project } from '@modelfolio/project';
import { beforeEach, describe, expect, it } from 'vitest';
import { listRuns, readRunList } from './run-list.ts';

let project: Project;
const put = (name: string, text: string): Promise<void> =>
  writeFile(join(project.root, 'models/m', name), text);
const list = (): Promise<string> => readFile(join(project.root, 'models/m/runs.sha256'), 'utf8');
const path = (name: string): string => `models/m/runs/${name}.json`;

beforeEach(async () => {
  const root = await temporaryFolder();
  const { signal } = new AbortController();
  project = { root, effects: { ...realDisk(signal), signal, workingFolder: root } };
  await mkdir(join(root, 'models/m/runs'), { recursive: true });
});

describe('the list of a model’s runs', () => {
  it('begins with every record that is there, and nothing else', async () => {
    expect(await readRunList(project, 'm')).toBeNull();
    await put('runs/a.json', 'A');
    await put('runs/b.json', 'B');
    await put('runs/.c.json', 'C');
    await put('runs/notes.md', 'D');
    await listRuns(project, 'm', [{ path: path('b'), outcome: 'written' }]);
    expect(await list()).toBe(`${sha256Of('A')}  runs/a.json\n${sha256Of('B')}  runs/b.json\n`);
  });

  it('takes a record that was written, and leaves what somebody else changed, added or removed', async () => {
    await put('runs/a.json', 'A');
    await put('runs/b.json', 'B');
    await listRuns(project, 'm', []);
    await put('runs/a.json', 'edited');
    await put('runs/made-up.json', 'M');
    await put('runs/new.json', 'N');
    await listRuns(project, 'm', [
      { path: path('a'), outcome: 'unchanged' },
      { path: path('new'), outcome: 'written' },
    ]);
    expect([...((await readRunList(project, 'm')) ?? [])]).toEqual([
      ['runs/a.json', sha256Of('A')],
      ['runs/b.json', sha256Of('B')],
      ['runs/new.json', sha256Of('N')],
    ]);
  });

  it('lists a record anew when it was written again', async () => {
    await put('runs/a.json', 'A');
    await listRuns(project, 'm', []);
    await put('runs/a.json', 'again');
    await listRuns(project, 'm', [{ path: path('a'), outcome: 'written' }]);
    expect(await list()).toBe(`${sha256Of('again')}  runs/a.json\n`);
  });
});
