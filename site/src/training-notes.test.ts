import { expect, test } from 'vitest';
import { trainingNotes } from './training-notes.ts';

test.each([
  [{ labelSmoothing: 0.1, augmentation: 'shift by up to 2 pixels' }, 'smoothed labels and augmented rows'],
  [
    { labelSmoothing: 0.05, augmentation: true, dropout: '0.2' },
    'smoothed labels, augmented rows and dropout',
  ],
  [{ augmentation: 'flip' }, 'augmented rows'],
])('%o makes training values another task’s', (params, words) => {
  expect(trainingNotes(params)).toBe(
    `Training values were measured with ${words}, validation values without: a training loss above the validation loss is no error.`,
  );
});

test.each([
  [{}],
  [{ labelSmoothing: 0, augmentation: 'none', dropout: null }],
  [{ labelSmoothing: '0.0', augmentation: false, dropout: '' }],
  [{ augmentation: 'None' }],
])('%o says nothing', (params) => {
  expect(trainingNotes(params)).toBeNull();
});
