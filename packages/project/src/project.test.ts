import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTemporary } from '../test/temporary-project.ts';
import { digestFile, modelIds, openProject, readBytes, sha256Of, writeIfChanged } from './project.ts';

describe('openProject', () => {
  it.each(['models', 'runs', 'content'])(
    'finds a folder with %s in it, from inside of it too',
    async (mark) => {
      const { effects } = openTemporary();
      const root = effects.workingFolder;
      mkdirSync(join(root, mark, 'a/b'), { recursive: true });
      expect((await openProject(undefined, effects)).root).toBe(root);
      const inside = { ...effects, workingFolder: join(root, mark, 'a/b') };
      expect((await openProject(undefined, inside)).root).toBe(root);
    },
  );

  it('takes a model’s runs, and the models of its content, for no project', async () => {
    const { effects } = openTemporary();
    const root = effects.workingFolder;
    mkdirSync(join(root, 'models/a/runs'), { recursive: true });
    mkdirSync(join(root, 'content/models'), { recursive: true });
    for (const inside of ['models/a', 'content'])
      expect((await openProject(undefined, { ...effects, workingFolder: join(root, inside) })).root).toBe(
        root,
      );
  });

  it('is told where there is none, and may begin one where that is wanted', async () => {
    const { effects } = openTemporary();
    const folder = effects.workingFolder;
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'file'), '');
    await expect(openProject('empty', effects)).rejects.toThrow(
      `no models folder in ${join(folder, 'empty')} (go to the project, or name it with --root <folder>)`,
    );
    await expect(openProject(undefined, effects, { start: true })).rejects.toMatchObject({
      code: 'project-missing',
      message: expect.stringMatching(/ or above it \(go to the project, or begin one here with --root \.\)$/),
    });
    expect((await openProject('empty', effects, { start: true })).root).toBe(join(folder, 'empty'));
    await expect(openProject('file', effects, { start: true })).rejects.toMatchObject({
      code: 'project-missing',
    });
  });
});

describe('modelIds', () => {
  it('are the folders with something in them, or those that are wanted', async () => {
    const { project } = openTemporary();
    for (const id of ['b', 'a', 'empty', '.hidden'])
      mkdirSync(join(project.root, 'models', id), { recursive: true });
    for (const id of ['b', 'a', '.hidden']) writeFileSync(join(project.root, 'models', id, 'card.yaml'), '');
    expect(await modelIds(project)).toEqual(['a', 'b']);
    expect(await modelIds(project, ['b'])).toEqual(['b']);
    await expect(modelIds(project, ['c'])).rejects.toThrow('no model named c in models/ (there are: a, b)');
  });

  it('are none where there is nothing', async () => {
    const { project } = openTemporary();
    expect(await modelIds(project)).toEqual([]);
    await expect(modelIds(project, ['c'])).rejects.toThrow('models/ is empty');
  });
});

describe('files', () => {
  it('are written unless they hold these bytes, and digested by name', async () => {
    const { project, written } = openTemporary();
    expect(await writeIfChanged(project, 'a.txt', 'one')).toBe('written');
    expect(await writeIfChanged(project, 'a.txt', 'one')).toBe('unchanged');
    expect(await writeIfChanged(project, 'a.txt', 'two')).toBe('written');
    expect(written).toHaveLength(2);
    expect(await digestFile(project, 'a.txt')).toEqual({ path: 'a.txt', bytes: 3, sha256: sha256Of('two') });
    expect(await digestFile(project, 'a.txt', 'other')).toMatchObject({ path: 'other' });
  });

  it('are neither read nor written once it is interrupted', async () => {
    const interruption = new AbortController();
    const { project, written } = openTemporary(interruption.signal);
    interruption.abort();
    expect(() => readBytes(project, 'a.txt')).toThrow('aborted');
    await expect(writeIfChanged(project, 'a.txt', 'one')).rejects.toThrow('aborted');
    expect(written).toEqual([]);
  });
});
