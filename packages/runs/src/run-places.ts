import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { kindOf, readBytes, sha256Of, type Project } from '@modelfolio/project';
import { z } from 'zod';

/** Where a run's store and models lie on this machine: what no record tells. */
const runPlaces = z.object({
  location: runRecord.shape.origin.shape.location,
  models: z.array(z.string().nullable()),
});

/** Where the places of a run are kept: in a folder that no history of versions takes. */
export function placesPath(runId: string): string {
  return `.modelfolio/places/${sha256Of(runId).slice(0, 16)}.json`;
}

/**
 * The text of a run's places, where its record does not tell them.
 *
 * @param read the run as its store has it
 * @param shown its record
 */
export function placesOf(read: RunRecord, shown: RunRecord): string | null {
  const [before, after] = [read, shown].map(({ origin, models }) =>
    JSON.stringify({ location: origin.location, models: models.map(({ path }) => path) }),
  );
  return before === undefined || before === after ? null : before;
}

/** A run with its places as they are on this machine, where it was ingested on it; else as its record tells them. */
export async function withPlaces(project: Project, run: RunRecord): Promise<RunRecord> {
  const path = placesPath(run.id);
  if ((await kindOf(project, path)) !== 'file') return run;
  const text = new TextDecoder().decode(await readBytes(project, path));
  const places = runPlaces.safeParse(jsonOf(text)).data;
  if (places?.models.length !== run.models.length) return run;
  return {
    ...run,
    origin: { ...run.origin, location: places.location },
    models: run.models.map((model, index) => ({ ...model, path: places.models[index] ?? null })),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
