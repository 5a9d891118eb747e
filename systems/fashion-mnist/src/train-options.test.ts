import { readArguments } from '@modelfolio/training/testing/trainer-effects';
import { trainerOptions } from '@modelfolio/training/trainer';
import { describe, expect, it } from 'vitest';
import { candidates } from './candidates.ts';
import { commandFor, trainFlags, trainOptions } from './train-options.ts';

/** What a command line asks for, or the words that refuse it. */
const asked = (...args: string[]) =>
  readArguments({ system: 'fashion-mnist', flags: trainFlags }, args, (flags, effects) =>
    trainOptions(flags, trainerOptions(flags, 'fashion-mnist', effects)),
  );

describe('trainOptions', () => {
  it('trains every candidate with its own settings unless told otherwise', async () => {
    const { options } = await asked();
    expect(options).toEqual({ trainings: Object.values(candidates), backend: 'auto', resume: false });
    expect((await asked('--resume')).options?.resume).toBe(true);
  });

  it('changes only what is given', async () => {
    const { options } = await asked('--candidate', 'cnn', '--epochs', '3', '--learning-rate=0.2');
    expect(options?.trainings).toEqual([{ ...candidates.cnn, epochs: 3, learningRate: 0.2 }]);
  });

  it.each([
    [['--epoch', '3'], "Unknown option '--epoch'"],
    [['cnn'], "Unexpected argument 'cnn'"],
    [['--candidate', 'resnet'], '--candidate: expected one of softmax, mlp, cnn, all, received "resnet"'],
    [['--batch-size', '0'], '--batch-size: expected a whole number from 1, received "0"'],
    [['--learning-rate', '0'], '--learning-rate: expected a number above 0, received "0"'],
    [['--learning-rate', 'Infinity'], 'expected a number above 0'],
    [['--backend', 'gpu'], 'expected one of auto, wasm, tensorflow, cpu'],
  ])('refuses %j', async (args, message) => {
    const { code, said } = await asked(...args);
    expect(code).toBe(2);
    expect(said).toEqual([expect.stringContaining(message)]);
  });

  it('is undone by commandFor', async () => {
    const args = '--candidate mlp --seed 4 --batch-size 32 --epochs 2 --learning-rate 0.3'.split(' ');
    const { options } = await asked(...args);
    const [training = candidates.mlp] = options?.trainings ?? [];
    expect(training.seed).toBe(4);
    const command = commandFor(training, 'wasm');
    const again = await asked(...command.replace('npm run train -- fashion-mnist ', '').split(' '));
    expect(again.options).toMatchObject({ trainings: [training], backend: 'wasm' });
  });
});
