import { realpath } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { runProcessUntil } from './run-process.ts';

const never = new AbortController().signal;
const node = (code: string, { signal = never, folder = '.' } = {}) =>
  runProcessUntil(signal)(process.execPath, ['-e', code], folder);

describe('a process', () => {
  it('is told by its code and all that it said', async () => {
    const found = await node(
      'process.stdout.write("out"); process.stderr.write("e".repeat(200_000)); process.exitCode = 3',
    );
    expect(found).toEqual({ code: 3, stdout: Buffer.from('out'), stderr: Buffer.from('e'.repeat(200_000)) });
  });

  it('runs in its folder, and gets its arguments as they are, without a shell or an input', async () => {
    const folder = await realpath(await temporaryFolder());
    const { stdout } = await runProcessUntil(never)(
      process.execPath,
      [
        '-e',
        'process.stdin.on("end", () => console.log(process.cwd(), process.argv[1])).resume()',
        '$HOME; *',
      ],
      folder,
    );
    expect(String(stdout)).toBe(`${folder} $HOME; *\n`);
  });

  it('that cannot be started, or is ended by a signal, has no code', async () => {
    expect(await runProcessUntil(never)('no-such-program', [], '.')).toMatchObject({ code: null });
    expect(await node('process.kill(process.pid, "SIGKILL")')).toMatchObject({ code: null });
  });

  it('is ended when the signal is aborted', async () => {
    const stop = new AbortController();
    const running = node('setInterval(() => {}, 1000)', { signal: stop.signal });
    stop.abort();
    expect(await running).toMatchObject({ code: null });
  });
});

it('gives a program what it is to read, or nothing', async () => {
  const run = runProcessUntil(new AbortController().signal);
  const echo = ['-e', 'process.stdin.pipe(process.stdout)'];
  const read = async (input?: Uint8Array): Promise<string> =>
    (await run(process.execPath, echo, import.meta.dirname, input)).stdout.toString();
  expect([await read(Buffer.from('a\nb')), await read()]).toEqual(['a\nb', '']);
  // A program that reads nothing ends as it would.
  const { code } = await run(process.execPath, ['-e', ''], import.meta.dirname, new Uint8Array(1e6));
  expect(code).toBe(0);
});
