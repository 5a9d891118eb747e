import { existsSync } from 'node:fs';
import type { Command } from '@modelfolio/command-line';
import { textFlag, textFlags, type FlagValues } from '@modelfolio/command-line/flags';
import { unexpected } from '@modelfolio/command-line/value-flags';
import { openArtifactPlaces, type ArtifactPlaces } from '@modelfolio/experiments/artifact-places';
import { collectGarbage } from '@modelfolio/experiments/collect-garbage';
import { findGarbage } from '@modelfolio/experiments/garbage';
import { openForCare } from '@modelfolio/experiments/open-for-care';
import type { StorePlace } from '@modelfolio/experiments/store-place';
import type { Effects } from './effects.ts';
import { namedStore, storeWords, untilInterrupted } from './stores.ts';

export const gcCommand: Command<Effects> = {
  name: 'gc',
  summary: 'removes for good what is deleted',
  operands: '[store]',
  description: [
    'Removes for good the runs, logged models and experiments that are deleted, with their artifacts, while servers use the',
    'store; as mlflow gc does. Where ids are given, only what they name is removed: it has to be deleted. An experiment goes',
    'with all that is in it, unless one of its runs is not deleted. Artifacts are removed at the places that a server of this',
    'store is given, and nowhere else: what has its artifacts elsewhere is left, and the exit code is 1.',
    storeWords,
  ].join('\n'),
  flags: {
    'older-than': {
      type: 'string',
      value: 'age',
      description: 'only what has been deleted for so long: 30d, 8h, 1d12h, 90m, 30s',
    },
    'experiment-ids': { type: 'string', value: 'ids', description: 'only these, with commas between them' },
    'run-ids': { type: 'string', value: 'ids', description: 'only these' },
    'logged-model-ids': { type: 'string', value: 'ids', description: 'only these' },
    'dry-run': { type: 'boolean', description: 'only say what would be removed' },
    'artifacts-destination': {
      type: 'string',
      value: 'place',
      description: 'where the server keeps artifacts (MLFLOW_ARTIFACTS_DESTINATION, else ./mlartifacts)',
    },
    'artifacts-at': {
      type: 'string',
      value: 'place',
      multiple: true,
      description: 'a further place to remove artifacts from, e.g. ./mlruns; may be repeated',
    },
    'keep-artifacts': { type: 'boolean', description: 'leave all artifacts where they are' },
  },
  run: (operands, flags, effects) =>
    untilInterrupted(effects, async () => {
      const place = namedStore(operands, effects, 'gc');
      const selection = {
        olderThan: ageOf(textFlag(flags, 'older-than')),
        experimentIds: idsOf(flags, 'experiment-ids'),
        runIds: idsOf(flags, 'run-ids'),
        modelIds: idsOf(flags, 'logged-model-ids'),
      };
      const isDry = flags['dry-run'] === true;
      const store = await openForCare(place, { writes: !isDry });
      let places: ArtifactPlaces | null = null;
      try {
        const garbage = await store.transaction((tx) => findGarbage(tx, selection, effects.now()));
        if (isDry) {
          const all = [
            ...garbage.items,
            ...garbage.experiments.flatMap(({ id, items }) => [...items, { kind: 'experiment', id }]),
          ];
          for (const { kind, id } of all) effects.print(`${kind} ${id} would be removed`);
          effects.print(`${all.length.toLocaleString('en')} would be removed`);
          return 0;
        }
        if (flags['keep-artifacts'] !== true) places = placesOf(place, flags, effects);
        let [removed, left] = [0, 0];
        for await (const { kind, id, left: why } of collectGarbage(store, garbage, {
          places,
          signal: effects.ending,
        })) {
          if (why === null) removed++;
          else left++;
          effects.print(`${kind} ${id} ${why === null ? 'is removed' : `is left: ${why}`}`);
        }
        effects.print(`${removed.toLocaleString('en')} removed, ${left.toLocaleString('en')} left`);
        return left > 0 ? 1 : 0;
      } finally {
        places?.close();
        await store.close();
      }
    }),
};

function placesOf(place: StorePlace, flags: FlagValues, { environment }: Effects): ArtifactPlaces {
  const destination =
    textFlag(flags, 'artifacts-destination') ??
    (environment['MLFLOW_ARTIFACTS_DESTINATION'] || './mlartifacts');
  const digests = place.kind === 'sqlite' ? `${place.file}.artifacts.db` : 'artifacts.db';
  return openArtifactPlaces({
    defaultRoot: environment['MLFLOW_DEFAULT_ARTIFACT_ROOT'] || 'mlflow-artifacts:/',
    destination,
    furtherRoots: textFlags(flags, 'artifacts-at'),
    cwd: process.cwd(),
    environment,
    // None is made for a store that no server of ours has had.
    digestsFile: existsSync(digests) ? digests : ':memory:',
  });
}

function idsOf(flags: FlagValues, name: string): string[] {
  const text = textFlag(flags, name);
  if (text === undefined) return [];
  const ids = text.split(',').map((id) => id.trim());
  if (ids.includes('')) throw unexpected(text, `--${name}`, 'ids with commas between them');
  return [...new Set(ids)];
}

/** Milliseconds, as `mlflow gc` reads them. @throws UsageError */
function ageOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const parts = /^(?:([\d.]+)d)?(?:([\d.]+)h)?(?:([\d.]+)m)?(?:([\d.]+)s)?$/.exec(text)?.slice(1) ?? [];
  const seconds = [86_400, 3600, 60, 1].map((each, at) => each * Number(parts[at] ?? 0));
  const age = seconds.reduce((sum, each) => sum + each, 0) * 1000;
  if (text !== '' && parts.length > 0 && Number.isFinite(age)) return Math.trunc(age);
  throw unexpected(text, '--older-than', 'an age as 30d, 8h, 1d12h, 90m or 30s');
}
