import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { StoreEffects } from './store-effects.ts';

/** What files of rules leave out, from the outermost folder to the innermost: the last line that fits a path decides. */
export interface IgnoreRules {
  /** The outermost folder. */
  readonly base: string;
  readonly filter: Ignore;
}

export const noRules = (base: string): IgnoreRules => ({ base, filter: ignore({ ignorecase: false }) });

/** The rules with those of one more text: of a `.gitignore`, or a `.dvcignore`, in a folder. */
export function withRules(rules: IgnoreRules, folder: string, text: string): IgnoreRules {
  const prefix = patternOf(rules.base, folder);
  return withLines(
    rules,
    text.split(/\r?\n/).map((line) => fromBase(line, prefix)),
  );
}

/** The rules, but for a folder and those around it: none of them is left out. */
export function withFolder(rules: IgnoreRules, folder: string): IgnoreRules {
  const names = patternOf(rules.base, folder).split('/').filter(Boolean);
  return withLines(
    rules,
    names.map((_, at) => `!/${names.slice(0, at + 1).join('/')}/`),
  );
}

const withLines = ({ base, filter }: IgnoreRules, lines: readonly string[]): IgnoreRules => ({
  base,
  filter: ignore({ ignorecase: false }).add(filter).add(lines),
});

/** A folder as a pattern that fits it alone. */
const patternOf = (base: string, folder: string): string =>
  relative(base, folder)
    .replaceAll(sep, '/')
    .replaceAll(/[[\]*?\\ ]/g, String.raw`\$&`);

/** The rules with those of a file, if it is there. */
export async function withRulesOf(
  rules: IgnoreRules,
  folder: string,
  name: string,
  effects: StoreEffects,
): Promise<IgnoreRules> {
  const file = join(folder, name);
  if ((await effects.look(file, 'follow'))?.kind !== 'file') return rules;
  return withRules(rules, folder, new TextDecoder().decode(await effects.readFile(file)));
}

/** The rules that count in a folder: with those of its own file and of the folders around it. */
export async function rulesAt(
  rules: IgnoreRules,
  folder: string,
  name: string,
  effects: StoreEffects,
): Promise<IgnoreRules> {
  let all = await withRulesOf(rules, rules.base, name, effects);
  if (folder === rules.base) return all;
  const names = relative(rules.base, folder).split(sep);
  for (const at of names.keys())
    all = await withRulesOf(all, join(rules.base, ...names.slice(0, at + 1)), name, effects);
  return all;
}

/** Whether a path is left out, or a folder around it is. */
export function isIgnored({ base, filter }: IgnoreRules, path: string, isFolder: boolean): boolean {
  const name = relative(base, path).replaceAll(sep, '/');
  return name !== '' && filter.ignores(isFolder ? `${name}/` : name);
}

/** A line of a folder's own file as the outermost folder would have it (https://git-scm.com/docs/gitignore). */
function fromBase(line: string, prefix: string): string {
  if (prefix === '' || line.trim() === '' || line.startsWith('#')) return line;
  const [mark, pattern] = line.startsWith('!') ? ['!', line.slice(1)] : ['', line];
  // Git passes over an exception to nothing; with the folder before it, it would be one to all that is in it.
  if (pattern.trim() === '') return '';
  // A slash anywhere but at the end ties a pattern to its folder.
  const isTied = /\/.*\S/.test(pattern);
  return `${mark}/${prefix}/${isTied ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
}
