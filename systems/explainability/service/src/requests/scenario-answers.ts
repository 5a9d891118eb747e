import { instant, slug } from '@modelfolio/schemas';
import { z } from 'zod';
import { scenario } from '../scenarios/scenario.ts';
import type { StoredScenario } from '../scenarios/scenario-store.ts';

const scenarioId = z
  .string()
  .regex(/^[\w-]{22}$/, 'expected 22 letters, digits, hyphens or underscores')
  .meta({ examples: ['q83vEjRWeJCrze8SNFZ4kA'] });

/** A scenario as it is shown. */
export const keptScenario = z
  .strictObject({
    id: scenarioId,
    createdAt: instant,
    expiresAt: instant.nullable(),
    /** Whether the model with these very bytes is served here: only then are the numbers the same. */
    isReproducible: z.boolean(),
    scenario,
  })
  .meta({ id: 'KeptScenario' });

export const createdScenario = z
  .strictObject({
    ...keptScenario.shape,
    ownerToken: z
      .string()
      .meta({ description: 'Deletes the scenario. Shown here only: the service keeps its hash.' }),
  })
  .meta({ id: 'CreatedScenario' });

export const scenarioList = z
  .strictObject({
    scenarios: z.array(keptScenario),
    cursor: z.string().nullable().meta({ description: 'Begins the next page; `null` at the end.' }),
  })
  .meta({ id: 'ScenarioList', description: 'Newest first.' });

export const scenarioQuery = z
  .strictObject({
    model: slug,
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  })
  .meta({ id: 'ScenarioQuery' });

export function toKeptScenario(
  { id, createdAt, expiresAt, scenario: kept }: StoredScenario,
  isReproducible: boolean,
): z.infer<typeof keptScenario> {
  return {
    id,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    isReproducible,
    scenario: kept,
  };
}
