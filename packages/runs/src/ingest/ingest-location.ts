import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { countProgress } from '@modelfolio/command-line/progress';
import { Failure } from '@modelfolio/failures';
import type { Gate, GateOptions } from '@modelfolio/redaction/gate';
import type { TakenFrom } from '@modelfolio/redaction/taken';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { parseJson } from '@modelfolio/project/json-file';
import { sealed, sealState, withoutSeal } from '@modelfolio/project/sealed-record';
import { RunsError } from '../runs-error.ts';
import { modelIds, readBytes } from '@modelfolio/project';
import { placesOf, placesPath } from '../run-places.ts';
import { runPath, waitingRunPath } from '../run-store.ts';
import { detectSource, namedSource } from '../sources/registry.ts';
import type { ListedRun } from '../sources/source.ts';
import { formatRun } from './format-run.ts';
import { readIngested, type IngestedRuns } from './ingest-cache.ts';
import type { IngestProject } from './ingest-effects.ts';
import { noteRun, type Holdings } from './holdings.ts';
import { publishedRun } from './published-run.ts';
import type { RecordIndex } from './record-index.ts';
import { isWanted, mayBeWanted, type RunSelection } from './run-selection.ts';
import type { Staging } from './staging.ts';

export interface LocationOptions {
  /** Name of the source to read it with; found out by itself when left out. */
  source: string | undefined;
  /** Model that the runs belong to, where they do not say themselves. */
  model: string | undefined;
  selection: RunSelection;
  /** Whether to pass over runs that cannot be read. */
  skipInvalid: boolean;
  /** What may stay in a record although the gate would take it out. */
  redaction?: GateOptions | undefined;
}

/** What the locations of one command have in common. */
export interface Gathering {
  staging: Staging;
  records: RecordIndex;
  holdings: Holdings;
  gate: Gate;
  /** Tells the gate's rules from others. */
  mark: string;
  /** By path of a record, who laid claim to it: two runs must not overwrite each other. */
  claimed: Map<string, { location: string; fingerprint: string | null }>;
}

/** A run that was looked at. */
export interface IngestedRun {
  /** Model it belongs to, or `null` while it waits in `runs/`. */
  model: string | null;
  run: string;
  name: string;
  source: string;
  /** Path of its record, from the project's root. */
  path: string;
  outcome: 'written' | 'unchanged';
}

/** What a location was found to hold. */
export interface IngestedLocation {
  location: string;
  source: string;
  experiments: number;
  /** Runs in it, wanted or not. */
  held: number;
  runs: IngestedRun[];
  /** What the gate took out of the records that were made. */
  taken: TakenFrom[];
  /** Runs that could not be read and were passed over. */
  failures: Failure[];
}

/**
 * Reads the wanted runs of a location and stages the records of those that changed. A run whose fingerprint is that of the
 * last time is not read again.
 *
 * @returns what was found, and what is to be remembered once the records are in place, if that is anything new
 * @throws RunsError
 */
export async function ingestLocation(
  project: IngestProject,
  location: string,
  options: LocationOptions,
  gathering: Gathering,
): Promise<{ found: IngestedLocation; at: string; ingested: IngestedRuns | null }> {
  const { effects } = project;
  const at = location.includes('://') ? location : resolve(effects.workingFolder, location);
  const source = options.source === undefined ? await detectSource(at, effects) : namedSource(options.source);
  const models = await modelIds(project, options.model === undefined ? [] : [options.model]);
  const known = await readIngested(project, at, gathering.mark);
  const seen: IngestedRuns = new Map();
  const experiments = new Set<string>();
  const found: IngestedLocation = {
    location,
    source: source.name,
    experiments: 0,
    held: 0,
    runs: [],
    taken: [],
    failures: [],
  };
  const tell = countProgress(project.effects, location, 'runs');
  try {
    for await (const listed of source.list(at, effects)) {
      effects.signal.throwIfAborted();
      found.held++;
      experiments.add(listed.experiment);
      noteRun(gathering.holdings, listed, options.selection);
      tell(found.held);
      if (!mayBeWanted(listed, options.selection)) continue;
      try {
        const run = await takeRun(project, listed, {
          ...options,
          ...gathering,
          location,
          models,
          at,
          known,
          seen,
          taken: found.taken,
        });
        if (run) found.runs.push({ ...run, source: source.name });
      } catch (error) {
        effects.signal.throwIfAborted();
        if (!options.skipInvalid || !(error instanceof Failure)) throw error;
        found.failures.push(error);
      }
    }
  } finally {
    effects.progress(null);
  }
  if (found.held === 0) throw new RunsError('run-missing', 'holds no runs', { file: location });
  found.experiments = experiments.size;
  // What was not looked at this time is known as before.
  return { found, at, ingested: seen.size === 0 ? null : new Map([...known, ...seen]) };
}

interface Taking extends LocationOptions, Gathering {
  location: string;
  models: readonly string[];
  /** Absolute path or address. */
  at: string;
  known: IngestedRuns;
  seen: IngestedRuns;
  taken: TakenFrom[];
}

async function takeRun(
  project: IngestProject,
  listed: ListedRun,
  taking: Taking,
): Promise<Omit<IngestedRun, 'source'> | null> {
  const { models, model, selection, known, seen, staging, records, gate, at } = taking;
  const { id, name, fingerprint } = listed;
  const [lastFingerprint, lastPath = ''] = known.get(id) ?? [];
  const placed = model === undefined || lastPath.startsWith(`models/${model}/`);
  const same = fingerprint !== null && fingerprint === lastFingerprint && placed && selection.filter === null;
  // A model that came into the project since may be the run's own.
  const waiting = lastPath.startsWith('runs/') && models.includes(listed.experiment);
  if (same && !waiting && (await records.has(lastPath))) {
    claim(lastPath, listed, taking);
    return { model: modelOfPath(lastPath), run: id, name, path: lastPath, outcome: 'unchanged' };
  }
  const read = ownWords(project, await listed.load());
  if (!isWanted(read, selection)) return null;
  const owner = model ?? modelOf(read, models);
  const { run, taken } = await publishedRun(gate, read, at);
  const usual = owner === null ? waitingRunPath(run.experiment, run.id) : runPath(owner, run.id);
  const there = await records.find(usual, run.id);
  const path = there ?? usual;
  const isFirst = claim(path, listed, taking);
  const outcome = there !== null && (await holds(project, path, run)) ? 'unchanged' : 'written';
  if (isFirst && outcome === 'written') await staging.add(path, checkedText(run, path));
  taking.taken.push(...taken.map((one) => ({ ...one, file: path })));
  const places = placesOf(read, run);
  if (isFirst && places !== null) await staging.add(placesPath(run.id), places);
  if (fingerprint !== null) seen.set(id, [fingerprint, path]);
  return { model: owner, run: run.id, name: run.name, path, outcome };
}

/** Whether the path was free; `false` when the same run came from there before. */
function claim(path: string, { id, fingerprint }: ListedRun, { claimed, location }: Taking): boolean {
  const other = claimed.get(path);
  if (!other) {
    claimed.set(path, { location, fingerprint });
    return true;
  }
  if (fingerprint !== null && other.fingerprint === fingerprint) return false;
  throw new RunsError('run-invalid', `its run ${id} has the id of another one, in ${other.location}`, {
    file: location,
    hint: 'ingest one of them with --model <id>, or in another project',
  });
}

/** The model a run belongs to: named by the run's outputs, or its experiment. */
function modelOf(run: RunRecord, models: readonly string[]): string | null {
  const names = [...run.models.map(({ modelId }) => modelId), run.experiment];
  return names.find((name) => models.includes(name)) ?? null;
}

function modelOfPath(path: string): string | null {
  return /^models\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** A store inside the project is named by its path in it: the record says the same on every machine. */
function ownWords({ root }: IngestProject, run: RunRecord): RunRecord {
  const { location } = run.origin;
  if (location === null || !isAbsolute(location)) return run;
  const inside = relative(root, location);
  if (inside.startsWith('..') || isAbsolute(inside)) return run;
  return { ...run, origin: { ...run.origin, location: inside.split(sep).join('/') } };
}

/** A record that says the same keeps its bytes, however it is formatted. */
async function holds(project: IngestProject, path: string, run: RunRecord): Promise<boolean> {
  try {
    const bytes = await readBytes(project, path);
    const json: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return (
      sealState(json) === 'as written' &&
      isDeepStrictEqual(withoutSeal(runRecord.parse(json)), withoutSeal(run))
    );
  } catch {
    // A damaged record is written again: that is what this command is for.
    project.effects.signal.throwIfAborted();
    return false;
  }
}

function checkedText(run: RunRecord, path: string): string {
  // A record that another command sealed keeps that seal.
  const text = formatRun(run.seal ? run : sealed(run, 'modelfolio ingest'));
  parseJson(Buffer.from(text), path, runRecord, 'run-invalid');
  return text;
}
