import { Failure } from '@modelfolio/failures';
import { describe, expect, test, vi } from 'vitest';
import { PairedWorker } from '../../test/paired-worker.ts';
import { DemoError } from '../demo-error.ts';
import { serveCalls, type Answers, type Calling } from './serve-calls.ts';
import { WorkerClient } from './worker-client.ts';

type Asked = {
  curve(question: { column: number }): { column: number };
  sum(numbers: Float32Array<ArrayBuffer>, step?: (share: number) => void): Float32Array<ArrayBuffer>;
};

const unstarted = (cause: unknown) => new DemoError('worker', 'It could not be started.', { cause });

/** Page and worker. */
function joined(answers: Partial<Answers<Asked>>, newestOnly = true) {
  const worker = new PairedWorker((scope) =>
    serveCalls<Asked>(scope, (name) => answers[name] as never, { subject: 'analysis', newestOnly }),
  );
  return { worker, client: new WorkerClient<Asked>(() => worker, unstarted) };
}

/** Curves that end when they are told to. */
function held() {
  const signals: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  const curve: Answers<Asked>['curve'] = async ({ column }, { signal }) => {
    signals.push(signal);
    await new Promise<void>((resolve) => ends.push(resolve));
    return { column };
  };
  return { curve, signals, ends };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('questions to the worker', () => {
  test('a newer one of the same name stops the older one; other channels go on', async () => {
    const { curve, signals, ends } = held();
    const { client } = joined({ curve });
    const first = client.ask('curve', { column: 1 });
    const other = client.ask('curve', { column: 7 }, { channel: 'beside' });
    const second = client.ask('curve', { column: 2 });
    await until(() => signals.length === 3);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false]);
    for (const end of ends) end();
    await expect(first).rejects.toMatchObject({ name: 'DemoError', code: 'cancelled' });
    expect((await second).column).toBe(2);
    expect((await other).column).toBe(7);
  });

  test('where none replaces another, each is answered', async () => {
    const { client } = joined({ curve: async (question) => question }, false);
    const answers = await Promise.all([1, 2, 3].map((column) => client.ask('curve', { column })));
    expect(answers.map(({ column }) => column)).toEqual([1, 2, 3]);
  });

  test('an aborted one is stopped where it is computed, and the worker lives on', async () => {
    const { curve, signals, ends } = held();
    const { client } = joined({ curve });
    const abort = new AbortController();
    const asked = client.ask('curve', { column: 1 }, { signal: abort.signal });
    await until(() => signals.length === 1);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => signals[0]?.aborted === true);
    ends[0]?.();
    await expect(client.ask('curve', { column: 1 }, { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const again = client.ask('curve', { column: 3 });
    await until(() => ends.length === 2);
    ends[1]?.();
    expect((await again).column).toBe(3);
  });

  test('failures keep code, place, reason and hint; other errors are not shown to a visitor', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { client } = joined({
      curve: async () => {
        throw new Failure('not-finite', 'the model says NaN', {
          file: 'a.csv',
          row: 3,
          hint: 'leave it out',
        });
      },
      sum: async () => {
        throw new Error('undefined is not a function at secret.js:1');
      },
    });
    await expect(client.ask('curve', { column: 1 })).rejects.toMatchObject({
      code: 'not-finite',
      message: 'a.csv, row 3: the model says NaN (leave it out)',
      hint: 'leave it out',
    });
    expect(warned).not.toHaveBeenCalled();
    await expect(client.ask('sum', new Float32Array())).rejects.toMatchObject({
      code: 'model',
      reason: 'The analysis stopped working in this browser.',
    });
    expect(warned).toHaveBeenCalledOnce();
    warned.mockRestore();
  });

  test('what is told on the way arrives, and nothing after the end', async () => {
    const calls: Calling<number>[] = [];
    const { client, worker } = joined({
      sum: async (numbers, calling) => {
        calls.push(calling);
        calling.step(0.5);
        return numbers;
      },
    });
    const told: number[] = [];
    const answer = await client.ask('sum', Float32Array.of(1, 2), { step: (step) => told.push(step) });
    calls[0]?.step(0.75);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(told).toEqual([0.5]);
    expect(answer).toHaveLength(2);
    client.dispose();
    expect(worker.terminated).toBe(true);
    await expect(client.ask('curve', { column: 1 })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('buffers of an answer are handed over, not copied', async () => {
    const made = Float32Array.of(1, 2, 3);
    const { client } = joined({
      sum: async (_, { transfer }) => {
        transfer.push(made.buffer);
        return made;
      },
    });
    expect(await client.ask('sum', new Float32Array())).toEqual(Float32Array.of(1, 2, 3));
    expect(made).toHaveLength(0);
  });

  test('a worker that cannot start ends every question, also later ones, with that reason', async () => {
    const { curve } = held();
    const { client, worker } = joined({ curve });
    const asked = client.ask('curve', { column: 1 });
    worker.dispatchEvent(new Event('error', { cancelable: true }));
    await expect(asked).rejects.toMatchObject({ code: 'worker', reason: 'It could not be started.' });
    await expect(client.ask('curve', { column: 1 })).rejects.toMatchObject({ code: 'worker' });
  });
});
