import { expect, it } from 'vitest';
import type { FileArrow, SourceFile } from './arrows.ts';
import { nodeInPages } from './browser.ts';

const file = (path: string, ...specifiers: string[]): SourceFile => ({
  path,
  lines: 1,
  imports: specifiers.map((specifier, at) => ({
    specifier: specifier.replace(/^type /, ''),
    line: at + 1,
    isType: specifier.startsWith('type '),
    inPage: false,
  })),
});
const arrow = (from: string, to: string, more: Partial<FileArrow> = {}): FileArrow => ({
  from,
  to,
  isType: false,
  inPage: false,
  ...more,
});
const disk = file('disk.ts', 'node:fs', 'type node:path');

it.each<[string, SourceFile, FileArrow[]]>([
  ['a component', file('Demo.tsx'), [arrow('Demo.tsx', 'disk.ts')]],
  ['a worker', file('demo.worker.ts'), [arrow('demo.worker.ts', 'disk.ts')]],
  ['a script of a page', file('page.astro'), [arrow('page.astro', 'disk.ts', { inPage: true })]],
  ['what it imports', file('Demo.tsx'), [arrow('Demo.tsx', 'mid.ts'), arrow('mid.ts', 'disk.ts')]],
])('%s may not load Node', (_, start, arrows) => {
  expect(nodeInPages([start, file('mid.ts'), disk], arrows)).toEqual([
    { place: 'disk.ts:1', reason: 'a page would load node:fs' },
  ]);
});

it.each<[string, SourceFile, FileArrow[]]>([
  ['types', file('Demo.tsx'), [arrow('Demo.tsx', 'disk.ts', { isType: true })]],
  ['what makes a page', file('page.astro'), [arrow('page.astro', 'disk.ts')]],
  ['tests', file('Demo.test.tsx'), [arrow('Demo.test.tsx', 'disk.ts')]],
])('%s may', (_, start, arrows) => {
  expect(nodeInPages([start, disk], arrows)).toEqual([]);
});
