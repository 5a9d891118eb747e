import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { askPython, interopPython, interopScript } from './interop-python.ts';

const interop = resolve(import.meta.dirname, '../../../interop');

/** What a call gives or what it is refused with. */
function outcome(call: () => string): string {
  try {
    return call();
  } catch (error) {
    return (error as Error).message;
  }
}

it.each([
  ['.venv', 'npm run test:interop'],
  ['.venv-bench', 'npm run bench:features'],
] as const)('is the Python of %s, or says what makes it', (environment, command) => {
  const python = join(interop, environment, 'bin/python');
  expect(outcome(() => interopPython(environment))).toBe(
    existsSync(python) ? python : `${python}: not there (run ${command} first)`,
  );
});

it('is the judges’ where none is named, which is asked for scripts of the folder', async () => {
  expect(outcome(() => interopPython())).toBe(outcome(() => interopPython('.venv')));
  expect(existsSync(interopScript('make_golden.py'))).toBe(true);
  // Python says that there is no such file, or is not there itself.
  await expect(async () => askPython('no-such-script.py')).rejects.toThrow(
    /interop[/\\](?:no-such-script\.py|\.venv)/,
  );
});
