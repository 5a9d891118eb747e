import { recordedTrainer } from '@modelfolio/training/testing/trainer-effects';
import { runTrainer } from '@modelfolio/training/trainer';
import { describe, expect, it } from 'vitest';
import { censusTrainer } from './train-census.ts';

describe('npm run train -- feature-engineering', () => {
  it('explains itself and does nothing else', async () => {
    const effects = recordedTrainer('/nowhere');
    expect(await runTrainer(censusTrainer, ['--help'], effects)).toBe(0);
    expect(effects.printed).toHaveLength(1);
    expect(effects.printed[0]).toMatch(/^Usage: npm run train -- feature-engineering/u);
  });

  it.each([
    [
      ['--candidate', 'forest'],
      '--candidate: expected one of logistic-regression, network, all, none, received "forest"',
    ],
    [['--epochs', '0'], '--epochs: expected a whole number from 1'],
    [['--rows', '3'], "Unknown option '--rows'"],
    [['extra'], "Unexpected argument 'extra'"],
  ])('refuses %j in one line before it looks at any data', async (args, message) => {
    const effects = recordedTrainer('/nowhere');
    expect(await runTrainer(censusTrainer, args, effects)).toBe(2);
    expect(effects.noted).toEqual([expect.stringContaining(message)]);
    expect(effects.noted[0]).not.toContain('\n');
    expect(effects.printed).toEqual([]);
  });
});
