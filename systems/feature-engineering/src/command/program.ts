import type { Main } from '@modelfolio/command-line/main';
import packageJson from '../../package.json' with { type: 'json' };
import { diskFailure } from '../store/disk-failure.ts';
import { commonFlags } from './command.ts';
import type { Effects } from './effects.ts';

/** The command `features`. */
export const program: Main<Effects> = {
  name: 'features',
  summary:
    'Features of tables: rules learned and checked, pipelines fitted, applied, exported and documented.',
  version: packageJson.version,
  commonFlags,
  commands: {
    infer: async () => (await import('./infer.ts')).inferCommand,
    validate: async () => (await import('./validate.ts')).validateCommand,
    fit: async () => (await import('./fit.ts')).fitCommand,
    transform: async () => (await import('./transform.ts')).transformCommand,
    export: async () => (await import('./export.ts')).exportCommand,
    docs: async () => (await import('./docs.ts')).docsCommand,
    diff: async () => (await import('./diff.ts')).diffCommand,
    data: async () => (await import('./data.ts')).dataCommand,
  },
  failureJson: ({ code, place, message, hint }) => ({ name: code, ...place, message, hint }),
  foresee: diskFailure,
};
