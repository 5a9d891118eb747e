import { findNodeAtLocation, parseTree, type JSONPath } from 'jsonc-parser';
import { kindOf, readBytes } from '@modelfolio/project';
import type { Project } from '../effects.ts';
import type { Finding } from './finding.ts';

/** Where a finding is, for tools that show files. Both from 1; absent where only the file is known. */
export interface FindingPlace {
  line: number;
  column: number;
}

/**
 * Line and column of a finding: told by it, or found for a JSON Pointer into a JSON file. `null` where only the file is
 * known.
 */
export async function placeOf(project: Project, { file, field }: Finding): Promise<FindingPlace | null> {
  const [, line, column] = /^(\d+):(\d+)$/.exec(field ?? '') ?? [];
  if (line !== undefined && column !== undefined) return { line: Number(line), column: Number(column) };
  if (file === null || field === null || !field.startsWith('/') || !file.endsWith('.json')) return null;
  if ((await kindOf(project, file)) !== 'file') return null;
  const text = new TextDecoder().decode(await readBytes(project, file));
  const root = parseTree(text);
  if (!root) return null;
  const path: JSONPath = field
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((token) => (/^\d+$/.test(token) ? Number(token) : token));
  // The nearest thing around a place that is not there.
  for (let depth = path.length; depth > 0; depth--) {
    const node = findNodeAtLocation(root, path.slice(0, depth));
    if (node) return placeAt(text, node.parent?.type === 'property' ? node.parent.offset : node.offset);
  }
  return null;
}

/** Line and column of an offset, from 1. */
export function placeAt(text: string, offset: number): FindingPlace {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
