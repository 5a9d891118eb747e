import { fileURLToPath } from 'node:url';
import { startProgram as start, startServing } from '@modelfolio/service/testing/running-program';

const program = fileURLToPath(new URL('../bin/modelfolio-experiments.ts', import.meta.url));

/** `modelfolio-experiments`, as somebody starts it. */
export const startProgram = (args: readonly string[], env: Record<string, string> = {}) =>
  start(program, args, env);

/** Starts `serve` on a free port and waits until it is ready. @param launch what it is started with, Node by default */
export const startService = (
  args: readonly string[] = [],
  env: Record<string, string> = {},
  launch?: readonly string[],
) => startServing(program, args, env, launch);
