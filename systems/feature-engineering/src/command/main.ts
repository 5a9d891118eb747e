import { describeUnexpected, runProgram, type Program } from '@modelfolio/command-line';
import packageJson from '../../package.json' with { type: 'json' };
import { FeaturesError } from '../features-error.ts';
import { tellingDisk } from '../store/disk-failure.ts';
import { commonFlags } from './command.ts';
import type { Effects } from './effects.ts';

/** The command `features`. */
const program: Program<Effects> = {
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
  usageError: (reason, more) => new FeaturesError('usage', reason, more),
};

/**
 * Runs a command line.
 *
 * @param args what follows the program's name
 * @returns exit code: 0 fine, 1 something is wrong, 2 wrong usage, 130 interrupted
 */
export async function main(args: readonly string[], effects: Effects): Promise<number> {
  try {
    const code = await tellingDisk(() => runProgram(program, args, effects));
    effects.progress(null);
    return effects.signal.aborted ? 130 : code;
  } catch (error) {
    effects.progress(null);
    if (effects.signal.aborted) return 130;
    if (!(error instanceof FeaturesError)) {
      effects.note(`features: ${describeUnexpected(error)}`);
      return 1;
    }
    if (args.includes('--json')) {
      const { code, place, hint } = error;
      effects.print(
        JSON.stringify({ error: { name: code, ...place, message: error.message, hint } }, null, 2),
      );
    }
    effects.note(`features: ${error.message.replaceAll(/\s*\n\s*/g, ' ')}`);
    return error.code === 'usage' ? 2 : 1;
  }
}
