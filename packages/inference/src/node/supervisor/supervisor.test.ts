import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { isRunning } from '../../../test/is-running.ts';
import { isStop } from '../../inference-error.ts';
import { Supervisor, type SupervisorLimits } from './supervisor.ts';

const program = resolve(import.meta.dirname, '../../../test/strange-child.ts');
const started: Supervisor[] = [];
const supervise = (limits?: SupervisorLimits): Supervisor => {
  const supervisor = new Supervisor(program, limits);
  started.push(supervisor);
  return supervisor;
};
afterEach(() => started.splice(0).forEach((supervisor) => supervisor.end()));

interface Limits {
  timeLimit?: number;
  signal?: AbortSignal;
}

const ask = (
  supervisor: Supervisor,
  name: string,
  body: unknown = null,
  { timeLimit = 60, signal }: Limits = {},
): Promise<unknown> =>
  supervisor.exclusive((child) =>
    child.call(name, body, [], { timeLimit, signal }).then((each) => each.body),
  );

it('asks one child, one question after the other, and arrays come along', async () => {
  const supervisor = supervise();
  expect(supervisor.children).toEqual([]);
  const pids: (number | undefined)[] = [];
  const numbers = Float32Array.of(1.5, -2);
  const answers = [1, 2, 3].map((body) =>
    supervisor.exclusive((child) => {
      pids.push(child.pid);
      return child.call('echo', body, [numbers], { timeLimit: 60 });
    }),
  );
  expect((await Promise.all(answers)).map(({ body }) => body)).toEqual([1, 2, 3]);
  expect(new Float32Array((await answers[2])?.buffers[0] ?? new ArrayBuffer())).toEqual(numbers);
  expect(new Set(pids).size).toBe(1);
});

it('hands on what the child throws, and asks on', async () => {
  const supervisor = supervise();
  const refusal: unknown = await ask(supervisor, 'refuse').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Failure);
  expect(refusal).toMatchObject({ code: 'table', message: 'rows.csv, row 3: no such row (count again)' });
  await expect(ask(supervisor, 'fail')).rejects.toThrow(/^not a number$/);
  await expect(ask(supervisor, 'unheard')).rejects.toThrow('nothing answers to unheard');
  expect(await ask(supervisor, 'noise')).toBe('quiet');
});

it.each<[string, unknown, string, string, (SupervisorLimits & Limits)?]>([
  ['hang', null, 'time-limit', 'not finished after 0.2 seconds', { timeLimit: 0.2 }],
  ['leak', null, 'memory-limit', 'needed more than 0.30 GB of memory', { memoryLimit: 3e8 }],
  ['die', null, 'crashed', 'ended unexpectedly (by SIGKILL)'],
  ['garble', { bytes: [...Buffer.from('Segmentation fault')] }, 'garbled', 'is no frame'],
  ['large', { bytes: 2e6 }, 'garbled', 'more than 1000000', { answerLimit: 1e6 }],
  ['mumble', { words: { so: 'what' } }, 'garbled', 'the answer of a child process is none'],
  ['mumble', { words: null }, 'garbled', 'the answer of a child process is none'],
])('ends a child that is asked to %s, and starts another', async (name, body, code, words, limits) => {
  const supervisor = supervise(limits);
  await ask(supervisor, 'echo');
  const pid = supervisor.children[0]?.pid ?? 0;
  const error: unknown = await ask(supervisor, name, body, limits).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'InferenceError', code, message: expect.stringContaining(words) });
  expect(isStop(error)).toBe(true);
  expect(await ask(supervisor, 'echo', 'again')).toBe('again');
  expect(supervisor.children[0]?.pid).not.toBe(pid);
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
});

it('ends a child that says more than it is asked', async () => {
  const supervisor = supervise();
  await ask(supervisor, 'chatter');
  await vi.waitFor(() => expect(supervisor.children).toEqual([]));
  expect(await ask(supervisor, 'echo', 1)).toBe(1);
});

it('keeps what native code said for whoever looks closer, out of the message', async () => {
  const error = (await ask(supervise(), 'die').catch((thrown: unknown) => thrown)) as Error;
  expect(error.message).not.toContain('assertion');
  expect((error.cause as Error).message).toBe('native code: assertion failed');
});

it.each([
  ['1', 'alive'],
  ['2', 'crashed'],
])('work whose child dies by itself is repeated once (dies %s times: %s)', async (times, outcome) => {
  const folder = mkdtempSync(join(tmpdir(), 'supervisor-'));
  const file = join(folder, 'left');
  writeFileSync(file, times);
  const answer = await ask(supervise(), 'dieOften', { file }).catch((error: Failure) => error.code);
  expect(answer).toBe(outcome);
  expect(readFileSync(file, 'utf8')).toBe('0');
  rmSync(folder, { recursive: true });
});

it('is interrupted at once, at work and waiting; others go on', async () => {
  const supervisor = supervise();
  const [busy, waiting] = [new AbortController(), new AbortController()];
  const hanging = ask(supervisor, 'hang', null, { signal: busy.signal });
  await vi.waitFor(() => expect(supervisor.children).toHaveLength(1));
  const stuck = supervisor.children[0]?.pid ?? 0;
  const second = supervisor.exclusive(() => Promise.reject(new Error('it was done')), waiting.signal);
  const third = ask(supervisor, 'echo', 3);
  waiting.abort();
  await expect(second).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(isRunning(stuck)).toBe(true);
  busy.abort(new Error('enough'));
  await expect(hanging).rejects.toThrow('enough');
  expect(await third).toBe(3);
  await expect(ask(supervisor, 'echo', 4, { signal: busy.signal })).rejects.toThrow('enough');
  await vi.waitFor(() => expect(isRunning(stuck)).toBe(false));
});

it('what is interrupted after its answer came ends nothing', async () => {
  const supervisor = supervise();
  const stop = new AbortController();
  expect(await ask(supervisor, 'echo', 1, { signal: stop.signal })).toBe(1);
  const [child] = supervisor.children;
  stop.abort();
  expect(await ask(supervisor, 'echo', 2)).toBe(2);
  expect(supervisor.children).toEqual([child]);
});

it('ended by its owner does not begin again with what it did', async () => {
  const supervisor = supervise();
  await ask(supervisor, 'echo');
  const hanging = ask(supervisor, 'hang');
  await new Promise((done) => setTimeout(done, 50));
  supervisor.end();
  await expect(hanging).rejects.toThrow(expect.objectContaining({ code: 'ended' }));
  expect(supervisor.children).toEqual([]);
});

it('work that hangs in one child keeps nobody waiting who can use another', async () => {
  const supervisor = supervise({ processes: 2 });
  const stop = new AbortController();
  const hanging = ask(supervisor, 'hang', null, { signal: stop.signal }).catch((error: Error) => error.name);
  expect(await Promise.all([1, 2, 3].map((body) => ask(supervisor, 'echo', body)))).toEqual([1, 2, 3]);
  expect(supervisor.children).toHaveLength(2);
  stop.abort();
  expect(await hanging).toBe('AbortError');
});

it('prefers a child that saves work, among those that are free', async () => {
  const supervisor = supervise({ processes: 2 });
  await Promise.all([ask(supervisor, 'echo'), ask(supervisor, 'echo')]);
  for (const wanted of supervisor.children) {
    const used = await supervisor.exclusive(
      async (child) => child,
      undefined,
      (child) => child === wanted,
    );
    expect(used).toBe(wanted);
  }
});

it('tells each child something when it is free, and none that has died by then', async () => {
  const supervisor = supervise({ processes: 3 });
  await Promise.all([ask(supervisor, 'echo'), ask(supervisor, 'echo')]);
  const [hung] = supervisor.children;
  const told: (number | undefined)[] = [];
  const hanging = supervisor
    .exclusive(
      (child) => child.call('hang', null, [], { timeLimit: 0.2 }),
      undefined,
      (child) => child === hung,
    )
    .catch((error: Failure) => error.code);
  await supervisor.onEach(async ({ pid }) => void told.push(pid));
  expect(await hanging).toBe('time-limit');
  expect(told).toEqual(supervisor.children.map(({ pid }) => pid));
  expect(told).toHaveLength(1);
  await supervisor.onEach(async (child) => void (await child.call('die', null, [], { timeLimit: 60 })));
  expect(supervisor.children).toEqual([]);
  await ask(supervisor, 'echo');
  const failing = supervisor.onEach(async () => Promise.reject(new TypeError('a fault')));
  await expect(failing).rejects.toThrow('a fault');
});

it('children wait while somebody holds them, and a while longer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const supervisor = supervise();
  const [release, other] = [supervisor.hold(), supervisor.hold()];
  await ask(supervisor, 'echo');
  release();
  release();
  vi.advanceTimersByTime(10_000);
  expect(supervisor.children).toHaveLength(1);
  other();
  vi.advanceTimersByTime(4000);
  const last = supervisor.hold();
  vi.advanceTimersByTime(10_000);
  expect(supervisor.children).toHaveLength(1);
  last();
  vi.advanceTimersByTime(5000);
  expect(supervisor.children).toEqual([]);
  vi.useRealTimers();
});

it('says that a process cannot be started, and why', async () => {
  const { execPath } = process;
  process.execPath = join(program, '../no-node');
  onTestFinished(() => void (process.execPath = execPath));
  await expect(ask(supervise(), 'echo')).rejects.toThrow(
    expect.objectContaining({
      code: 'crashed',
      message: expect.stringMatching(/^a child process cannot be started: spawn .*no-node/),
      cause: expect.any(Error),
    }),
  );
});

it('says what cannot be started', async () => {
  const missing = new Supervisor(join(program, 'nowhere.ts'));
  const error = (await ask(missing, 'echo').catch((thrown: unknown) => thrown)) as Failure;
  expect(error).toMatchObject({ code: 'crashed', message: expect.stringContaining('exit code 1') });
  expect((error.cause as Error).message).toContain('nowhere.ts');
});
