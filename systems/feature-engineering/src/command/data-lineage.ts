import { FeaturesError } from '../features-error.ts';
import type { DataStore } from '../store/data-store.ts';
import { digestChunks } from '../store/digest.ts';
import { readDvcFile } from '../store/dvc-file.ts';
import type { Ancestry, Snapshot, Step } from '../store/lineage.ts';
import { withLineage } from './data-history.ts';
import type { Effects } from './effects.ts';
import { readText } from './files.ts';

/** A content with what it was made of, and what was made of it. */
export interface LineageOfContent {
  md5: string;
  from: Ancestry;
  to: Ancestry;
}

/**
 * @param path of a file, of a `.dvc` file, or a digest
 * @throws FeaturesError `usage` when nothing is there
 */
export async function lineageOf(store: DataStore, path: string, effects: Effects): Promise<LineageOfContent> {
  const md5 = await digestAt(path, effects);
  return withLineage(store, effects, (lineage) => ({
    md5,
    from: lineage.ancestors(md5),
    to: lineage.descendants(md5),
  }));
}

async function digestAt(path: string, effects: Effects): Promise<string> {
  const kind = await effects.kindOf(path);
  if (kind === 'file' && path.endsWith('.dvc')) return trackedBy(path, effects);
  if (kind === 'file') return (await digestChunks(effects.store.readChunks(path), 'md5')).md5;
  if (/^[0-9a-f]{32}(?:\.dir)?$/.test(path)) return path;
  if ((await effects.kindOf(`${path}.dvc`)) === 'file') return trackedBy(`${path}.dvc`, effects);
  throw new FeaturesError('usage', kind === 'folder' ? 'a folder that is not tracked' : 'nothing is there', {
    file: path,
    hint: 'name a file, a .dvc file or a digest',
  });
}

async function trackedBy(file: string, effects: Effects): Promise<string> {
  const [out] = readDvcFile(await readText(file, effects), file);
  if (out) return out.md5;
  throw new FeaturesError('usage', 'it names no content', { file, hint: 'add the data again' });
}

/** Snapshots, one a line. */
export function historyLines(history: readonly Snapshot[]): string[] {
  if (history.length === 0) return ['no snapshot'];
  return history.map(({ createdAt, md5, size, rows, columns, note }) =>
    [
      createdAt,
      md5,
      `${size} bytes`,
      ...(rows === null ? [] : [`${rows} rows`]),
      ...(columns === null ? [] : [`${columns} columns`]),
      ...(note === null ? [] : [note]),
    ].join('  '),
  );
}

/** Steps that led to a content and from it, one a line. */
export function lineageLines({ md5, from, to }: LineageOfContent): string[] {
  const lines = [
    ...from.steps.map((step) => `from  ${stepLine(step)}`),
    ...to.steps.map((step) => `to    ${stepLine(step)}`),
  ];
  return lines.length > 0 ? lines : [`${md5}: nothing is recorded of it`];
}

const stepLine = ({ input, output, state, command, createdAt }: Step): string =>
  `${input} -> ${output}  ${createdAt}  ${state === null ? '' : `state ${state.slice(0, 12)}  `}${command}`;
