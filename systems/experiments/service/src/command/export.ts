import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Command } from '@modelfolio/command-line';
import { realClock, realDisk } from '@modelfolio/command-line/effects';
import { textFlag, textFlags } from '@modelfolio/command-line/flags';
import { countProgress } from '@modelfolio/command-line/progress';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { openForCare } from '@modelfolio/experiments/open-for-care';
import { withoutPassword, type StorePlace } from '@modelfolio/experiments/store-place';
import { storedRecords } from '@modelfolio/experiments/stored-records';
import { Failure } from '@modelfolio/failures';
import { sealed } from '@modelfolio/project/sealed-record';
import { openGate } from '@modelfolio/redaction/gate';
import { takenWords, type TakenFrom } from '@modelfolio/redaction/taken';
import { formatRun } from '@modelfolio/runs/ingest/format-run';
import { checkSelected, noHoldings, noteRun } from '@modelfolio/runs/ingest/holdings';
import { publishedRun } from '@modelfolio/runs/ingest/published-run';
import { isWanted, mayBeWanted, parseSelection } from '@modelfolio/runs/ingest/run-selection';
import { recordFileName } from '@modelfolio/runs/run-store';
import type { Effects } from './effects.ts';
import { plural } from './plural.ts';
import { printable } from './printable.ts';
import { readingEffects } from './reading-effects.ts';
import { openRecordFolder } from './record-folder.ts';
import { passwordFlag, storeWithPassword, storeWords, untilInterrupted } from './stores.ts';

export const exportCommand: Command<Effects> = {
  name: 'export',
  summary: 'writes runs of a store as run records',
  operands: '[store]',
  description: [
    'Writes the runs of a store that are not deleted as run records, a JSON file each, as modelfolio ingest makes them of the',
    'store: ingest and import read the folder. It appears whole or not at all, and the same store gives the same bytes. Servers',
    'may use the store meanwhile. Secrets, user names, paths of disks, internal hosts and e-mail addresses are taken out of every',
    'record, and told: a record is made to be published. Files are not copied: a record has the digests of those beside the store.',
    storeWords,
    '',
    'A filter is written as in MLflow, with OR, NOT and parentheses: --filter "metrics.accuracy > 0.9 and',
    "(params.model = 'cnn' or tags.team like 'vision%')\"",
  ].join('\n'),
  flags: {
    output: { type: 'string', short: 'o', value: 'folder', description: 'the folder to be made' },
    experiment: {
      type: 'string',
      value: 'name',
      multiple: true,
      description: 'only runs of it, by name or id; may be repeated',
    },
    filter: { type: 'string', value: 'expression', description: 'only runs that meet it' },
    overwrite: { type: 'boolean', description: 'replace a folder of records that is there' },
    ...passwordFlag,
    json: { type: 'boolean', description: 'print what was written as JSON' },
  },
  run: (operands, flags, effects) =>
    untilInterrupted(effects, async () => {
      const output = textFlag(flags, 'output');
      if (!output)
        throw new UsageError('--output is missing: the folder to be made', {
          hint: 'modelfolio-experiments export --help',
        });
      const selection = parseSelection(
        { experiments: textFlags(flags, 'experiment'), filter: textFlag(flags, 'filter') },
        effects.now(),
      );
      const place = await storeWithPassword(operands, flags, effects, 'export');
      const folder = await openRecordFolder(
        output,
        { overwrite: flags['overwrite'] === true },
        realDisk(effects.ending),
      );
      const store = await openForCare(place, { writes: false });
      const gate = openGate();
      const holdings = noHoldings();
      const written: { run: string; file: string }[] = [];
      const taken: TakenFrom[] = [];
      const tell = countProgress({ ...realClock, progress: effects.progress }, store.place, 'runs');
      try {
        const reading = {
          place: recordPlace(place),
          artifacts: place.kind === 'sqlite' ? dirname(resolve(place.file)) : process.cwd(),
          effects: readingEffects(effects),
        };
        for await (const listed of storedRecords(store, reading)) {
          noteRun(holdings, listed, selection);
          tell(holdings.runs);
          if (!mayBeWanted(listed, selection)) continue;
          const read = await listed.load();
          if (!isWanted(read, selection)) continue;
          const published = await publishedRun(gate, read, recordPlace(place).location);
          const file = recordFileName(published.run.id);
          await folder.add(file, formatRun(sealed(published.run, 'modelfolio-experiments export')));
          written.push({ run: published.run.id, file });
          taken.push(...published.taken.map((each) => ({ ...each, file })));
        }
        if (holdings.runs === 0) throw new Failure('run-missing', 'holds no runs', { file: store.place });
        checkSelected(holdings, selection, store.place, written.length);
        await folder.commit();
      } finally {
        effects.progress(null);
        await folder.discard();
        await store.close();
      }
      for (const line of takenWords(taken)) effects.note(line);
      if (flags['json'] === true)
        effects.print(JSON.stringify({ folder: output, runs: written, taken }, null, 2));
      else effects.print(`${printable(output)}: ${plural(written.length, 'record')} written`);
      return 0;
    }),
};

/** A store as its records name it: from the folder that the command is run in, where it lies there. */
function recordPlace(place: StorePlace): { tracker: string; location: string } {
  if (place.kind === 'postgres') return { tracker: 'mlflow-postgres', location: withoutPassword(place.url) };
  const file = resolve(place.file);
  const inside = relative(process.cwd(), file);
  const isInside = !inside.startsWith('..') && !isAbsolute(inside);
  return { tracker: 'mlflow-sqlite', location: isInside ? inside.split(sep).join('/') : file };
}
