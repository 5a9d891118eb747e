import { describe, expect, test } from 'vitest';
import { ExplainabilityError } from '@modelfolio/explainability';
import { AnalysisClient, type AnalysisWorker } from './analysis-client.ts';
import type { AnalysisReply, AnalysisRequest } from './analysis-messages.ts';
import { serveAnalysis, type Analyst, type AnalysisScope } from './serve-analysis.ts';

/** Page and worker, joined by a channel of messages as between two threads. */
function joined(analyst: Partial<Analyst>) {
  const { port1, port2 } = new MessageChannel();
  const scope: AnalysisScope = {
    addEventListener: (kind, listener) => {
      port2.addEventListener(kind, listener as (event: MessageEvent) => void);
      port2.start();
    },
    postMessage: (reply: AnalysisReply) => port2.postMessage(reply),
  };
  serveAnalysis(scope, analyst as Analyst);
  const worker = {
    addEventListener: (kind: string, listener: (event: MessageEvent) => void) => {
      if (kind === 'message') port1.addEventListener(kind, listener);
      port1.start();
    },
    postMessage: (request: AnalysisRequest) => port1.postMessage(request),
    terminate: () => port1.close(),
  } as unknown as AnalysisWorker;
  return new AnalysisClient(() => worker);
}

const curveQuestion = { cells: [], place: 0, column: 0, background: 1, seed: 0 };

/** An analyst whose curves end when they are told to. */
function held() {
  const signals: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  const curve: Analyst['curve'] = async ({ column }, { signal }) => {
    signals.push(signal);
    await new Promise<void>((resolve) => ends.push(resolve));
    return { column } as Awaited<ReturnType<Analyst['curve']>>;
  };
  return { curve, signals, ends };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('questions to the worker', () => {
  test('a newer one of the same name stops the older one; other channels go on', async () => {
    const { curve, signals, ends } = held();
    const client = joined({ curve });
    const first = client.ask('curve', curveQuestion);
    const other = client.ask('curve', { ...curveQuestion, column: 7 }, { channel: 'beside' });
    const second = client.ask('curve', { ...curveQuestion, column: 2 });
    await until(() => signals.length === 3);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false]);
    for (const end of ends) end();
    await expect(first).rejects.toMatchObject({ name: 'AnalysisError', code: 'cancelled' });
    expect((await second).column).toBe(2);
    expect((await other).column).toBe(7);
    client.dispose();
  });

  test('an aborted one is stopped where it is computed', async () => {
    const { curve, signals, ends } = held();
    const client = joined({ curve });
    const abort = new AbortController();
    const asked = client.ask('curve', curveQuestion, { signal: abort.signal });
    await until(() => signals.length === 1);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => signals[0]?.aborted === true);
    ends[0]?.();
    client.dispose();
  });

  test('known errors keep their words, unknown ones are not shown to a visitor', async () => {
    const client = joined({
      curve: async () => {
        throw new ExplainabilityError('not-finite', 'row 3: the model says NaN', { hint: 'leave it out' });
      },
      surface: async () => {
        throw new Error('undefined is not a function at secret.js:1');
      },
    });
    await expect(client.ask('curve', curveQuestion)).rejects.toMatchObject({
      code: 'not-finite',
      message: 'row 3: the model says NaN',
      hint: 'leave it out',
    });
    await expect(
      client.ask('surface', { place: 0, columns: [0, 1], background: 1, seed: 0 }),
    ).rejects.toMatchObject({ code: 'model', message: 'The analysis stopped working in this browser.' });
    client.dispose();
  });

  test('what is told on the way arrives, and nothing after the end', async () => {
    const client = joined({
      summary: async (_, { step }) => {
        step({ share: 0.5 });
        return { rows: new Uint32Array(2) } as Awaited<ReturnType<Analyst['summary']>>;
      },
    });
    const told: unknown[] = [];
    const answer = await client.ask(
      'summary',
      { place: 0, method: 'auto', seed: 0, background: 1, grouped: false, most: 2 },
      { step: (step) => told.push(step) },
    );
    expect(told).toEqual([{ share: 0.5 }]);
    expect(answer.rows).toHaveLength(2);
    client.dispose();
    await expect(client.ask('curve', curveQuestion)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
