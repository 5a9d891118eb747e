import { describeUnexpected, runProgram, type Program } from '@modelfolio/command-line';
import packageJson from '../../package.json' with { type: 'json' };
import { ModelFolderError } from '../models/model-folder-error.ts';
import { ServiceError } from '../service-error.ts';
import type { Effects } from './effects.ts';
import { UsageError } from './usage-error.ts';

/** The command `explain-service`. */
const program: Program<Effects> = {
  name: 'explain-service',
  summary: 'Predictions, explanations and what-if scenarios of models, over HTTP.',
  version: packageJson.version,
  commonFlags: {},
  commands: {
    serve: async () => (await import('./serve.ts')).serveCommand,
    openapi: async () => (await import('./openapi.ts')).openapiCommand,
  },
  usageError: (reason, more) => new UsageError(reason, more),
};

/**
 * Runs a command line.
 *
 * @param args what follows the program's name
 * @returns exit code: 0 fine, 1 something is wrong, 2 wrong usage
 */
export async function main(args: readonly string[], effects: Effects): Promise<number> {
  try {
    return await runProgram(program, args, effects);
  } catch (error) {
    effects.note(`explain-service: ${inWords(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function inWords(error: unknown): string {
  const isForeseen =
    error instanceof UsageError || error instanceof ServiceError || error instanceof ModelFolderError;
  if (isForeseen) return error.message;
  // A port that is taken or may not be had: the operating system's own words.
  if (error instanceof Error && 'syscall' in error) return error.message;
  return describeUnexpected(error);
}
