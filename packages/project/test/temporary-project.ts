import { realDisk } from '@modelfolio/command-line/effects';
import type { Project, ProjectEffects } from '../src/project.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A project of its own for the running test, and the paths written in it, in order. */
export function openTemporary(signal = new AbortController().signal): {
  project: Project;
  effects: ProjectEffects;
  written: string[];
} {
  const root = temporaryFolder();
  const disk = realDisk();
  const written: string[] = [];
  const effects: ProjectEffects = {
    ...disk,
    signal,
    workingFolder: root,
    writeFile: async (path, data) => {
      await disk.writeFile(path, data);
      written.push(path);
    },
  };
  return { project: { root, effects }, effects, written };
}
