import { describe, expect, it } from 'vitest';
import type { AnalysisClient } from './analysis-client.ts';
import { DemoError } from '@modelfolio/pages/demo-error';
import { KeptAnswers, keptAnswersOf, type LongQuestion } from './kept-answers.ts';

// No question below reads the client: it is a name only.
const client = {} as AnalysisClient;
const settled = () => new Promise((done) => setTimeout(done));

describe('KeptAnswers', () => {
  it('asks once, and keeps what was said', async () => {
    const answers = new KeptAnswers();
    let asked = 0;
    const ask: LongQuestion<string> = async () => `answer ${++asked}`;
    void answers.start('a', client, ask);
    void answers.start('a', client, ask);
    await settled();
    void answers.start('a', client, ask);
    await settled();
    expect(answers.get('a')).toEqual({ value: 'answer 1', error: null, running: null });
    expect(answers.get('b').value).toBeNull();
  });

  it('tells how far it is', async () => {
    const answers = new KeptAnswers();
    const shares: (number | null)[] = [];
    await answers.start('a', client, async (_, { step }) => {
      const { running } = answers.get('a');
      const stop = running?.listen(() => shares.push(running.share));
      step({ share: 0.25 });
      step({ loaded: 1, total: 2 });
      step({ share: 0.2501 });
      step({ share: 0.5 });
      stop?.();
      step({ share: 0.75 });
      return 1;
    });
    expect(shares).toEqual([0.25, 0.5]);
  });

  it('calls back those who wait for an answer, and only them', async () => {
    const answers = new KeptAnswers();
    const seen: unknown[] = [];
    const stop = answers.listen('a', () => seen.push(answers.get('a').value));
    await answers.start('b', client, async () => 2);
    await answers.start('a', client, async (_, { step }) => {
      step({ share: 0.5 });
      return 1;
    });
    expect(seen).toEqual([null, 1]);
    stop();
    await answers.start('a', client, async () => 3);
    expect(seen).toHaveLength(2);
  });

  it('forgets what was cancelled, and asks again', async () => {
    const answers = new KeptAnswers();
    const ask: LongQuestion<number> = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DemoError('cancelled', 'Cancelled.')));
      });
    const first = answers.start('a', client, ask);
    answers.get('a').running?.abort.abort();
    await first;
    expect(answers.get('a')).toEqual({ value: null, error: null, running: null });
    await answers.start('a', client, async () => 3);
    expect(answers.get('a').value).toBe(3);
  });

  it('keeps what went wrong, for a visitor', async () => {
    const answers = new KeptAnswers();
    await answers.start('a', client, () => Promise.reject(new DemoError('model', 'It stopped.')));
    expect(answers.get('a').error?.message).toBe('It stopped.');
  });

  it('belongs to a worker', () => {
    expect(keptAnswersOf(client)).toBe(keptAnswersOf(client));
    expect(keptAnswersOf({} as AnalysisClient)).not.toBe(keptAnswersOf(client));
  });
});
