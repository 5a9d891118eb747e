import { fileURLToPath } from 'node:url';
import { startProgram as start, startServing } from '@modelfolio/service/testing/running-program';
import { modelsFolder } from './service.ts';

const program = fileURLToPath(new URL('../bin/explain-service.ts', import.meta.url));

/** `explain-service`, as somebody starts it. */
export const startProgram = (args: readonly string[], env: Record<string, string> = {}) =>
  start(program, args, env);

/** Starts `serve` with the models of this repository and waits until it is ready. */
export const startService = (args: readonly string[] = [], env: Record<string, string> = {}) =>
  startServing(program, ['--models', modelsFolder, ...args], { STORE: 'sqlite::memory:', ...env });
