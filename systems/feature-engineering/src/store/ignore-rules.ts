import { join } from 'node:path';
import type { StoreEffects } from './store-effects.ts';

interface Pattern {
  readonly matches: RegExp;
  /** A line with `!` takes back what one before it left out. */
  readonly ignores: boolean;
  readonly folderOnly: boolean;
}

/** Lines of the files that say what to leave out, from the outermost folder to the innermost. */
export type IgnoreRules = readonly { readonly folder: string; readonly patterns: readonly Pattern[] }[];

/** The rules with those of one more text: of a `.gitignore`, or a `.dvcignore`, in a folder. */
export function withRules(rules: IgnoreRules, folder: string, text: string): IgnoreRules {
  const patterns = text.split(/\r?\n/).flatMap(toPattern);
  return patterns.length === 0 ? rules : [...rules, { folder, patterns }];
}

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

/** The rules that count in a folder: its own and those of the folders around it, from `base` on. */
export async function rulesAt(
  rules: IgnoreRules,
  base: string,
  folder: string,
  name: string,
  effects: StoreEffects,
): Promise<IgnoreRules> {
  let all = await withRulesOf(rules, base, name, effects);
  for (const inner of foldersBetween(base, folder)) all = await withRulesOf(all, inner, name, effects);
  return all;
}

/** Whether a path is left out, where the folders around it are not. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (const { folder, patterns } of rules.toReversed()) {
    const name = path.slice(folder.length + 1);
    const last = patterns.findLast(
      ({ matches, folderOnly }) => (isFolder || !folderOnly) && matches.test(name),
    );
    if (last) return last.ignores;
  }
  return false;
}

/** Whether a path is left out, or a folder around it from `base` on is. */
export function isIgnoredWithin(rules: IgnoreRules, base: string, path: string, isFolder: boolean): boolean {
  const around = foldersBetween(base, path).slice(0, -1);
  const of = (folder: string): IgnoreRules => rules.filter((one) => folder.startsWith(`${one.folder}/`));
  return around.some((folder) => isIgnored(of(folder), folder, true)) || isIgnored(of(path), path, isFolder);
}

function foldersBetween(base: string, folder: string): string[] {
  const names = folder.slice(base.length + 1).split('/');
  return folder === base ? [] : names.map((_, at) => join(base, ...names.slice(0, at + 1)));
}

/** A line as https://git-scm.com/docs/gitignore says. */
function toPattern(line: string): Pattern[] {
  let text = line.replace(/(?<!\\)\s+$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const ignores = !text.startsWith('!');
  if (!ignores) text = text.slice(1);
  const folderOnly = text.endsWith('/');
  if (folderOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  const body = toExpression(text.startsWith('/') ? text.slice(1) : text);
  try {
    return [{ matches: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${body}$`, 'su'), ignores, folderOnly }];
  } catch {
    // A class like [z-a] matches nothing.
    return [];
  }
}

function toExpression(glob: string): string {
  const parts =
    /(?<start>^\*\*\/)|(?<middle>\/\*\*\/)|(?<end>\/\*\*$)|(?<many>\*+)|(?<one>\?)|\[(?<not>[!^]?)(?<set>\]?(?:\\.|[^\]\\])*)\]|\\(?<escaped>.)|(?<other>.)/gsu;
  return glob.replaceAll(parts, (...match) => {
    const found = match.at(-1) as Record<string, string | undefined>;
    if (found['start'] !== undefined) return '(?:.*/)?';
    if (found['middle'] !== undefined) return '/(?:.*/)?';
    if (found['end'] !== undefined) return '/.+';
    if (found['many'] !== undefined) return '[^/]*';
    if (found['one'] !== undefined) return '[^/]';
    if (found['set'] !== undefined) return `(?!/)[${found['not'] ? '^' : ''}${toSet(found['set'])}]`;
    // A class that is not closed matches nothing.
    if (found['other'] === '[') return '(?!)';
    return literal(found['escaped'] ?? found['other'] ?? '');
  });
}

function toSet(text: string): string {
  return text.replaceAll(
    /\\(.)|(-)|([^-\\])/gsu,
    (_, escaped: string | undefined, dash: string | undefined, other) =>
      dash ?? (escaped === '-' ? String.raw`\-` : literal(escaped ?? (other as string))),
  );
}

const literal = (one: string): string => one.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`);
