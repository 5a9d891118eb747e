import { resolve } from 'node:path';
import type { Command } from '@modelfolio/command-line';
import { textFlag } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { positiveFlag } from '@modelfolio/command-line/value-flags';
import { runSources } from '@modelfolio/runs/sources/registry';
import type { Effects } from './effects.ts';
import { importPlace, type ImportedPlace } from './import-place.ts';
import { importingStore } from './importing-store.ts';
import { counted, plural } from './plural.ts';
import { printable } from './printable.ts';
import { readingEffects } from './reading-effects.ts';
import { passwordFlag, storeWithPassword, untilInterrupted } from './stores.ts';

export const importCommand: Command<Effects> = {
  name: 'import',
  summary: 'takes runs of other trackers into a store',
  operands: '<source…>',
  description: [
    'Reads runs from what modelfolio ingest reads, and writes them into a store, each whole or not at all, while servers use it:',
    'experiments, runs, parameters, metrics with their histories, tags and data sets. A run that is there already is not',
    'changed: importing again changes nothing, and one that says something else is told; then the exit code is 1.',
    'Ids of MLflow are kept; any other id becomes one that is always the same, and stands in the tag modelfolio.id. What MLflow',
    'has no place for goes into tags modelfolio.<field>, of which export and modelfolio ingest make the same record again. Files',
    'and models are noted there, and not copied.',
    'The store is mlflow.db, or MLFLOW_BACKEND_STORE_URI; one that is not there is made.',
    '',
    'What a place holds is found out:',
    ...runSources.map(({ name, reads }) => `  ${name}: ${reads}`),
  ].join('\n'),
  flags: {
    'backend-store-uri': {
      type: 'string',
      value: 'store',
      description: 'the store: a file, sqlite:///file or postgresql://…',
    },
    ...passwordFlag,
    experiment: { type: 'string', value: 'name', description: 'put all runs into this experiment' },
    source: {
      type: 'string',
      value: 'name',
      description: 'read with this source, whatever the place looks like',
    },
    'default-artifact-root': {
      type: 'string',
      value: 'uri',
      description:
        'where artifacts of new experiments go (MLFLOW_DEFAULT_ARTIFACT_ROOT, else mlflow-artifacts:/)',
    },
    'time-limit': {
      type: 'string',
      value: 'seconds',
      description: 'for each answer of a database that is read (300)',
    },
    'dry-run': { type: 'boolean', description: 'only say what would be imported' },
    json: { type: 'boolean', description: 'print what became of each run as JSON' },
  },
  run: (operands, flags, effects) =>
    untilInterrupted(effects, async () => {
      if (operands.length === 0)
        throw new UsageError('name a place to import runs from', {
          hint: 'modelfolio-experiments import --help lists what can be read',
        });
      const uri = textFlag(flags, 'backend-store-uri');
      const place = await storeWithPassword(uri === undefined ? [] : [uri], flags, effects, 'import');
      const artifactRoot = absolute(
        textFlag(flags, 'default-artifact-root') ??
          (effects.environment['MLFLOW_DEFAULT_ARTIFACT_ROOT'] || 'mlflow-artifacts:/'),
      );
      const isDry = flags['dry-run'] === true;
      const store = importingStore(place, { artifactRoot, now: effects.now(), isDry });
      const reading = readingEffects(effects, positiveFlag(flags, 'time-limit'));
      const found: ImportedPlace[] = [];
      let imported = 0;
      try {
        for (const location of operands)
          found.push(
            await importPlace(location, {
              store,
              artifactRoot,
              isDry,
              experiment: textFlag(flags, 'experiment') ?? null,
              source: textFlag(flags, 'source'),
              reading,
              effects,
              onImported: () => imported++,
            }),
          );
      } catch (error) {
        if (imported > 0 && !isDry)
          reading.note(`${plural(imported, 'run')} imported before the end, each whole`);
        throw error;
      } finally {
        effects.progress(null);
        await store.close();
      }
      if (flags['json'] === true) effects.print(JSON.stringify({ dryRun: isDry, places: found }, null, 2));
      else for (const each of found) effects.print(lineOf(each, isDry));
      return found.some(({ counts }) => counts.differs + counts.deleted + counts.failed > 0) ? 1 : 0;
    }),
};

function lineOf({ location, source, counts }: ImportedPlace, isDry: boolean): string {
  const told = [
    [counts.differs, 'there with other content'],
    [counts.deleted, 'there and deleted'],
    [counts.failed, 'passed over'],
  ] as const;
  const words = [
    `${plural(counts.imported, 'run')} ${isDry ? 'would be imported' : 'imported'}`,
    `${counted(counts.there)} already there`,
    ...told.filter(([count]) => count > 0).map(([count, what]) => `${counted(count)} ${what}`),
  ];
  return `${printable(location)}: ${source}: ${words.join(', ')}`;
}

/** Clients get it: a path has to mean the same to them, wherever they run. */
const absolute = (root: string): string => (/^[a-z][a-z\d+.-]+:/i.test(root) ? root : resolve(root));
