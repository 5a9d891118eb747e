import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../src/commands/check.ts';
import { realEffects, type Effects } from '../../src/effects.ts';
import type { Lie } from './lie.ts';
import { liarIn } from './true-project.ts';

/** What became of a lie. */
export interface Planted {
  lie: string;
  /** Names of all findings. */
  found: string[];
  /** Names that were expected and are not there: the lie passed, or something else was found. */
  missing: string[];
}

const quiet = (root: string): Effects => ({
  ...realEffects(),
  workingFolder: root,
  note: () => undefined,
  print: () => undefined,
  progress: () => undefined,
});

/** Names of what `check` finds in a project. */
export async function findingsIn(root: string, options: Lie['check'] = {}): Promise<string[]> {
  const { findings } = await check({ root, ...options }, quiet(root));
  return [...new Set(findings.map(({ name }) => name))].toSorted();
}

/** Plants a lie into a copy of a true project, and looks for it. */
export async function plantLie(
  truth: string,
  { lie, plant, foundBy, check: options }: Lie,
): Promise<Planted> {
  const root = mkdtempSync(join(tmpdir(), 'modelfolio-lie-'));
  try {
    cpSync(truth, root, { recursive: true });
    await plant(liarIn(root));
    const found = await findingsIn(root, options);
    return { lie, found, missing: foundBy.filter((name) => !found.includes(name)) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
