import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askProcess } from '@modelfolio/measuring/ask-process';
import { interopPython, interopScript } from '@modelfolio/measuring/interop-python';
import { firstBenchRows, writeBenchTable } from './bench-table.ts';
import { writeBenchCsv } from './bench-csv.ts';
import {
  contestants,
  type BatchAnswer,
  type BatchTimes,
  type Contestant,
  type Measurements,
  type RowAnswer,
  type StreamTimes,
} from './measurements.ts';
import { refuseDifference } from './same-result.ts';
import { withFolder } from '@modelfolio/measuring/with-folder';

/** How much is measured, and where. */
export interface MeasureOptions {
  rows: number;
  repetitions: number;
  /** Of the small CSV file and of the large one. */
  csvBytes: readonly number[];
  say(words: string): void;
}

/** Those who fit and transform one after the other too. */
const apart: readonly Contestant[] = ['modelfolio', 'scikit-learn', 'polars'];

/**
 * Measures all, in processes of their own.
 *
 * @throws Error when a virtual environment is missing, or when two did not make the same
 */
export async function measureFeatures(options: MeasureOptions): Promise<Measurements> {
  const asking = askers();
  return withFolder(async (folder) => {
    options.say(`Making a table of ${options.rows.toLocaleString('en')} rows…`);
    writeBenchTable(folder, options.rows);
    writeFileSync(join(folder, 'rows.json'), JSON.stringify(firstBenchRows(1000)));
    const { batch, packages } = await measureBatch(asking, folder, options);
    options.say('One row…');
    const row = await measureRow(asking, folder);
    const [small = 0, large = 0] = options.csvBytes;
    const stream = {
      small: await measureStream(asking, folder, small, options),
      large: await measureStream(asking, folder, large, options),
    };
    return { rows: options.rows, batch, row, stream, packages };
  });
}

/** How each is asked for a verb: `bench_features.py` knows those of the rivals. */
type Asking = <Reply>(who: Contestant, verb: string, ...args: string[]) => Promise<Reply>;

function askers(): Asking {
  const [judges, rivals] = [interopPython(), interopPython('.venv-bench')];
  const script = interopScript('bench_features.py');
  const own = join(import.meta.dirname, 'work.ts');
  return (who, verb, ...args) =>
    who === 'modelfolio'
      ? askProcess(process.execPath, ['--expose-gc', own, verb, ...args])
      : askProcess(who.startsWith('polars') ? rivals : judges, [script, who, verb, ...args]);
}

async function measureBatch(
  ask: Asking,
  folder: string,
  { repetitions, say }: MeasureOptions,
): Promise<Pick<Measurements, 'batch' | 'packages'>> {
  const everyone = Object.keys(contestants) as Contestant[];
  const packages: Record<string, string> = {};
  const batch = Object.fromEntries(
    everyone.map((who): [Contestant, BatchTimes] => [
      who,
      { fitTransform: [], ...(apart.includes(who) && { fit: [], transform: [] }) },
    ]),
  ) as Measurements['batch'];
  const sums: number[] = [];
  for (let turn = 0; turn < repetitions; turn++)
    // Someone else is first each time.
    for (let place = 0; place < everyone.length; place++) {
      const who = everyone[(turn + place) % everyone.length] as Contestant;
      say(`${contestants[who]}, ${turn + 1} of ${repetitions}…`);
      for (const verb of apart.includes(who) ? ['together', 'apart'] : ['together']) {
        const answer = await ask<BatchAnswer>(who, verb, folder);
        if (sums.length === 0) sums.push(...answer.sums);
        refuseDifference(contestants[who], answer.sums, sums);
        for (const operation of ['fitTransform', 'fit', 'transform'] as const)
          if (answer[operation]) batch[who][operation]?.push(answer[operation]);
        Object.assign(packages, answer.packages);
      }
    }
  return { batch, packages };
}

async function measureRow(ask: Asking, folder: string): Promise<Measurements['row']> {
  const row: Measurements['row'] = { modelfolio: [], 'scikit-learn': [] };
  for (let turn = 0; turn < 2; turn++) {
    const own = await ask<RowAnswer>('modelfolio', 'row', folder);
    const theirs = await ask<RowAnswer>('scikit-learn', 'row', folder);
    refuseDifference('scikit-learn', theirs.values, own.values);
    row.modelfolio.push(...own.seconds);
    row['scikit-learn'].push(...theirs.seconds);
  }
  return row;
}

async function measureStream(
  ask: Asking,
  folder: string,
  bytes: number,
  { say }: MeasureOptions,
): Promise<StreamTimes> {
  const file = join(folder, 'rows.csv');
  say(`A CSV file of ${(bytes / 1e6).toLocaleString('en')} MB…`);
  const written = writeBenchCsv(file, bytes);
  const answer = await ask<StreamTimes>('modelfolio', 'stream', file);
  if (answer.rows !== written.rows)
    throw new Error(`${answer.rows} rows were read of ${written.rows} that were written`);
  return { ...answer, bytes: written.bytes };
}
