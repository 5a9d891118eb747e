import { expect, it } from 'vitest';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { folderOf } from '../../test/read-store.ts';
import { realEffects } from '../../test/real-effects.ts';
import { detectSource, namedSource, runSources } from './registry.ts';

it('finds each source by its name, and lists them where there is none', () => {
  for (const source of runSources) expect(namedSource(source.name)).toBe(source);
  expect(() => namedSource('wandb')).toThrow(/no source is named wandb \(there are: .*mlflow.*\)/);
});

it('tells what is not there from what holds no runs', async () => {
  await expect(detectSource(`${temporaryFolder()}/none`, realEffects())).rejects.toThrow(/none: not there/);
  await expect(detectSource(folderOf({ 'a.txt': '' }), realEffects())).rejects.toThrow(
    /holds no runs in a known form \(known: /,
  );
});
