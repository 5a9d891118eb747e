import { describe, expect, test } from 'vitest';
import { drawnPage } from '../test/drawn-page.ts';
import { DemoError } from './demo-error.ts';
import { useRun } from './use-run.ts';

/** Lets promises go on. */
const soon = () => new Promise((done) => setTimeout(done, 5));

describe('useRun', () => {
  function running() {
    type Work = Parameters<ReturnType<typeof useRun<string, string>>['start']>[1];
    let run: ReturnType<typeof useRun<string, string>> | null = null;
    function Running() {
      run = useRun<string, string>();
      return <p>{JSON.stringify(run.state)}</p>;
    }
    return {
      Running,
      start: (first: string, work: Work) => run?.start(first, work),
      cancel: () => run?.cancel(),
    };
  }

  test('tells how far the work is, and what came of it', async () => {
    const { Running, start } = running();
    const page = await drawnPage(<Running />);
    expect(page.texts('p')).toEqual(['{"phase":"idle"}']);
    let finish: (result: string) => void = () => {};
    let tell: (progress: string) => void = () => {};
    void start('begun', (say) => {
      tell = say;
      return new Promise((done) => (finish = done));
    });
    await soon();
    expect(page.texts('p')).toEqual(['{"phase":"running","progress":"begun"}']);
    tell('half');
    await soon();
    expect(page.texts('p')).toEqual(['{"phase":"running","progress":"half"}']);
    finish('all');
    await soon();
    expect(page.texts('p')).toEqual(['{"phase":"done","result":"all"}']);
  });

  test('tells what went wrong', async () => {
    const { Running, start } = running();
    const page = await drawnPage(<Running />);
    await start('begun', () => Promise.reject(new DemoError('table', 'No rows.')));
    await soon();
    expect(page.texts('p')).toEqual(['{"phase":"failed","message":"No rows."}']);
  });

  test('a newer work, cancelling and the end of the component end the older', async () => {
    const { Running, start, cancel } = running();
    const page = await drawnPage(<Running />);
    const signals: AbortSignal[] = [];
    const finish: ((result: string) => void)[] = [];
    const work = (_say: unknown, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<string>((done) => finish.push(done));
    };
    void start('first', work);
    void start('second', work);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    finish[0]?.('late');
    await soon();
    expect(page.texts('p')).toEqual(['{"phase":"running","progress":"second"}']);
    cancel();
    await soon();
    expect([signals[1]?.aborted, page.texts('p')]).toEqual([true, ['{"phase":"idle"}']]);
    void start('third', work);
    await page.draw(null);
    expect(signals[2]?.aborted).toBe(true);
  });
});
