import { basename, dirname, join } from 'node:path';
import { gitRoot, type DataStore } from './data-store.ts';
import { isIgnoredWithin, rulesAt, withRulesOf, type IgnoreRules } from './ignore-rules.ts';

/** What git leaves out, in a folder and those around it. */
export interface GitRules {
  readonly base: string;
  readonly rules: IgnoreRules;
}

/** @returns `null` where the project does without git */
export async function gitRules(store: DataStore, folder: string): Promise<GitRules | null> {
  const { effects, root, config } = store;
  const base = config.noScm ? null : await gitRoot(root, effects);
  if (base === null) return null;
  const info = await withRulesOf([], join(base, '.git', 'info'), 'exclude', effects);
  const rules = info.map(({ patterns }) => ({ folder: base, patterns }));
  return { base, rules: await rulesAt(rules, base, folder, '.gitignore', effects) };
}

/** Whether git leaves a path out. */
export const isGitIgnored = ({ base, rules }: GitRules, path: string, isFolder: boolean): boolean =>
  path !== base && isIgnoredWithin(rules, base, path, isFolder);

/** Adds a path to the `.gitignore` beside it as DVC does; nothing where git leaves it out already, or there is no git. */
export async function addToGitignore(store: DataStore, place: string, isFolder: boolean): Promise<void> {
  const { effects } = store;
  const git = await gitRules(store, dirname(place));
  if (git === null || isGitIgnored(git, place, isFolder)) return;
  const file = join(dirname(place), '.gitignore');
  const there = (await effects.look(file, 'follow')) !== null;
  const last = there ? (await effects.readFile(file)).at(-1) : undefined;
  const entry = `/${basename(place)}`.replaceAll(/[[\]!*#?\\]/g, String.raw`\$&`);
  await effects.append(file, `${last === undefined || last === 10 ? '' : '\n'}${entry}\n`);
}
