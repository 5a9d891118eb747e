import { existsSync } from 'node:fs';
import type { Command } from '@modelfolio/command-line';
import { textFlag, textFlags, type FlagValues } from '@modelfolio/command-line/flags';
import { unexpected } from '@modelfolio/command-line/value-flags';
import { openArtifactPlaces, type ArtifactPlaces } from '@modelfolio/experiments/artifact-places';
import { collectGarbage, type Removal } from '@modelfolio/experiments/collect-garbage';
import { findGarbage, isAnyNamed, type Garbage } from '@modelfolio/experiments/garbage';
import { openForCare } from '@modelfolio/experiments/open-for-care';
import type { StorePlace } from '@modelfolio/experiments/store-place';
import { sweepUploads } from '@modelfolio/experiments/sweep-uploads';
import type { Effects } from './effects.ts';
import { passwordFlag, storeWithPassword, storeWords, untilInterrupted } from './stores.ts';

export const gcCommand: Command<Effects> = {
  name: 'gc',
  summary: 'removes for good what is deleted',
  operands: '[store]',
  description: [
    'Removes for good the runs, logged models and experiments that are deleted, with their artifacts, while servers use the',
    'store; as mlflow gc does. Where ids are given, only what they name is removed: it has to be deleted. An experiment goes',
    'with all that is in it, unless one of its runs is not deleted. Artifacts are removed at the places that a server of this',
    'store is given, and nowhere else: what has its artifacts elsewhere is left, and the exit code is 1. In folders it removes',
    'files of uploads too that were cut off by the end of a server, a day after their last byte, unless ids are given.',
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
    ...passwordFlag,
  },
  run: (operands, flags, effects) =>
    untilInterrupted(effects, async () => {
      const place = await storeWithPassword(operands, flags, effects, 'gc');
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
        if (flags['keep-artifacts'] !== true) places = placesOf(place, flags, effects);
        const { ending: signal } = effects;
        return await tellEach(
          async function* () {
            yield* isDry ? plannedRemovals(garbage) : collectGarbage(store, garbage, { places, signal });
            if (places && !isAnyNamed(selection))
              yield* sweepUploads(places.folders, { now: effects.now(), isDry, signal });
          },
          { isDry, print: effects.print },
        );
      } finally {
        places?.close();
        await store.close();
      }
    }),
};

function* plannedRemovals({ items, experiments }: Garbage): Generator<Removal> {
  for (const { kind, id } of items) yield { kind, id, left: null };
  for (const { id, items: inside } of experiments) {
    for (const item of inside) yield { kind: item.kind, id: item.id, left: null };
    yield { kind: 'experiment', id: String(id), left: null };
  }
}

/** A line for each removal, and one for all. Resolves to the exit code. */
async function tellEach(
  removals: () => AsyncGenerator<Removal>,
  { isDry, print }: { readonly isDry: boolean } & Pick<Effects, 'print'>,
): Promise<number> {
  let [removed, left] = [0, 0];
  for await (const { kind, id, left: why } of removals()) {
    if (why === null) removed++;
    else left++;
    const done = isDry ? 'would be removed' : 'is removed';
    print(`${kind} ${id} ${why === null ? done : `is left: ${why}`}`);
  }
  const count = removed.toLocaleString('en');
  print(`${count} ${isDry ? 'would be removed' : 'removed'}, ${left.toLocaleString('en')} left`);
  return left > 0 ? 1 : 0;
}

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
