import { basename, dirname, join, resolve } from 'node:path';
import type { RunRecord } from '@modelfolio/schemas';
import { RunsError } from '../../runs-error.ts';
import { listRun, newRecord } from '../new-record.ts';
import type { RunSource, SourceEffects } from '../source.ts';
import { EventRun } from './event-run.ts';
import { readRecords } from './read-records.ts';

const NAME = 'tensorboard';
/** Deeper folders than this are no logs. */
const DEEPEST = 8;

interface LogFolder {
  /** From the log directory; `.` is itself, as TensorBoard names it. */
  readonly name: string;
  readonly files: readonly string[];
}

/** TensorBoard's event files: each folder that holds some is a run. */
export const tensorboardSource: RunSource = {
  name: NAME,
  reads: 'TensorBoard event files: one, or a log directory',
  detect: async (location, effects) => {
    if (location.includes('://')) return false;
    for await (const _ of logFolders(location, effects)) return true;
    return false;
  },
  async *list(location, effects) {
    const file = (await effects.kindOf(location)) === 'file';
    const root = basename(resolve(file ? dirname(location) : location));
    for await (const { name, files } of logFolders(location, effects)) {
      effects.signal.throwIfAborted();
      const id = name === '.' ? root : name === root ? `${root}/${name}` : name;
      yield await listRun(id, null, () => readRun(id, root, location, files, effects));
    }
  },
};

async function readRun(
  id: string,
  experiment: string,
  location: string,
  files: readonly string[],
  effects: SourceEffects,
): Promise<RunRecord> {
  const run = new EventRun();
  for (const file of files)
    for await (const { data, offset } of readRecords(file, effects))
      try {
        run.add(data);
      } catch (cause) {
        throw new RunsError('run-invalid', `no event: ${(cause as Error).message}`, {
          file,
          field: `byte ${offset}`,
          cause,
        });
      }
  const { session } = run;
  return newRecord(
    {
      id,
      experiment,
      name: id,
      status: session.status ?? 'finished',
      startTime: instantOf(session.start ?? run.firstTime),
      endTime: instantOf(session.end),
      params: Object.fromEntries(session.params),
      ...run.columns.toRecord(),
      tags: Object.fromEntries([
        ...(session.group ? [['hparams/group_name', session.group] as const] : []),
        ...[...run.texts].map(([tag, { text }]) => [tag, text] as const),
      ]),
      artifacts: run.images,
      origin: { tracker: NAME, location, externalId: id },
    },
    files[0] ?? location,
  );
}

function instantOf(seconds: number | null): string | null {
  // TensorBoard's writer leaves 0 where it was told no time.
  if (seconds === null || !(seconds > 0) || seconds * 1000 > 253_402_300_799_999) return null;
  return new Date(Math.round(seconds * 1000)).toISOString();
}

async function* logFolders(location: string, effects: SourceEffects): AsyncGenerator<LogFolder> {
  const kind = await effects.kindOf(location);
  if (kind === 'file' && isEventFile(basename(location))) yield { name: '.', files: [location] };
  if (kind !== 'folder') return;
  const root = await effects.realPath(location);
  async function* visit(folder: string, name: string, depth: number): AsyncGenerator<LogFolder> {
    const files: string[] = [];
    const folders: string[] = [];
    for (const entry of await effects.listFolder(folder)) {
      if (entry.startsWith('.') || entry === 'node_modules') continue;
      const path = join(folder, entry);
      const isFile = isEventFile(entry);
      const real = await effects.realPath(path).catch(() => null);
      if (real === null) continue;
      const inside = real.startsWith(`${root}/`);
      const found = await effects.kindOf(path);
      // A linked folder may lead in circles.
      if (found === 'folder' && real === join(await effects.realPath(folder), entry)) folders.push(entry);
      else if (found === 'file' && isFile && inside) files.push(path);
      else if (isFile && found === 'file') effects.note(`${path}: a link; left out`);
    }
    if (files.length > 0) yield { name, files };
    if (depth < DEEPEST)
      for (const entry of folders)
        yield* visit(join(folder, entry), name === '.' ? entry : `${name}/${entry}`, depth + 1);
  }
  yield* visit(location, '.', 1);
}

function isEventFile(name: string): boolean {
  return name.includes('tfevents');
}
