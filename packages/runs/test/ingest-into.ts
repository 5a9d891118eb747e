import { globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GateOptions } from '@modelfolio/redaction/gate';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import type { IngestEffects } from '../src/ingest/ingest-effects.ts';
import { gatherRuns } from '../src/ingest/gather-runs.ts';
import type { IngestedLocation } from '../src/ingest/ingest-location.ts';
import { parseSelection, type SelectionWords } from '../src/ingest/run-selection.ts';
import { realEffects } from './real-effects.ts';

/** A project without models for the running test, and the paths of the records in it. */
export function emptyProject(): { root: string; records: () => string[] } {
  const root = temporaryFolder();
  mkdirSync(join(root, 'runs'));
  return { root, records: () => globSync('runs/**/*.json', { cwd: root }).toSorted() };
}

/** Which runs to take, and what else the effects do. */
export interface IngestWords extends SelectionWords {
  model?: string;
  skipInvalid?: boolean;
  redaction?: GateOptions;
  effects?: Partial<IngestEffects>;
}

/** Ingests locations into a project. Gives what was found, and the paths of the records written, in order. */
export async function ingestInto(
  root: string,
  locations: readonly string[],
  { model, skipInvalid = false, redaction, effects: changes, ...words }: IngestWords = {},
): Promise<{ found: IngestedLocation[]; written: string[] }> {
  const written: string[] = [];
  const real = realEffects();
  const effects: IngestEffects = {
    ...real,
    workingFolder: root,
    moveFile: async (from, to) => {
      await real.moveFile(from, to);
      written.push(to);
    },
    ...changes,
  };
  const selection = parseSelection(words, effects.now());
  const options = { source: undefined, model, selection, skipInvalid, redaction };
  return { found: await gatherRuns({ root, effects }, locations, options), written };
}
