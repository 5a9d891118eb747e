import { expect, it } from 'vitest';
import { askProcess } from './ask-process.ts';

const asking = (script: string, ...args: (string | number)[]): Promise<unknown> =>
  askProcess(process.execPath, ['-e', script, '--', ...args]);

it('gives what the last line says, whatever stands before it', async () => {
  expect(
    await asking(
      'console.log("warming up\\n{}"); console.log(JSON.stringify(process.argv.slice(1)))',
      'a',
      2,
    ),
  ).toEqual(['a', '2']);
  expect(await asking('process.stdout.write("[1]")')).toEqual([1]);
});

it('takes an answer of megabytes', async () => {
  expect(await asking('console.log(JSON.stringify("x".repeat(3e6)))')).toHaveLength(3e6);
});

it('tells what a program said that failed', async () => {
  await expect(asking('console.error("no rows"); process.exit(3)')).rejects.toThrow('no rows');
});
