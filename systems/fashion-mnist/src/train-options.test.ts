import { describe, expect, it } from 'vitest';
import { candidates } from './candidates.ts';
import { commandFor, parseTrainCommand } from './train-options.ts';

describe('parseTrainCommand', () => {
  it('trains every candidate with its own settings unless told otherwise', () => {
    const { trainings, backend, resume } = parseTrainCommand([]);
    expect(trainings).toEqual(Object.values(candidates));
    expect([backend, resume]).toEqual(['auto', false]);
  });

  it('changes only what is given', () => {
    const { trainings } = parseTrainCommand(['--candidate', 'cnn', '--epochs', '3', '--learning-rate=0.2']);
    expect(trainings).toEqual([{ ...candidates.cnn, epochs: 3, learningRate: 0.2 }]);
  });

  it.each([
    [['--epoch', '3'], /Unknown option '--epoch'/],
    [['cnn'], /Unexpected argument 'cnn'/],
    [['--candidate', 'resnet'], '--candidate resnet: expected one of softmax, mlp, cnn, all'],
    [['--epochs', '0'], '--epochs 0: expected a whole number from 1'],
    [['--epochs', '1.5'], '--epochs 1.5: expected a whole number from 1'],
    [['--epochs', ''], 'expected a whole number'],
    [['--seed=-1'], '--seed -1: expected a whole number from 0'],
    [['--learning-rate', '0'], '--learning-rate 0: expected a number above 0'],
    [['--learning-rate', 'Infinity'], 'expected a number above 0'],
    [['--backend', 'gpu'], 'expected one of auto, wasm, tensorflow, cpu'],
  ])('refuses %j', (args, message) => {
    expect(() => parseTrainCommand(args)).toThrow(message);
    expect(() => parseTrainCommand(args)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it('is undone by commandFor', () => {
    const args = [
      '--candidate',
      'mlp',
      '--seed',
      '4',
      '--batch-size',
      '32',
      '--epochs',
      '2',
      '--learning-rate',
      '0.3',
    ];
    const [options] = parseTrainCommand(args).trainings;
    const command = commandFor(options ?? candidates.mlp, 'wasm');
    const again = parseTrainCommand(command.replace('npm run train -- fashion-mnist ', '').split(' '));
    expect(again.trainings).toEqual([options]);
    expect(again.backend).toBe('wasm');
  });
});
