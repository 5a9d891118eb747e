import type { Fault, FileArrow, SourceFile } from './arrows.ts';

/**
 * Modules of Node in what a page loads: from its components, its workers and its scripts along every import that is left
 * when it runs. A bundler puts an empty module in their place, which fails in the visitor's browser only.
 */
export function nodeInPages(files: readonly SourceFile[], arrows: readonly FileArrow[]): Fault[] {
  const left = arrows.filter(({ isType }) => !isType);
  const next = new Map<string, string[]>();
  for (const { from, to, inPage } of left) if (!inPage) next.set(from, [...(next.get(from) ?? []), to]);
  const scripts = left.filter(({ inPage }) => inPage).map(({ to }) => to);
  const loaded = new Set([...files.map(({ path }) => path).filter(isForPages), ...scripts]);
  // What is added while it runs is followed too.
  for (const file of loaded) for (const to of next.get(file) ?? []) loaded.add(to);
  return files
    .filter(({ path }) => loaded.has(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier, isType, inPage }) => specifier.startsWith('node:') && !isType && !inPage)
        .map(({ specifier, line }) => ({
          place: `${path}:${line}`,
          reason: `a page would load ${specifier}`,
        })),
    );
}

const isForPages = (path: string): boolean =>
  /\.tsx$|\.worker\.ts$/.test(path) && !path.endsWith('.test.tsx');
