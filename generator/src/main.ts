import { describeUnexpected, runProgram, type Program } from '@modelfolio/command-line';
import packageJson from '../package.json' with { type: 'json' };
import { commonFlags } from './command.ts';
import type { Effects } from './effects.ts';
import { ModelfolioError } from './modelfolio-error.ts';

/** The command `modelfolio`. Loading every command would take half a second of each start. */
export const program: Program<Effects> = {
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
    check: async () => (await import('./commands/check.ts')).checkCommand,
  },
  usageError: (reason, more) => new ModelfolioError('usage', reason, more),
};

/**
 * Runs a command line.
 *
 * @param args what follows the program's name
 * @returns exit code: 0 fine, 1 something is wrong, 2 wrong usage, 130 interrupted
 */
export async function main(args: readonly string[], effects: Effects): Promise<number> {
  try {
    return await runProgram(program, args, effects);
  } catch (error) {
    effects.progress(null);
    if (effects.signal.aborted) {
      effects.note('modelfolio: interrupted; no file was left half-written');
      return 130;
    }
    if (!(error instanceof ModelfolioError)) {
      effects.note(`modelfolio: ${describeUnexpected(error)}`);
      return 1;
    }
    if (args.includes('--json')) {
      const { code, reason, file, field, hint } = error;
      effects.print(JSON.stringify({ error: { name: code, file, field, reason, remedy: hint } }, null, 2));
    }
    effects.note(`modelfolio: ${error.message}`);
    return error.code === 'usage' ? 2 : 1;
  }
}
