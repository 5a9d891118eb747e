import { gateMark, openGate } from '@modelfolio/redaction/gate';
import { checkSelected, noHoldings } from './holdings.ts';
import { writeIngested } from './ingest-cache.ts';
import {
  ingestLocation,
  type Gathering,
  type IngestedRun,
  type IngestedLocation,
  type LocationOptions,
} from './ingest-location.ts';
import type { IngestProject } from './ingest-effects.ts';
import { listRuns } from '../run-list.ts';
import { RecordIndex } from './record-index.ts';
import { openStaging } from './staging.ts';

/**
 * Reads the wanted runs of some locations into the project, each through the gate: a record is made to be published.
 * Records are staged, and moved into place when all of all locations were read: a damaged store, or Ctrl-C, changes
 * nothing.
 *
 * @throws RunsError when a location cannot be read, or none of its runs is wanted
 */
export async function gatherRuns(
  project: IngestProject,
  locations: readonly string[],
  options: LocationOptions,
): Promise<IngestedLocation[]> {
  const staging = await openStaging(project);
  const gathering: Gathering = {
    staging,
    records: new RecordIndex(project),
    holdings: noHoldings(),
    claimed: new Map(),
    gate: openGate(options.redaction),
    mark: gateMark(options.redaction),
  };
  const results: Awaited<ReturnType<typeof ingestLocation>>[] = [];
  try {
    for (const location of locations)
      results.push(await ingestLocation(project, location, options, gathering));
    const selected = results.reduce((sum, { found }) => sum + found.runs.length + found.failures.length, 0);
    checkSelected(gathering.holdings, options.selection, locations.join(', '), selected);
    await staging.commit();
    await listTaken(
      project,
      results.flatMap(({ found }) => found.runs),
    );
  } finally {
    await staging.discard();
  }
  for (const { at, ingested } of results)
    if (ingested) await writeIngested(project, at, gathering.mark, ingested);
  return results.map(({ found }) => found);
}

/** Puts the runs of each model on its list; those that wait in `runs/` are on none. */
async function listTaken(project: IngestProject, runs: readonly IngestedRun[]): Promise<void> {
  for (const [model, taken] of Map.groupBy(runs, (run) => run.model))
    if (model !== null) await listRuns(project, model, taken);
}
