import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { askProcess } from './ask-process.ts';

/** The virtual environments of the folder `interop`, and what makes each. */
const environments = {
  '.venv': 'npm run test:interop',
  '.venv-bench': 'npm run bench:features',
} as const;
type PythonEnvironment = keyof typeof environments;

const interop = resolve(import.meta.dirname, '../../../interop');

/**
 * The Python of a virtual environment of the folder `interop`: the judges' or that of rivals, which need other packages.
 *
 * @throws Failure `python-missing`
 */
export function interopPython(environment: PythonEnvironment = '.venv'): string {
  const python = join(interop, environment, 'bin', 'python');
  if (existsSync(python)) return python;
  throw new Failure('python-missing', `${python}: not there`, {
    hint: `run ${environments[environment]} first`,
  });
}

/** Path of a script of the folder `interop`. */
export const interopScript = (name: string): string => join(interop, name);

/** Runs a script of the folder `interop` and gives the JSON of the last line that it prints. */
export function askPython<Answer>(script: string, ...args: (string | number)[]): Promise<Answer> {
  return askProcess(interopPython(), [interopScript(script), ...args]);
}
