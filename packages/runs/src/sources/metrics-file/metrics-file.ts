import { basename, dirname, extname, join, resolve } from 'node:path';
import { Failure } from '@modelfolio/failures';
import type { RunRecord } from '@modelfolio/schemas';
import { RunsError } from '../../runs-error.ts';
import { decodeText, flatten, isMapping, parseYaml, toParam } from '../loose-values.ts';
import { listRun, newRecord } from '../new-record.ts';
import type { RunSource, SourceEffects } from '../source.ts';
import type { DraftRun } from './draft-run.ts';
import { readCsvRuns } from './read-csv.ts';
import { readJsonLines, readJsonRuns } from './read-json.ts';

const NAME = 'metrics-file';

type Reader = (file: string, effects: SourceEffects) => AsyncGenerator<DraftRun>;
const READERS: Readonly<Record<string, Reader>> = {
  '.json': readJsonRuns,
  '.jsonl': readJsonLines,
  '.ndjson': readJsonLines,
  '.csv': readCsvRuns,
  '.tsv': readCsvRuns,
};

/** Metrics in JSON, JSON lines or CSV, as scripts and CSV loggers write them. */
export const metricsFileSource: RunSource = {
  name: NAME,
  reads: 'metrics in a .json, .jsonl or .csv file, or a folder with metrics.csv',
  detect: async (location, effects) => {
    if (location.includes('://')) return false;
    const file = await metricsFile(location, effects);
    return file !== null && (await looksRight(file, effects));
  },
  async *list(location, effects) {
    effects.signal.throwIfAborted();
    const file = await metricsFile(location, effects);
    const reader = file && READERS[extname(file).toLowerCase()];
    if (!file || !reader)
      throw new RunsError('source-unreadable', 'no metrics file there', { file: location });
    const base = basename(file, extname(file));
    const params = await lightningParams(file, effects);
    const taken = new Set<string>();
    let row = 0;
    try {
      for await (const draft of reader(file, effects)) {
        effects.signal.throwIfAborted();
        row++;
        const id =
          draft.id ?? (draft.name !== null && !taken.has(draft.name) ? draft.name : `${base}-${row}`);
        if (taken.has(id))
          throw new RunsError('run-invalid', `two runs have the id ${JSON.stringify(id)}`, { file });
        taken.add(id);
        yield await listRun(id, null, () => toRecord(draft, id, file, params));
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // What was listed before stays; the rest of the file cannot be told apart from here on.
      yield await listRun(`${base}-${row + 1}`, null, () => Promise.reject(error));
      return;
    }
    if (row === 0) throw new RunsError('source-unreadable', 'holds no runs', { file });
  },
};

function toRecord(draft: DraftRun, id: string, file: string, params: [string, unknown][]): RunRecord {
  const columns = draft.columns.toRecord();
  const metrics = { ...Object.fromEntries(draft.metrics), ...columns.metrics };
  if (Object.keys(metrics).length === 0 && draft.params.size === 0)
    throw new RunsError('run-invalid', `run ${JSON.stringify(id)} has no numbers`, { file });
  return newRecord(
    {
      id,
      experiment: draft.experiment ?? basename(dirname(resolve(file))),
      name: draft.name ?? id,
      status: draft.status,
      startTime: draft.startTime,
      endTime: draft.endTime,
      params: Object.fromEntries([
        ...params.map(([key, value]) => [key, toParam(value)] as const),
        ...draft.params,
      ]),
      metrics,
      histories: columns.histories,
      tags: Object.fromEntries(draft.tags),
      origin: { tracker: NAME, location: file, externalId: draft.id },
    },
    file,
  );
}

/** Lightning's CSVLogger keeps the settings of `metrics.csv` in `hparams.yaml` beside it. */
async function lightningParams(file: string, effects: SourceEffects): Promise<[string, unknown][]> {
  const settings = join(dirname(file), 'hparams.yaml');
  if (basename(file) !== 'metrics.csv' || (await effects.kindOf(settings)) !== 'file') return [];
  const value = parseYaml(decodeText(await effects.readFile(settings), settings), settings);
  return isMapping(value) ? flatten(value, settings) : [];
}

async function metricsFile(location: string, effects: SourceEffects): Promise<string | null> {
  const kind = await effects.kindOf(location);
  if (kind === 'file') return extname(location).toLowerCase() in READERS ? location : null;
  if (kind !== 'folder') return null;
  for (const name of ['metrics.csv', 'metrics.jsonl', 'metrics.json'])
    if ((await effects.kindOf(join(location, name))) === 'file') return join(location, name);
  return null;
}

async function looksRight(file: string, effects: SourceEffects): Promise<boolean> {
  const ending = extname(file).toLowerCase();
  for await (const chunk of effects.readChunks(file)) {
    const start = Buffer.from(chunk.subarray(0, 65_536)).toString();
    return ending.startsWith('.js') || ending === '.ndjson'
      ? /^\uFEFF?\s*[[{]/.test(start)
      : /[,;\t]/.test(start.split('\n')[0] ?? '');
  }
  return false;
}
