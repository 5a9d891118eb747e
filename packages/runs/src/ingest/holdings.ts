import { listed } from '@modelfolio/failures/listed';
import { distance } from 'fastest-levenshtein';
import { RunsError } from '../runs-error.ts';
import type { ListedRun } from '../sources/source.ts';
import type { RunSelection } from './run-selection.ts';

/** Names offered for a misspelt one. */
const offered = 3;

/** What the places held, to say what there is where a selection means nothing. Small, however many runs there are. */
export interface Holdings {
  runs: number;
  experiments: Set<string>;
  /** Words of the selection that meant something: `experiment NAME`, `run NAME`. */
  met: Set<string>;
  /** By word for a run, the names nearest to it. */
  nearest: Map<string, string[]>;
  earliest: string | null;
  latest: string | null;
}

export function noHoldings(): Holdings {
  return {
    runs: 0,
    experiments: new Set(),
    met: new Set(),
    nearest: new Map(),
    earliest: null,
    latest: null,
  };
}

/** Takes note of a listed run, wanted or not. */
export function noteRun(holdings: Holdings, run: ListedRun, { experiments, runs }: RunSelection): void {
  const { id, name, experiment, experimentId, startTime } = run;
  holdings.runs++;
  holdings.experiments.add(experiment);
  for (const word of experiments)
    if (word === experiment || word === experimentId) holdings.met.add(`experiment ${word}`);
  for (const word of runs) {
    if (word === id || word === name) holdings.met.add(`run ${word}`);
    const others = holdings.nearest.get(word) ?? [];
    if (!others.includes(name)) holdings.nearest.set(word, nearest(word, [...others, name]));
  }
  if (startTime === null) return;
  if (holdings.earliest === null || startTime < holdings.earliest) holdings.earliest = startTime;
  if (holdings.latest === null || startTime > holdings.latest) holdings.latest = startTime;
}

/**
 * Checks that every named experiment and run is there, and that something was selected.
 *
 * @param place where was looked, for the message
 * @param selected how many runs were
 * @throws RunsError `run-missing`, saying what there is
 */
export function checkSelected(
  holdings: Holdings,
  { experiments, runs, since, filter }: RunSelection,
  place: string,
  selected: number,
): void {
  const refuse = (reason: string, hint: string): never => {
    throw new RunsError('run-missing', reason, { file: place, hint });
  };
  const names = [...holdings.experiments];
  for (const word of experiments)
    if (!holdings.met.has(`experiment ${word}`))
      refuse(
        `no experiment has the name or id ${JSON.stringify(word)}`,
        `its experiments: ${listed(nearest(word, names, 10), 10, names.length)}`,
      );
  for (const word of runs)
    if (!holdings.met.has(`run ${word}`))
      refuse(
        `no run has the name or id ${JSON.stringify(word)}`,
        `the nearest of ${holdings.runs.toLocaleString('en')}: ${(holdings.nearest.get(word) ?? []).join(', ')}`,
      );
  if (selected > 0) return;
  const words = [
    ...experiments.map((word) => `--experiment ${word}`),
    ...runs.map((word) => `--run ${word}`),
    ...(since === null ? [] : [`--since ${new Date(since).toISOString()}`]),
    ...(filter === null ? [] : ['--filter']),
  ];
  const times =
    holdings.earliest === null ? 'without a time' : `begun ${holdings.earliest} to ${holdings.latest}`;
  refuse(
    `none of its ${holdings.runs.toLocaleString('en')} runs is meant by ${words.join(' ')}`,
    `they were ${times}; experiments: ${listed(names, 10)}`,
  );
}

function nearest(word: string, names: readonly string[], most = offered): string[] {
  const far = (name: string): number => distance(word.toLowerCase(), name.toLowerCase());
  return names
    .map((name) => [far(name), name] as const)
    .toSorted(([a], [b]) => a - b)
    .slice(0, most)
    .map(([, name]) => name);
}
