import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTree } from './copy-tree.ts';
import type { JudgeMessage, JudgeRequest, ToldMutant } from './judge-process.ts';
import type { JudgedMutant } from './judged-mutant.ts';

/** How a room is mutated. */
export interface MutateOptions extends Omit<JudgeRequest, 'mutate'> {
  /** Folder of the room, from the root. */
  folder: string;
  /** Name of its project of tests. */
  project: string;
  /** Told of each mutant as soon as it is judged. */
  onJudged?: (mutant: JudgedMutant) => void;
}

/**
 * Changes the sources of a room in a copy of the tree, one small fault at a time, and lets the room's tests judge each.
 * The copy and all processes are gone afterwards, when interrupted too.
 *
 * @throws where the tests fail without any fault, or the room has none
 */
export async function mutateRoom(
  root: string,
  { folder, project, onJudged, ...rest }: MutateOptions,
): Promise<JudgedMutant[]> {
  const copy = mkdtempSync(join(tmpdir(), 'modelfolio-mutate-'));
  let end = () => {};
  const clear = () => {
    end();
    rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', clear);
  const interrupted = () => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
  try {
    copyTree(root, copy);
    // Read at once: the tree may change meanwhile.
    const sources = new Map(
      sourcesOf(copy, folder).map((file) => [file, readFileSync(join(copy, file), 'utf8')]),
    );
    const judge = fork(join(copy, 'scripts/mutate/judge-process.ts'), {
      cwd: copy,
      env: { ...process.env, MUTATED_ROOM: project },
      // What it prints is not the report.
      stdio: ['ignore', 2, 2, 'ipc'],
      detached: true,
    });
    end = () => endGroup(judge.pid);
    judge.send({ mutate: [...sources.keys()], ...rest } satisfies JudgeRequest);
    const results: JudgedMutant[] = [];
    await new Promise<void>((done, fail) => {
      judge.on('message', (message: JudgeMessage) => {
        if ('judged' in message) {
          const { location, ...mutant } = message.judged;
          const original = textAt(sources.get(mutant.file) ?? '', location);
          const judged = { ...mutant, line: location.start.line, original };
          results.push(judged);
          onJudged?.(judged);
        } else if ('failed' in message) fail(new Error(message.failed));
        else done();
      });
      judge.on('exit', (code, signal) => fail(new Error(`StrykerJS ended with ${signal ?? code}`)));
    });
    return results;
  } finally {
    process.off('exit', clear);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
    clear();
  }
}

/** Code that a room's tests are about: not tests, their fixtures, or what only tests and benchmarks start. */
function sourcesOf(root: string, folder: string): string[] {
  return globSync(folder === '' ? 'scripts/**/*.ts' : `${folder}/src/**/*.{ts,tsx}`, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/\.test\.tsx?$|\.d\.ts$|-fixtures?\.ts$|\/node_modules\/|vitest\.config/.test(file))
    .toSorted();
}

/** The text between two positions, both counted from 1, the last one not included. */
function textAt(source: string, { start, end }: ToldMutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1)?.slice(0, end.column - 1) ?? '';
  lines[0] = lines[0]?.slice(start.column - 1) ?? '';
  return lines.join('\n');
}

function endGroup(pid: number | undefined) {
  try {
    if (pid !== undefined) process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
