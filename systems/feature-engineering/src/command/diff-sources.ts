import { join, relative } from 'node:path';
import { FeaturesError } from '../features-error.ts';
import { frameOf, type Column, type Frame } from '../frame/frame.ts';
import { openStore } from '../store/data-store.ts';
import { isFolder, readDvcFile } from '../store/dvc-file.ts';
import { hasObject, objectPath } from '../store/objects.ts';
import type { Effects } from './effects.ts';
import { readStateFile, readText, type StateFile } from './files.ts';
import { withRows } from './open-data.ts';

/** One side of a comparison. */
export type DiffSide = { kind: 'state'; state: StateFile } | { kind: 'table'; frame: Frame };

/**
 * What a path of a comparison holds: a state for `.json` and for a folder with `features.json`, else a table; of a `.dvc` file
 * the content that it names, from the cache.
 *
 * @throws FeaturesError
 */
export async function readSide(path: string, effects: Effects): Promise<DiffSide> {
  if (path !== '-' && (await effects.kindOf(path)) === 'folder')
    return { kind: 'state', state: await readStateFile(join(path, 'features.json'), effects) };
  if (/\.json$/i.test(path)) return { kind: 'state', state: await readStateFile(path, effects) };
  if (!/\.dvc$/i.test(path)) return { kind: 'table', frame: await wholeTable(path, effects) };
  return { kind: 'table', frame: await trackedTable(path, effects) };
}

async function trackedTable(path: string, effects: Effects): Promise<Frame> {
  const text = await readText(path, effects);
  const store = await openStore(join(path, '..'), effects.store);
  const [out] = readDvcFile(text, path);
  const wrong = (reason: string, hint: string): FeaturesError =>
    new FeaturesError('usage', reason, { file: path, hint });
  if (!out) throw wrong('it names no content', 'add the data again');
  if (isFolder(out)) throw wrong('it tracks a folder, not a table', 'check it out and name a file in it');
  if (!(await hasObject(store.config.cache, out, effects.store)))
    throw wrong('the cache does not have its content', 'features data pull gets it');
  const object = objectPath(store.config.cache, out);
  // The name says what kind of table it is, the content is in the cache.
  const streams = { ...effects.streams, open: () => effects.streams.open(object) };
  return wholeTable(relative('.', out.place), { ...effects, streams });
}

/** All rows of a table. */
async function wholeTable(path: string, effects: Effects): Promise<Frame> {
  return withRows(path, effects, {}, async ({ columns, batches }) => {
    const frames: Frame[] = [];
    for await (const frame of batches()) frames.push(frame);
    const rows = frames.reduce((sum, frame) => sum + frame.rows, 0);
    return frameOf(
      columns.map(({ name, type }, at): Column => {
        const parts = frames.map((frame) => frame.columns[at] as Column);
        return type === 'text'
          ? { name, type, values: parts.flatMap((part) => part.values as readonly (string | null)[]) }
          : { name, type, values: joined(parts, rows) };
      }),
      rows,
    );
  });
}

function joined(parts: readonly Column[], rows: number): Float64Array {
  const all = new Float64Array(rows);
  let at = 0;
  for (const { values } of parts) {
    all.set(values as Float64Array, at);
    at += values.length;
  }
  return all;
}
