import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** Time and memory of a command. */
export interface Measured {
  /** From start to exit. */
  seconds: number;
  /** Of all its processes of Node: the sum of the peak of each, so at most this was used at once. */
  peakBytes: number;
}

/**
 * Runs a script of Node, waits for its end and tells what it took.
 *
 * @param args the script and its arguments
 * @throws Error with what it said when it fails
 */
export async function timedProcess(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<Measured & { output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'peak-memory-'));
  const file = join(folder, 'bytes');
  const told = pathToFileURL(join(import.meta.dirname, 'tell-peak-memory.ts')).href;
  try {
    const start = performance.now();
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, NODE_OPTIONS: `--import ${told}`, PEAK_MEMORY_FILE: file },
    });
    const [said, failed] = [text(child.stdout), text(child.stderr)];
    const code = await new Promise<number | null>((done, fail) =>
      child.once('error', fail).once('exit', done),
    );
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${await failed}`);
    const peaks = readFileSync(file, 'utf8').trim().split('\n').map(Number);
    return { seconds, peakBytes: peaks.reduce((sum, peak) => sum + peak), output: await said };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
