// A child that does all that a child should not do, when it is asked to.
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { Failure } from '@modelfolio/failures';
import { writeFrame } from '../src/node/supervisor/blocking-frames.ts';
import { answerParent } from '../src/node/supervisor/answer-parent.ts';
import { descriptors } from '../src/node/supervisor/protocol.ts';

const kept: Uint8Array[] = [];

await answerParent({
  echo: (body, buffers) => ({ body, views: buffers.map((buffer) => new Uint8Array(buffer)) }),
  refuse: () => {
    throw new Failure('table', 'no such row', { file: 'rows.csv', row: 3, hint: 'count again' });
  },
  fail: () => {
    throw new TypeError('not a number');
  },
  hang: () => {
    for (;;);
  },
  leak: () => {
    // Not without end: where nobody ends it, it is not to take what others need.
    while (kept.length < 128) kept.push(new Uint8Array(16 * 2 ** 20).fill(1));
    for (;;);
  },
  die: () => {
    process.stderr.write('native code: assertion failed\n');
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  },
  /** Dies as often as the file says. */
  dieOften: ({ file }: { file: string }) => {
    const left = Number(readFileSync(file, 'utf8'));
    if (left === 0) return { body: 'alive' };
    writeFileSync(file, String(left - 1));
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  },
  garble: ({ bytes }: { bytes: number[] }) => {
    writeSync(descriptors.frames, Uint8Array.from(bytes));
    return new Promise(() => setTimeout(() => undefined, 1e6));
  },
  large: ({ bytes }: { bytes: number }) => ({ views: [new Uint8Array(bytes)] }),
  /** Answers with no reply. */
  mumble: ({ words }: { words: unknown }) => {
    writeFrame(descriptors.frames, words);
    return new Promise(() => setTimeout(() => undefined, 1e6));
  },
  /** Answers twice. */
  chatter: () => {
    writeFrame(descriptors.frames, { body: 'first' });
    return {};
  },
  noise: () => {
    process.stdout.write('noise\n');
    process.stderr.write('noise\n'.repeat(100_000));
    return { body: 'quiet' };
  },
});
