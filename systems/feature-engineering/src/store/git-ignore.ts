import { basename, dirname, join } from 'node:path';
import { gitRoot, type DataStore } from './data-store.ts';
import { isIgnored, noRules, rulesAt, withRules, type IgnoreRules } from './ignore-rules.ts';

/** What git leaves out, in a folder and those around it; `null` where the project does without git. */
export async function gitRules(store: DataStore, folder: string): Promise<IgnoreRules | null> {
  const { effects, root, config } = store;
  const base = config.noScm ? null : await gitRoot(root, effects);
  if (base === null) return null;
  const exclude = join(base, '.git', 'info', 'exclude');
  const isThere = (await effects.look(exclude, 'follow'))?.kind === 'file';
  const text = isThere ? new TextDecoder().decode(await effects.readFile(exclude)) : '';
  return rulesAt(withRules(noRules(base), base, text), folder, '.gitignore', effects);
}

/** Adds a path to the `.gitignore` beside it as DVC does; nothing where git leaves it out already, or there is no git. */
export async function addToGitignore(store: DataStore, place: string, isFolder: boolean): Promise<void> {
  const { effects } = store;
  const git = await gitRules(store, dirname(place));
  if (git === null || isIgnored(git, place, isFolder)) return;
  const file = join(dirname(place), '.gitignore');
  const there = (await effects.look(file, 'follow')) !== null;
  const last = there ? (await effects.readFile(file)).at(-1) : undefined;
  const entry = `/${basename(place)}`.replaceAll(/[[\]!*#?\\]/g, String.raw`\$&`);
  await effects.append(file, `${last === undefined || last === 10 ? '' : '\n'}${entry}\n`);
}
