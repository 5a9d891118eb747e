import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from '../test/temporary-project.ts';
import { realEffects } from './effects.ts';

const effects = realEffects();

describe('realEffects', () => {
  it('makes the folder and leaves only the file', async () => {
    const root = temporaryProject();
    await effects.writeFile(join(root, 'a/b/c.json'), '{}');
    expect(readdirSync(join(root, 'a/b'))).toEqual(['c.json']);
    expect(readFileSync(join(root, 'a/b/c.json'), 'utf8')).toBe('{}');
  });

  it('removes its temporary file when the file cannot be replaced', async () => {
    const root = temporaryProject();
    mkdirSync(join(root, 'taken/inside'), { recursive: true });
    await expect(effects.writeFile(join(root, 'taken'), 'text')).rejects.toThrow(
      /EISDIR|ENOTEMPTY|EPERM|EEXIST/,
    );
    expect(readdirSync(root)).toEqual(['taken']);
  });

  it('takes only a path that is not there for missing', async () => {
    expect(await effects.kindOf(import.meta.dirname)).toBe('folder');
    expect(await effects.kindOf(import.meta.filename)).toBe('file');
    expect(await effects.kindOf(`${import.meta.filename}/inside-a-file`)).toBeNull();
    await expect(effects.kindOf(`/${'a'.repeat(300)}`)).rejects.toThrow('ENAMETOOLONG');
  });

  it('lists an absent folder as empty and others in code-unit order', async () => {
    const root = temporaryProject();
    for (const name of ['b', 'a', 'B', 'ä']) mkdirSync(join(root, name));
    expect(await effects.listFolder(join(root, 'absent'))).toEqual([]);
    expect(await effects.listFolder(root)).toEqual(['B', 'a', 'b', 'ä']);
  });
});
