import type { Main } from '@modelfolio/command-line/main';
import { tokenCommand } from '@modelfolio/service/token-command';
import packageJson from '../../package.json' with { type: 'json' };
import type { Effects } from './effects.ts';

/** The command `modelfolio-experiments`. */
export const program: Main<Effects> = {
  name: 'modelfolio-experiments',
  summary: "Experiments, runs, models and artifacts for clients of MLflow, on MLflow's own database.",
  version: packageJson.version,
  commonFlags: {},
  commands: {
    serve: async () => (await import('./serve.ts')).serveCommand,
    backup: async () => (await import('./backup.ts')).backupCommand,
    doctor: async () => (await import('./doctor.ts')).doctorCommand,
    gc: async () => (await import('./gc.ts')).gcCommand,
    import: async () => (await import('./import.ts')).importCommand,
    export: async () => (await import('./export.ts')).exportCommand,
    migrate: async () => (await import('./migrate.ts')).migrateCommand,
    token: async () => tokenCommand({ program: 'modelfolio-experiments' }),
    openapi: async () => (await import('./openapi.ts')).openapiCommand,
  },
};
