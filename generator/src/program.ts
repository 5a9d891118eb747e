import type { Main } from '@modelfolio/command-line/main';
import packageJson from '../package.json' with { type: 'json' };
import { commonFlags } from './commands/command.ts';
import type { Effects } from './effects.ts';

/** The command `modelfolio`. Loading every command would take half a second of each start. */
export const program: Main<Effects> = {
  name: 'modelfolio',
  summary: 'Turns machine-learning runs into model cards that can prove what they say.',
  version: packageJson.version,
  commonFlags,
  commands: {
    init: async () => (await import('./commands/init.ts')).initCommand,
    ingest: async () => (await import('./commands/ingest.ts')).ingestCommand,
    add: async () => (await import('./commands/add.ts')).addCommand,
    evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
    explain: async () => (await import('./commands/explain.ts')).explainCommand,
    build: async () => (await import('./commands/build.ts')).buildCommand,
    migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
    compare: async () => (await import('./commands/compare.ts')).compareCommand,
    export: async () => (await import('./commands/export.ts')).exportCommand,
    freeze: async () => (await import('./commands/freeze.ts')).freezeCommand,
    review: async () => (await import('./commands/review.ts')).reviewCommand,
    check: async () => (await import('./commands/check.ts')).checkCommand,
  },
  failureJson: ({ code, place, reason, hint }) => ({
    name: code,
    file: place.file ?? null,
    field: place.field ?? null,
    reason,
    remedy: hint,
  }),
};
