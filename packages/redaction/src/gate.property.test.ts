import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runFields } from '../test/run-fields.ts';
import { plantedSecrets } from '../test/planted-secrets.ts';
import { openGate } from './gate.ts';

/** How a text comes to stand in a field. */
const surroundings: Readonly<Record<string, (text: string) => string>> = {
  alone: (text) => text,
  'after words': (text) => `trained as told: ${text}`,
  'on a line of its own': (text) => `first line\n${text}\nlast line`,
  'in JSON': (text) => JSON.stringify({ settings: [{ note: text }] }),
  'in JSON in JSON': (text) => JSON.stringify({ a: JSON.stringify({ note: text }) }),
};

const core = fc
  .stringMatching(/^[0-9a-f]{16}$/)
  .filter((text) => /[a-f]/.test(text) && /\d/.test(text) && !/^\d+e\d+$/.test(text));

function emptyRun(): RunRecord {
  return runRecord.parse(
    bareRun({
      id: 'r',
      experiment: 'e',
      name: 'n',
      origin: { tracker: 'x', location: null, externalId: null },
    }),
  );
}

const gate = openGate();

/** What is wrong with how the gate treats a run, or `null`. */
async function whatSlipped(run: RunRecord, needles: readonly string[]): Promise<string | null> {
  const { value, taken } = await gate.record(run, 'run');
  const shown = JSON.stringify([value, taken]).toLowerCase();
  if (needles.some((needle) => shown.includes(needle.toLowerCase()))) return `it is in ${shown}`;
  if (taken.length === 0) return 'nothing was told';
  if (!runRecord.safeParse(value).success) return `no record any more: ${shown}`;
  const again = await gate.record(value, 'run');
  return again.taken.length === 0 && again.value === value ? null : `taken out twice: ${shown}`;
}

it.each(Object.keys(plantedSecrets))('%s is taken out of every field', async (kind) => {
  const plant = plantedSecrets[kind];
  if (!plant) throw new Error(kind);
  const isNamed = plant('0123456789abcdef').name !== undefined;
  const places = Object.keys(runFields).filter(
    (field) => !isNamed || /^(?:params|tags|params and tags of a model)$/.test(field),
  );
  await fc.assert(
    fc.asyncProperty(
      core,
      fc.constantFrom(...places),
      fc.constantFrom(...Object.keys(surroundings)),
      async (random, field, surrounding) => {
        const put = runFields[field];
        const around = surroundings[surrounding];
        if (!put || !around) throw new Error(field);
        const planted = plant(random);
        // Artefacts are named by relative paths with forward slashes.
        fc.pre(field !== 'artifacts' || (surrounding === 'alone' && !planted.text.includes('\\')));
        const run = emptyRun();
        put(run, isNamed ? planted.text : around(planted.text), planted.name ?? 'note');
        expect(await whatSlipped(run, planted.needles)).toBeNull();
      },
    ),
    { numRuns: 20 },
  );
});
