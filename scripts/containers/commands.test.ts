import { describe, expect, it } from 'vitest';
import { commandsUntil } from './commands.ts';

const node = process.execPath;
const program = (text: string): string[] => ['--eval', text];
const never = program('setInterval(() => {}, 1000)');

describe('commands', () => {
  const { must, attempt } = commandsUntil(new AbortController().signal);

  it('give what they print', async () => {
    expect(await must(node, program('console.log(" a ")'))).toBe('a');
    expect(await must(node, program('process.stdin.pipe(process.stdout)'), { input: 'given' })).toBe('given');
    expect(await must(node, program('console.log(process.env.WORD)'), { environment: { WORD: 'w' } })).toBe(
      'w',
    );
  });

  it('fail with their last words, without what podman says about systemd', async () => {
    const text = 'console.error("no image\\nunable to get systemd connection"); process.exit(3)';
    await expect(must(node, program(text))).rejects.toThrow(/ --eval .* failed: no image$/);
    expect(await attempt(node, program(text))).toMatchObject({ code: 3 });
    const long =
      'console.error(["npm error the reason", ...Array(9).fill(0).keys(), "the end"].join("\\n")); process.exit(1)';
    await expect(must(node, program(long))).rejects.toThrow(
      'failed: npm error the reason | 6 | 7 | 8 | the end',
    );
    await expect(must(node, program('process.exit(4)'))).rejects.toThrow('failed: exit code 4');
    await expect(attempt('/no/such/program', [])).rejects.toThrow('ENOENT');
  });

  it('are ended when they take too long', async () => {
    await expect(must(node, never, { timeout: 50 })).rejects.toThrow('failed: exit code 1');
  });

  it('end when interrupted, and none begins afterwards', async () => {
    const stop = new AbortController();
    const running = commandsUntil(stop.signal);
    const begun = running.attempt(node, never);
    stop.abort();
    await expect(begun).rejects.toThrow('aborted');
    await expect(running.must(node, ['--version'])).rejects.toThrow('aborted');
  });

  it('that clean up are out of reach of the interrupts of a terminal', async () => {
    const group = program(
      'console.log(require("fs").readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ")[2])',
    );
    const own = await must(node, group);
    expect(await commandsUntil(null).must(node, group)).not.toBe(own);
  });
});
