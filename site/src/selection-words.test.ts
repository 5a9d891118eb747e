import type { Candidate, Figure } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { selectionWords } from './selection-words.ts';

const figure = (value: number): Figure => ({
  label: 'one',
  value,
  format: 'decimal',
  unit: null,
  better: null,
  interval: null,
  n: null,
  source: { file: 'a.json', pointer: '/a', sha256: 'a'.repeat(64), command: null },
});

const candidate = (chosen: boolean, accuracy: number | null, loss: number | null): Candidate => ({
  runId: String(accuracy),
  name: 'one',
  chosen,
  figures: {
    ...(accuracy !== null && { validationAccuracy: figure(accuracy) }),
    ...(loss !== null && { validationLogLoss: figure(loss) }),
  },
});

it('says what the record says, whatever is best', () => {
  const candidates = [candidate(true, 0.8, 0.5), candidate(false, 0.9, 0.6)];
  expect(selectionWords(candidates, 'validation/log_loss')).toBe(
    'Chosen by validation/log_loss, as the record of its run says.',
  );
});

it('says only in what the shipped one is best where no record tells', () => {
  const words = (...candidates: Candidate[]) => selectionWords(candidates, null);
  const none = 'No record says what it was chosen by.';
  expect(words(candidate(true, 0.9, 0.2), candidate(false, 0.8, 0.3))).toBe(
    `The shipped candidate has the highest validation accuracy and the least validation log loss of all. ${none}`,
  );
  expect(words(candidate(true, 0.8, 0.2), candidate(false, 0.9, 0.3))).toBe(
    `The shipped candidate has the least validation log loss of all. ${none}`,
  );
  // Worse in both, and not to be compared with one that lacks the number.
  expect(words(candidate(true, 0.8, 0.4), candidate(false, 0.9, 0.3))).toBe(none);
  expect(words(candidate(true, 0.9, null), candidate(false, null, null))).toBe(none);
});

it('says nothing where nothing was chosen', () => {
  expect(selectionWords([candidate(true, 0.9, 0.1)], null)).toBeNull();
  expect(selectionWords([candidate(false, 0.9, 0.1), candidate(false, 0.8, 0.1)], null)).toBeNull();
});
