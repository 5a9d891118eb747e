import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '@modelfolio/command-line/main';
import { program } from '../src/command/program.ts';

/** A store that MLflow made. Copy it before anything changes it. */
export const mlflowStore = fileURLToPath(
  new URL('../../../../packages/runs/test/stores/mlflow-sqlite/mlflow.db', import.meta.url),
);

/** Runs a command of the program in this process. */
export async function runCommand(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  ending: AbortSignal = new AbortController().signal,
  now: () => number = Date.now,
): Promise<{ code: number; printed: string[]; noted: string[] }> {
  const [printed, noted]: [string[], string[]] = [[], []];
  const code = await main(program, [name, ...args], {
    now,
    print: (line) => void printed.push(line),
    note: (line) => void noted.push(line),
    progress: () => {},
    out: new PassThrough(),
    environment,
    ending,
  });
  return { code, printed, noted };
}
