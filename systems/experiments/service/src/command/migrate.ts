import type { Command } from '@modelfolio/command-line';
import { realProcesses } from '@modelfolio/command-line/effects';
import { textFlag } from '@modelfolio/command-line/flags';
import { UsageError } from '@modelfolio/command-line/usage-error';
import { migrateStore } from '@modelfolio/experiments/migrate-store';
import { withoutPassword } from '@modelfolio/experiments/store-place';
import type { Effects } from './effects.ts';
import { namedStore, passwordFlag, postgresCommands, storeWords, untilInterrupted } from './stores.ts';

export const migrateCommand: Command<Effects> = {
  name: 'migrate',
  summary: 'brings a store of an older MLflow to the version that is served',
  operands: '[store]',
  description: [
    "Brings a store of an older MLflow to the schema of 3.17.2 with MLflow's own migrations, which need a Python that has it.",
    'Stop the servers of the store first. A copy is migrated and checked, and takes the place of the store; the store as it was',
    'is kept beside it, as <store>.<revision>-<time>.backup. Where anything fails, the store is as it was.',
    storeWords,
    'For one on PostgreSQL it says the commands that do the same.',
  ].join('\n'),
  flags: {
    python: { type: 'string', value: 'program', description: 'a Python that has MLflow 3.17.2 (python3)' },
    ...passwordFlag,
  },
  run: (operands, flags, effects) =>
    untilInterrupted(effects, async () => {
      const store = namedStore(operands, effects, 'migrate');
      const python = textFlag(flags, 'python') ?? 'python3';
      if (store.kind === 'postgres') {
        const url = withoutPassword(store.url);
        throw new UsageError("a database of PostgreSQL is migrated by MLflow's own command", {
          hint: postgresCommands(
            store.url,
            [
              ['pg_dump', '--format=custom', '--file=before.dump', url],
              [python, '-m', 'mlflow', 'db', 'upgrade', url],
            ],
            flags,
            effects,
          ),
        });
      }
      const { now, progress, ending: signal } = effects;
      const done = await migrateStore(
        store.file,
        { python },
        { now, progress, signal, ...realProcesses(signal) },
      );
      effects.print(
        done === null
          ? `${store.file}: of the version that is served already`
          : `${store.file}: migrated from ${done.from}; as it was: ${done.backup}`,
      );
      return 0;
    }),
};
