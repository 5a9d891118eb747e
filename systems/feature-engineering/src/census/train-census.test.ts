import { describe, expect, it } from 'vitest';
import { trainCensus, type TrainCensusEffects } from './train-census.ts';

function world(): { effects: TrainCensusEffects; printed: string[] } {
  const printed: string[] = [];
  const effects: TrainCensusEffects = {
    root: '/nowhere',
    cwd: '/nowhere',
    signal: new AbortController().signal,
    now: () => 0,
    print: (text) => void printed.push(text),
    report: (text) => void printed.push(text),
  };
  return { effects, printed };
}

describe('trainCensus', () => {
  it('explains itself and does nothing else', async () => {
    const { effects, printed } = world();
    expect(await trainCensus(['--help'], effects)).toBe(0);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(/^Usage: npm run train -- feature-engineering/u);
  });

  it.each([
    [['--candidate', 'forest'], '--candidate forest (expected logistic-regression, network, all or none)'],
    [['--epochs', '0'], '--epochs 0 (expected a whole number from 1)'],
    [['--epochs', '1.5'], '--epochs 1.5 (expected a whole number from 1)'],
    [['--seed', ''], '--seed  (expected a whole number from 0)'],
    [['--rows', '3'], "Unknown option '--rows'"],
    [['extra'], "Unexpected argument 'extra'"],
  ])('refuses %j in one line before it looks at any data', async (args, message) => {
    const { effects, printed } = world();
    const error = await trainCensus(args, effects).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'usage' });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain('\n');
    expect(printed).toEqual([]);
  });
});
