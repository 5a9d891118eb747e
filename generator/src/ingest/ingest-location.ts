import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { parseJson } from '../json-file.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, modelIds, readBytes, type Project } from '../project.ts';
import { runPath, waitingRunPath } from '../runs.ts';
import { detectSource, namedSource } from '../sources/registry.ts';
import type { ListedRun } from '../sources/source.ts';
import { formatRun } from './format-run.ts';
import { readIngested, writeIngested, type IngestedRuns } from './ingest-cache.ts';
import { isWanted, mayBeWanted, nothingSelected, type Holdings, type RunSelection } from './run-selection.ts';
import { openStaging, type Staging } from './staging.ts';

export interface LocationOptions {
  /** Name of the source to read it with; found out by itself when left out. */
  source: string | undefined;
  /** Model that the runs belong to, where they do not say themselves. */
  model: string | undefined;
  selection: RunSelection;
  /** Whether to pass over runs that cannot be read. */
  skipInvalid: boolean;
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
  /** Runs that could not be read and were passed over. */
  failures: ModelfolioError[];
}

/**
 * Reads the wanted runs of a location into the project. Records are staged, and moved into place when all were read: a
 * damaged store changes nothing. A run whose fingerprint is that of the last time is not read again.
 *
 * @throws ModelfolioError
 */
export async function ingestLocation(
  project: Project,
  location: string,
  options: LocationOptions,
): Promise<IngestedLocation> {
  const { effects } = project;
  const at = location.includes('://') ? location : resolve(effects.workingFolder, location);
  const source = options.source === undefined ? await detectSource(at, effects) : namedSource(options.source);
  const models = await modelIds(project, options.model === undefined ? [] : [options.model]);
  const known = await readIngested(project, at);
  const seen: IngestedRuns = new Map();
  const holdings: Holdings = { runs: 0, experiments: new Set() };
  const found: IngestedLocation = {
    location,
    source: source.name,
    experiments: 0,
    held: 0,
    runs: [],
    failures: [],
  };
  const staging = await openStaging(project);
  const tell = runProgress(project, location);
  try {
    for await (const listed of source.list(at, effects)) {
      effects.signal.throwIfAborted();
      holdings.runs++;
      holdings.experiments.add(listed.experiment);
      tell(holdings.runs);
      if (!mayBeWanted(listed, options.selection)) continue;
      try {
        const run = await takeRun(project, listed, { ...options, models, known, seen, staging });
        if (run) found.runs.push({ ...run, source: source.name });
      } catch (error) {
        if (!options.skipInvalid || !(error instanceof ModelfolioError)) throw error;
        found.failures.push(error);
      }
    }
    if (found.runs.length === 0 && found.failures.length === 0)
      throw holdings.runs === 0
        ? new ModelfolioError('run-missing', 'holds no runs', { file: location })
        : nothingSelected(location, options.selection, holdings);
    await staging.commit();
  } finally {
    effects.progress(null);
    await staging.discard();
  }
  // What was not looked at this time is known as before.
  await writeIngested(project, at, new Map([...known, ...seen]));
  return { ...found, experiments: holdings.experiments.size, held: holdings.runs };
}

interface Taking extends LocationOptions {
  models: readonly string[];
  known: IngestedRuns;
  seen: IngestedRuns;
  staging: Staging;
}

async function takeRun(
  project: Project,
  listed: ListedRun,
  { models, model, selection, known, seen, staging }: Taking,
): Promise<Omit<IngestedRun, 'source'> | null> {
  const { id, name, fingerprint } = listed;
  const [lastFingerprint, lastPath = ''] = known.get(id) ?? [];
  const placed = model === undefined || lastPath.startsWith(`models/${model}/`);
  const same = fingerprint !== null && fingerprint === lastFingerprint && placed && selection.filter === null;
  // A model that came into the project since may be the run's own.
  const waiting = lastPath.startsWith('runs/') && models.includes(listed.experiment);
  if (same && !waiting && (await kindOf(project, lastPath)) === 'file')
    return { model: modelOfPath(lastPath), run: id, name, path: lastPath, outcome: 'unchanged' };
  const run = ownWords(project, await listed.load());
  if (!isWanted(run, selection)) return null;
  const owner = model ?? modelOf(run, models);
  const path = owner === null ? waitingRunPath(run.experiment, run.id) : runPath(owner, run.id);
  const outcome = (await holds(project, path, run)) ? 'unchanged' : 'written';
  if (outcome === 'written') await staging.add(path, checkedText(run, path));
  if (fingerprint !== null) seen.set(id, [fingerprint, path]);
  return { model: owner, run: id, name, path, outcome };
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
function ownWords({ root }: Project, run: RunRecord): RunRecord {
  const { location } = run.origin;
  if (location === null || !isAbsolute(location)) return run;
  const inside = relative(root, location);
  if (inside.startsWith('..') || isAbsolute(inside)) return run;
  return { ...run, origin: { ...run.origin, location: inside.split(sep).join('/') } };
}

/** A record that says the same keeps its bytes, however it is formatted. */
async function holds(project: Project, path: string, run: RunRecord): Promise<boolean> {
  if ((await kindOf(project, path)) !== 'file') return false;
  try {
    const bytes = await readBytes(project, path);
    const recorded: unknown = runRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return isDeepStrictEqual(recorded, run);
  } catch {
    // A damaged record is written again: that is what this command is for.
    project.effects.signal.throwIfAborted();
    return false;
  }
}

function checkedText(run: RunRecord, path: string): string {
  const text = formatRun(run);
  parseJson(Buffer.from(text), path, runRecord, 'run-invalid');
  return text;
}

function runProgress({ effects }: Project, location: string): (runs: number) => void {
  const start = effects.now();
  let last = start;
  return (runs) => {
    const now = effects.now();
    if (now - last < 200) return;
    last = now;
    const rate = Math.round((1000 * runs) / (now - start));
    effects.progress(`${location}: ${runs.toLocaleString('en')} runs, ${rate.toLocaleString('en')} a second`);
  };
}
