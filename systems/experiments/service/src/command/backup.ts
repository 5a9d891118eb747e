import type { Command } from '@modelfolio/command-line';
import { textFlag } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { backupStore } from '@modelfolio/experiments/backup-store';
import { withoutPassword } from '@modelfolio/experiments/store-place';
import type { Effects } from './effects.ts';
import { namedStore, passwordFlag, postgresCommands, storeWords, untilInterrupted } from './stores.ts';

export const backupCommand: Command<Effects> = {
  name: 'backup',
  summary: 'copies a store into one file, while a server runs',
  operands: '[store]',
  description: [
    'Copies the database of a store as it is at one moment, while servers read and write it, and checks the copy. A file that',
    'is there is not replaced. Artifacts are files of their own: copy them as you copy files.',
    storeWords,
    'For one on PostgreSQL it says the command that makes a backup.',
  ].join('\n'),
  flags: {
    to: { type: 'string', value: 'file', description: 'the file to be made' },
    ...passwordFlag,
  },
  run: (operands, flags, effects) =>
    untilInterrupted(effects, async () => {
      const store = namedStore(operands, effects, 'backup');
      const to = textFlag(flags, 'to');
      if (!to)
        throw new UsageError('--to is missing: the file to be made', {
          hint: 'modelfolio-experiments backup --help',
        });
      if (store.kind === 'postgres')
        throw new UsageError("PostgreSQL's own program copies a database while it is used", {
          hint: postgresCommands(
            store.url,
            [['pg_dump', '--format=custom', `--file=${to}`, withoutPassword(store.url)]],
            flags,
            effects,
          ),
        });
      const { file, bytes, revision } = await backupStore(store.file, to, {
        ...effects,
        signal: effects.ending,
      });
      effects.print(`${file}: ${bytes.toLocaleString('en')} bytes, schema ${revision}, checked`);
      return 0;
    }),
};
