import { describe, expect, it } from 'vitest';
import { readArguments, recordedTrainer } from '../test/trainer-effects.ts';
import { realTrainerEffects, runTrainer, trainerOptions } from './trainer.ts';

const asked = (...args: string[]) =>
  readArguments({ system: 'one', flags: {} }, args, (flags, effects) =>
    trainerOptions(flags, 'first', effects),
  );

describe('trainerOptions', () => {
  it('leaves everything to the trainer unless told otherwise', async () => {
    expect(await asked()).toEqual({
      code: 0,
      options: { epochs: null, seed: null, out: '/nowhere/models/first', json: false },
      said: [],
    });
  });

  it('reads what is given, folders from where the person is', async () => {
    const { options } = await asked('--epochs', '3', '--seed', '0', '--out', 'here', '--json');
    expect(options).toEqual({ epochs: 3, seed: 0, out: '/nowhere/here', json: true });
  });

  it.each([
    [['--epochs', '0'], '--epochs: expected a whole number from 1, received "0"'],
    [['--epochs', '1.5'], '--epochs: expected a whole number from 1, received "1.5"'],
    [['--epochs', ''], '--epochs: expected a whole number from 1, received ""'],
    [['--seed=-1'], '--seed: expected a whole number from 0, received "-1"'],
    [['extra'], "Unexpected argument 'extra' (npm run train -- one --help lists the flags)"],
  ])('refuses %j', async (args, message) => {
    expect(await asked(...args)).toEqual({ code: 2, options: null, said: [`train: ${message}`] });
  });
});

describe('runTrainer', () => {
  it('lists its own flags before those of all trainers', async () => {
    const effects = recordedTrainer('/nowhere');
    const flags = { depth: { type: 'string', value: 'n', description: 'how deep' } } as const;
    const run = (): Promise<number> => Promise.resolve(7);
    const trainer = { system: 'one', description: 'Trains.', flags, run };
    expect(await runTrainer(trainer, ['--help'], effects)).toBe(0);
    expect(effects.printed.join('\n')).toMatch(
      /^Usage: npm run train -- one \[flags\]\n\nTrains\.\n\n {2}--depth <n> [^]*--epochs <n> [^]*--help/,
    );
    expect(await runTrainer(trainer, ['--depth', '1'], effects)).toBe(7);
  });
});

it('starts from the folder that the person typed in', () => {
  const { signal } = new AbortController();
  const before = process.env['INIT_CWD'];
  process.env['INIT_CWD'] = '/typed/here';
  try {
    expect(realTrainerEffects('/project', signal)).toMatchObject({
      root: '/project',
      cwd: '/typed/here',
      signal,
    });
  } finally {
    if (before === undefined) delete process.env['INIT_CWD'];
    else process.env['INIT_CWD'] = before;
  }
});

it('starts from the working folder where npm told none, with the real clock', () => {
  const before = process.env['INIT_CWD'];
  delete process.env['INIT_CWD'];
  try {
    const effects = realTrainerEffects('/project', new AbortController().signal);
    expect(effects.cwd).toBe(process.cwd());
    expect(effects.now()).toBeGreaterThan(Date.parse('2026-01-01'));
  } finally {
    if (before !== undefined) process.env['INIT_CWD'] = before;
  }
});
